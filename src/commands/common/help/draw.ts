/** Draws the parts of a help text. No line is longer than the width, unless one word is. */
import { padEnd, wrap } from '../../../report/page/width.js';
import type { Example, Row } from './manual.js';

const indent = 2;
const gap = 2;
/** A column of text that is narrower is hard to read; then the text goes below its term. */
const narrowestText = 32;
const belowTerm = ' '.repeat(6);

/** The column in which the texts of all lists of a help begin; null if they go below their terms. */
export function textColumn(terms: readonly string[], width: number): number | null {
  const column = indent + Math.max(0, ...terms.map((term) => term.length)) + gap;
  return width - column < narrowestText ? null : column;
}

export function drawRows(rows: readonly Row[], column: number | null, width: number): string[] {
  return rows.flatMap(([term, text]) =>
    column === null ? below(term, text, width) : beside(term, text, column, width),
  );
}

function below(term: string, text: string, width: number): string[] {
  const lines = text === '' ? [] : wrap(text, width - belowTerm.length);
  return [' '.repeat(indent) + term.trimStart(), ...lines.map((line) => belowTerm + line)];
}

function beside(term: string, text: string, column: number, width: number): string[] {
  const margin = ' '.repeat(column);
  return wrap(text, width - column).map((line, index) =>
    index === 0 ? `${padEnd(' '.repeat(indent) + term, column)}${line}`.trimEnd() : margin + line,
  );
}

/** Comments stand beside the command lines if all have room there, or else each below its own. */
export function drawExamples(examples: readonly Example[], width: number): string[] {
  const explained = examples.filter(([, comment]) => comment !== undefined);
  const column = indent + Math.max(0, ...explained.map(([line]) => line.length)) + gap;
  const haveRoom = explained.every(([, comment = '']) => column + comment.length <= width);
  return examples.flatMap(([line, comment]) => {
    if (comment === undefined) return drawCommandLine(line, width);
    if (haveRoom) return [padEnd(' '.repeat(indent) + line, column) + comment];
    return [
      ...drawCommandLine(line, width),
      ...wrap(comment, width - belowTerm.length).map((text) => belowTerm + text),
    ];
  });
}

/** Continues a long command line as a shell reads it, so that it can be copied. */
function drawCommandLine(line: string, width: number): string[] {
  const [first = '', ...rest] = partsOf(line);
  const lines: string[] = [];
  let current = ' '.repeat(indent) + first;
  for (const [index, part] of rest.entries()) {
    const end = index === rest.length - 1 ? '' : ' \\';
    if (`${current} ${part}${end}`.length <= width) {
      current += ` ${part}`;
      continue;
    }
    lines.push(`${current} \\`);
    current = belowTerm + part;
  }
  return [...lines, current];
}

/** Splits where a line may be continued: not within quotes, and not between an option or `>` and what belongs to it. */
const partsOf = (line: string): readonly string[] =>
  line.match(/(?:(?:-\S+|>) (?=[^-|&>]))?(?:'[^']*'|"[^"]*"|\S)+/g) ?? [];
