/** Draws blocks as text for a terminal: it fits the width, and colour only repeats the words. */
import { breakCommands } from '../../text/ci-commands.js';
import { sanitiseLine, sanitiseText } from '../../text/sanitise.js';
import { unreachable } from '../../model/unreachable.js';
import type { Block, Entry, Fact } from './document.js';
import type { ColourLevel } from './colour.js';
import { createPaint, type Paint } from './paint.js';
import { drawTerminalTable } from './table.js';
import { displayWidth, padEnd, shorten, wrap } from './width.js';
import { firstLines } from './words.js';

/** Lines of a program's output that are shown; the JSON report has them all. */
const shownLogLines = 14;
/** The lines of a crash that say what it was. */
const excerptLines = 3;
/** In narrower terminals than this, lines are too long rather than unreadable. */
const minimumWidth = 40;
/** Longer lines of prose are cut before they are wrapped. */
const maximumProse = 4000;

export interface RenderOptions {
  /** Columns of the terminal; only text uses it. */
  readonly width: number;
  /** 0 for anything but a terminal that shows colours; only text uses it. */
  readonly colour: ColourLevel;
  /** True: with the evidence and the trials; only text uses it. */
  readonly verbose: boolean;
}

/** The whole document, ending in a newline. */
export function drawDocument(blocks: readonly Block[], { width, colour }: RenderOptions): string {
  const pen = { width: Math.max(minimumWidth, width), paint: createPaint(colour) };
  // Done once more, because the lines were broken anew.
  return `${breakCommands(drawBlocks(blocks, pen).join('\n'))}\n`;
}

interface Pen {
  readonly width: number;
  readonly paint: Paint;
}

/** Blocks with an empty line between them. */
function drawBlocks(blocks: readonly Block[], pen: Pen): string[] {
  return blocks.flatMap((block, index) => [...(index === 0 ? [] : ['']), ...drawBlock(block, pen)]);
}

function drawBlock(block: Block, pen: Pen): string[] {
  const { paint, width } = pen;
  switch (block.kind) {
    case 'title':
    case 'heading':
      return prose(block.text, width).map((line) => paint('strong', line));
    case 'paragraph':
      return prose(block.text, width).map((line) => paint(block.tone, line));
    case 'facts':
      return drawFacts(block.facts, pen);
    case 'table':
      return drawTerminalTable(block.table, width, paint);
    case 'log':
      return [
        ...prose(`${block.title}:`, width).map((line) => paint('strong', line)),
        ...logLines(block.text, width, block.isExcerpt === true),
      ];
    case 'entries':
      return block.entries.flatMap((entry) => drawEntry(entry, pen));
    case 'cell':
      return [
        ...drawHeadline(block.verdict, block.headline, pen),
        ...indent(drawBlocks(block.body, { paint, width: width - 2 })),
      ];
    default:
      return unreachable(block);
  }
}

function drawHeadline(
  verdict: Extract<Block, { kind: 'cell' }>['verdict'],
  text: string,
  pen: Pen,
): string[] {
  const badge = verdict.toUpperCase();
  const lines = wrap(`${badge}: ${clean(text)}`, pen.width);
  return lines.map((line, index) =>
    index === 0 && line.startsWith(badge)
      ? pen.paint(verdict, badge) + pen.paint('strong', line.slice(badge.length))
      : pen.paint('strong', line),
  );
}

function drawFacts(facts: readonly Fact[], { width, paint }: Pen): string[] {
  const labelWidth = Math.max(...facts.map(({ label }) => label.length)) + 2;
  return facts.flatMap(({ label, text, tone = 'plain' }) =>
    prose(text, width - labelWidth).map(
      (line, index) => padEnd(index === 0 ? label : '', labelWidth) + paint(tone, line),
    ),
  );
}

/** A place stays whole, however long it is. Words that do not fit beside it go below. */
function drawEntry({ place, word, tone, text }: Entry, { width, paint }: Pen): string[] {
  const head = `${clean(place)}: `;
  const words = clean(text);
  const rest = words === '' ? '' : `: ${words}`;
  const isShort = displayWidth(head + word + rest) <= width;
  if (isShort) return [head + paint(tone, word) + rest];
  return [`${head}${paint(tone, word)}:`, ...indent(wrap(words, width - 2))];
}

function prose(text: string, width: number): string[] {
  return wrap(clean(text), width);
}

function clean(text: string): string {
  return sanitiseLine(text.slice(0, maximumProse)).trim();
}

/** Shortened, not wrapped, because a traceback is read line by line. */
function logLines(text: string, width: number, isExcerpt: boolean): string[] {
  return indent(
    (isExcerpt
      ? firstLines(sanitiseText(text).replaceAll(/\n\s*\n/g, '\n'), excerptLines, 'with -v')
      : firstLines(sanitiseText(text), shownLogLines)
    ).map((line) => shorten(line.slice(0, maximumProse).replaceAll('\t', '    ').trimEnd(), width - 2)),
  );
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
