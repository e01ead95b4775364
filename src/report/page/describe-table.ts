/** The overview of many cells, and the answer of a bisect. */
import type { ReportLine } from '../../model/bisect.js';
import type { Cell } from '../../model/report.js';
import { trialsThatCount } from './describe-cell.js';
import type { Block, Table, TableCell } from './document.js';
import { briefCounts, joinParts, nameOf, predictionFailed, targetParts } from './words.js';
import { countOutcomes } from '../../model/outcome.js';

type ReportRange = ReportLine['ranges'][number];

/** The parts that all targets share are shown once above the table; the table's column has only the differences. */
export interface TargetSplit {
  readonly shared: string;
  readonly differing: (cell: Cell) => string;
}

export function splitTargets(cells: readonly Cell[]): TargetSplit {
  const all = cells.map(targetParts);
  const [first = []] = all;
  // Computed once: for each cell anew, the time would grow with the square of their number.
  const isShared = first.map((part, index) => all.every((parts) => parts[index] === part));
  return {
    shared: joinParts(first.filter((_, index) => isShared[index] === true)),
    differing: (cell) => joinParts(targetParts(cell).filter((_, index) => isShared[index] !== true)),
  };
}

interface CellColumn {
  readonly title: string;
  readonly of: (cell: Cell, targets: TargetSplit) => TableCell;
}

const plain = (text: string): TableCell => ({ text, tone: 'plain' });

const cellColumns: readonly CellColumn[] = [
  { title: 'Subject', of: (cell) => plain(nameOf(cell)) },
  { title: 'Target', of: (cell, { differing }) => plain(differing(cell)) },
  {
    title: 'Verdict',
    of: (cell) =>
      cell.skipped === undefined
        ? { text: cell.verdict, tone: cell.verdict }
        : { text: 'skipped', tone: 'inconclusive' },
  },
  {
    title: 'Predicted',
    of: (cell) =>
      predictionFailed(cell)
        ? { text: `${cell.predicted}: WRONG`, tone: 'loud' }
        : { text: cell.predicted, tone: 'dim' },
  },
  {
    title: 'Trials',
    of: (cell) => plain(briefCounts(countOutcomes(trialsThatCount(cell.trials, cell.evidence)))),
  },
  { title: 'Note', of: (cell) => plain(cell.skipped?.reason ?? cell.fix ?? '') },
];

/** A column that would be empty is left out. */
export function cellsTable(cells: readonly Cell[], targets: TargetSplit): Table {
  const columns = cellColumns
    .map(({ title, of }) => ({ title, drawn: cells.map((cell) => of(cell, targets)) }))
    .filter(({ drawn }) => drawn.some(({ text }) => text !== ''));
  return {
    columns: columns.map(({ title }) => ({ title, align: 'left' })),
    rows: cells.map((_, row) => columns.map(({ drawn }) => drawn[row] ?? plain(''))),
  };
}

export function linesTable(lines: readonly ReportLine[]): Block {
  return {
    kind: 'table',
    table: {
      columns: ['Line', 'Introduced', 'Fixed', 'In words'].map((title) => ({ title, align: 'left' })),
      rows: lines.flatMap(lineRows),
    },
  };
}

function lineRows(line: ReportLine): TableCell[][] {
  const [first, ...rest] = line.ranges.map((range) => rangeCells(range, line));
  const words = plain(lineWords(line));
  const none = [plain('–'), plain('–')];
  return [
    [plain(line.line), ...(first ?? none), words],
    ...rest.map((range) => [plain(''), ...range, plain('')]),
  ];
}

function rangeCells(
  { introduced, fixed, introducedIn, fixedIn, notFixedUpTo }: ReportRange,
  line: ReportLine,
): TableCell[] {
  const isOpen = line.status === 'cannot-tell' || notFixedUpTo !== undefined;
  return [
    plain(introducedIn?.join(' or ') ?? introduced ?? (line.status === 'cannot-tell' ? '?' : '–')),
    fixed === null
      ? isOpen
        ? plain('?')
        : { text: 'never', tone: 'affected' }
      : { text: fixedIn?.join(' or ') ?? fixed, tone: 'fixed' },
  ];
}

/** The finding's own sentence without the line's name, which is shown before it, and the way out. */
function lineWords({ line, status, summary, ranges, upgrade }: ReportLine): string {
  const prefix = `${line}: `;
  const finding = summary?.startsWith(prefix) === true ? summary.slice(prefix.length) : summary;
  const words = finding ?? status ?? (ranges.length === 0 ? 'never affected' : 'affected');
  return typeof upgrade === 'string' ? `${words}; upgrade to ${upgrade}` : words;
}
