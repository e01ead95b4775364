/** A scan as one row a release line, with a strip of its releases. */
import { compareGoVersions, lineOf, parseGoVersion } from '../../../model/go-version.js';
import { groupBy } from '../../../model/group-by.js';
import type { Cell, Report } from '../../../model/report.js';
import type { Verdict } from '../../../model/verdict.js';
import type { Block } from '../document.js';
import { paragraph, tableOf, type ColumnOf } from '../plain-table.js';
import { firstClause, nameOf, plural, verdictMarks } from '../words.js';

export function describeLines(report: Report): Block[] {
  const { cells } = report;
  if (cells.length === 0) return [];
  const rows = linesOf(cells);
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    tableOf(columns, rows),
    paragraph(legendOf(cells), 'dim'),
    ...(open.length === 0 ? [] : [tableOf(openColumns, open)]),
    paragraph(
      `Read from ${plural(cells.length, 'source')}; nothing was run.${unverifiedWords(cells)}`,
      'dim',
    ),
  ];
}

interface Line {
  readonly name: string;
  /** Oldest first. */
  readonly cells: readonly Cell[];
}

function linesOf(cells: readonly Cell[]): Line[] {
  const lines = groupBy(cells, (cell) => versionOf(cell)?.line ?? nameOf(cell));
  return [...lines].map(([name, ofLine]) => ({ name, cells: ofLine.toSorted(byVersion) }));
}

function versionOf({ go }: Cell) {
  const version = go === null ? null : parseGoVersion(go);
  return version === null ? null : { version, line: lineOf(version) };
}

function byVersion(a: Cell, b: Cell): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left === null || right === null ? 0 : compareGoVersions(left.version, right.version);
}

const columns: readonly ColumnOf<Line>[] = [
  { title: 'Line', text: ({ name }) => name },
  {
    title: 'Affected',
    text: (line) => affectedRanges(line).map(rangeWords).join(', ') || 'none',
    tone: (line) => (affectedRanges(line).length === 0 ? 'dim' : 'affected'),
  },
  { title: 'First fixed', text: (line) => short(firstFixed(line)) },
  { title: 'Newest', text: ({ cells }) => short(cells.at(-1)) },
  { title: 'To do', text: toDo },
  { title: 'Releases', text: ({ cells }) => cells.map(({ verdict }) => verdictMarks[verdict]).join('') },
];

const openColumns: readonly ColumnOf<Cell>[] = [
  { title: 'Not decided', text: nameOf, tone: () => 'inconclusive' },
  { title: 'Reason', text: ({ reason, skipped }) => skipped?.reason ?? reason },
];

/** Neighbours that are affected, each stretch as one. */
function affectedRanges({ cells }: Line): [first: Cell, last: Cell][] {
  const ranges: [Cell, Cell][] = [];
  let open = false;
  for (const cell of cells) {
    const range = ranges.at(-1);
    if (cell.verdict !== 'affected') open = false;
    else if (open && range !== undefined) range[1] = cell;
    else {
      ranges.push([cell, cell]);
      open = true;
    }
  }
  return ranges;
}

const rangeWords = ([first, last]: readonly [Cell, Cell]): string =>
  first === last ? short(first) : `${short(first)}–${short(last)}`;

/** The first release without the bug after the last one with it. */
function firstFixed({ cells }: Line): Cell | undefined {
  const last = cells.findLastIndex(({ verdict }) => verdict === 'affected');
  return last < 0 ? undefined : cells.slice(last + 1).find(({ verdict }) => verdict === 'fixed');
}

/** The line is in the row already: `1.23.8`. */
const short = (cell: Cell | undefined): string => cell?.go?.replace(/^go/, '') ?? cell?.subject ?? '';

function toDo({ cells }: Line): string {
  const last = cells.findLast(({ verdict }) => verdict === 'affected');
  return last?.fix === undefined ? '' : firstClause(last.fix);
}

function legendOf(cells: readonly Cell[]): string {
  const seen = new Set(cells.map(({ verdict }) => verdict));
  const marks: readonly Verdict[] = ['affected', 'fixed', 'not-applicable', 'inconclusive'];
  const words = marks
    .filter((verdict) => seen.has(verdict))
    .map((verdict) => `${verdictMarks[verdict]} ${verdict}`);
  return `Releases, oldest first: ${words.join('  ')}`;
}

function unverifiedWords(cells: readonly Cell[]): string {
  const count = cells.filter(({ evidence }) => evidence.some(({ verified }) => verified === false)).length;
  return count === 0 ? '' : ` ${plural(count, 'is', 'are')} unverified: -v tells more.`;
}
