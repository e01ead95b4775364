/**
 * A Dockerfile’s instructions as BuildKit sees them: continued lines joined, comments and blank lines inside them
 * dropped, here-documents separate. https://docs.docker.com/reference/dockerfile/
 */
import { linesWithin } from '../values/lines.js';
import { slice, textOf, written, type Expansion, type Piece } from '../values/expansion.js';
import type { Span } from '../../model/pin.js';

export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  readonly args: Expansion;
  readonly span: Span;
  /** Its here-documents, without the lines that end them. */
  readonly documents: readonly Span[];
}

interface LinesOfFile {
  readonly lines: readonly Line[];
  /** The last line with a text; of `lastIndented`, without the tabs before it. */
  readonly lastOf: ReadonlyMap<string, number>;
  readonly lastIndented: ReadonlyMap<string, number>;
}

interface Line {
  readonly start: number;
  /** Without the line end and a carriage return before it. */
  readonly text: string;
}

/** @param within the part of the text that is a Dockerfile */
export function readInstructions(text: string, within: Span): Instruction[] {
  const start = text.startsWith('\uFEFF', within.start) ? within.start + 1 : within.start;
  const lines = [...linesWithin(text, { start, end: within.end })].map((line) => ({
    start: line.start,
    text: text.slice(line.start, line.end).replace(/\r$/, ''),
  }));
  const continued = escapeCharacter(lines) === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  const file: LinesOfFile = {
    lines,
    lastOf: new Map(lines.map(({ text }, index) => [text, index])),
    lastIndented: new Map(lines.map(({ text }, index) => [text.replace(/^\t+/, ''), index])),
  };
  const instructions: Instruction[] = [];
  for (let next = 0; next < lines.length;) {
    const pieces: Piece[] = [];
    let goesOn = true;
    for (; goesOn && next < lines.length; next += 1) {
      const line = lines[next];
      if (line === undefined || isSkipped(line.text)) {
        if (pieces.length === 0) break;
        continue;
      }
      const mark = continued.exec(line.text);
      goesOn = mark !== null;
      pieces.push(written(mark === null ? line.text : line.text.slice(0, mark.index), line.start));
    }
    if (pieces.length === 0) {
      next += 1;
      continue;
    }
    const instruction = readInstruction(pieces);
    if (instruction === null) continue;
    const documents = hereDocuments(instruction, file, next);
    instructions.push({ ...instruction, documents: documents.bodies });
    next = documents.next;
  }
  return instructions;
}

const isSkipped = (line: string): boolean => /^\s*(?:#|$)/.test(line);

/** Parser directives are at the very top, one a line; the first other line ends them. */
function escapeCharacter(lines: readonly Line[]): string {
  for (const { text } of lines) {
    const directive = /^\s*#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(text);
    if (directive === null) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] ?? '\\';
  }
  return '\\';
}

function readInstruction(pieces: readonly Piece[]): Omit<Instruction, 'documents'> | null {
  const read = withKeyword(pieces);
  const [first, last] = [pieces[0]?.span, pieces.at(-1)?.span];
  if (read === null || first === undefined || first === null) return null;
  const { start, ...instruction } = read;
  return { ...instruction, span: { start: first.start + start, end: (last ?? first).end } };
}

/** A keyword, its place in the text, and what follows it. */
function withKeyword(
  value: Expansion,
): (Pick<Instruction, 'keyword' | 'args'> & { readonly start: number }) | null {
  const text = textOf(value);
  const [whole = '', keyword] = /^\s*([A-Za-z]+)(?=\s|$)/.exec(text) ?? [];
  if (keyword === undefined) return null;
  const args = slice(value, whole.length, text.length);
  return { keyword: keyword.toUpperCase(), args, start: whole.length - keyword.length };
}

const isEnd = (line: string, name: string, stripsTabs: boolean): boolean =>
  (stripsTabs ? line.replace(/^\t+/, '') : line) === name;

const hereDocument = /(?:^|\s)\d*<<(-?)(["']?)([A-Za-z_][\w.-]*)\2(?=\s|$)/g;

/**
 * The instruction’s here-documents, and the line after them. A `<<EOF` that nothing ends is taken for a part of a
 * string: BuildKit would reject it, and skipping the rest of the file would hide its pins.
 */
function hereDocuments(
  instruction: Omit<Instruction, 'documents'>,
  file: LinesOfFile,
  next: number,
): { readonly bodies: readonly Span[]; readonly next: number } {
  if (!['RUN', 'COPY', 'ADD'].includes(instruction.keyword)) return { bodies: [], next };
  const bodies: Span[] = [];
  let line = next;
  for (const [, dash, , name = ''] of textOf(instruction.args).matchAll(hereDocument)) {
    const last = (dash === '-' ? file.lastIndented : file.lastOf).get(name) ?? -1;
    let end = line;
    while (end <= last && !isEnd(file.lines[end]?.text ?? '', name, dash === '-')) end += 1;
    const [first, ending] = [file.lines[line], file.lines[end]];
    if (end > last || first === undefined || ending === undefined) continue;
    bodies.push({ start: first.start, end: ending.start });
    line = end + 1;
  }
  return { bodies, next: line };
}

/** `ONBUILD RUN …` is `RUN …` in the images that are made from this one. */
export function triggered(instruction: Instruction): Instruction {
  const inner = instruction.keyword === 'ONBUILD' ? withKeyword(instruction.args) : null;
  return inner === null ? instruction : { ...instruction, keyword: inner.keyword, args: inner.args };
}
