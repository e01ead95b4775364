/** One table model, drawn for a terminal and as Markdown. */
import type { Column, Table, TableCell } from './document.js';
import { escapeMarkdown } from './escape.js';
import type { Paint } from './paint.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { displayWidth, padEnd, padStart, shorten, wrap } from './width.js';

const gap = '  ';
/** Below this width a column is no longer worth reading, and its texts are cut instead of wrapped. */
const narrowest = 5;
/** Below this, a table whose words would be broken is drawn row by row. */
const narrowTerminal = 70;
/** Nobody reads more of one cell in a table; the JSON report has all of it. */
const maximumCellLength = 1000;

/** Draws lines of at most `width` columns. Wide columns shrink first: their texts wrap. */
export function drawTerminalTable(table: Table, width: number, paint: Paint): string[] {
  const titles = table.columns.map(({ title }): TableCell => ({ text: title, tone: 'strong' }));
  const rows = [titles, ...table.rows].map((row) =>
    row.map((cell) => ({ ...cell, text: sanitiseLine(cell.text).slice(0, maximumCellLength) })),
  );
  const natural = table.columns.map((_, index) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[index]?.text ?? '')), 1),
  );
  const widths = fitWidths(natural, width - gap.length * (natural.length - 1));
  if (width < narrowTerminal && breaksWords(rows, widths)) return drawRecords(rows, width, paint);
  const rule = widths.map((columns) => '─'.repeat(columns)).join(gap);
  const [head = [], ...body] = rows.map((row) => drawRow(row, table.columns, widths, paint));
  return [...head, paint('dim', rule), ...body.flat()];
}

/** True if a column is too narrow for a word in it. */
const breaksWords = (rows: readonly (readonly TableCell[])[], widths: readonly number[]): boolean =>
  rows.some((row) =>
    row.some(({ text }, index) =>
      text.split(' ').some((word) => displayWidth(word) > (widths[index] ?? narrowest)),
    ),
  );

/** Draws row by row what has no room side by side: the first cell, and below it the others with their titles. */
function drawRecords(rows: readonly (readonly TableCell[])[], width: number, paint: Paint): string[] {
  const [[head, ...titles] = [], ...records] = rows;
  const widest = Math.max(0, ...titles.map(({ text }) => displayWidth(text)));
  const labelWidth = Math.min(widest + gap.length, Math.floor(width / 2));
  const label = (index: number): string => shorten(titles[index]?.text ?? '', labelWidth - gap.length);
  const drawn = (cell: TableCell | undefined, columns: number): string[] =>
    cell === undefined ? [] : wrap(cell.text, columns).map((line) => paint(cell.tone, line));
  return [
    ...drawn(head, width),
    paint('dim', '─'.repeat(Math.min(width, displayWidth(head?.text ?? '')))),
    ...records.flatMap(([first, ...others]) => [
      ...drawn(first, width),
      ...others.flatMap((cell, index) =>
        cell.text === ''
          ? []
          : drawn(cell, width - labelWidth - gap.length).map(
              (line, at) => `${gap}${padEnd(at === 0 ? label(index) : '', labelWidth)}${line}`,
            ),
      ),
    ]),
  ];
}

/** Takes columns from the widest until all fit into `available`, as far as `narrowest` allows. */
function fitWidths(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, columns) => sum + columns, 0) - available;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.lastIndexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function drawRow(
  row: readonly TableCell[],
  columns: readonly Column[],
  widths: readonly number[],
  paint: Paint,
): string[] {
  const cells = row.map((cell, index) => {
    const columnWidth = widths[index] ?? narrowest;
    const lines = columnWidth <= narrowest ? [shorten(cell.text, columnWidth)] : wrap(cell.text, columnWidth);
    return { lines, tone: cell.tone, width: columnWidth, align: columns[index]?.align ?? 'left' };
  });
  const height = Math.max(...cells.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map(({ lines, tone, width, align }) => {
        const text = lines[line] ?? '';
        const padded = align === 'right' ? padStart(text, width) : padEnd(text, width);
        // Only the text is painted: coloured padding would show as stripes where underline or reverse is used.
        return padded.replace(text, () => paint(tone, text));
      })
      .join(gap)
      .trimEnd(),
  );
}

/** A GitHub-flavoured table. */
export function drawMarkdownTable(table: Table): string {
  return [
    markdownRow(table.columns.map(({ title }) => escapeMarkdown(title))),
    markdownRow(table.columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
    ...table.rows.map((row) =>
      markdownRow(row.map(({ text, tone }) => (tone === 'strong' ? bold(text) : escapeMarkdown(text)))),
    ),
  ].join('\n');
}

function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function bold(text: string): string {
  return text.trim() === '' ? '' : `**${escapeMarkdown(text).trim()}**`;
}
