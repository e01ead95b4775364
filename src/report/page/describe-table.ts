/** The overview of many cells, and the answer of a bisect. */
import type { ReportLine } from '../../model/bisect.js';
import type { Cell } from '../../model/report.js';
import { trialsThatCount } from './describe-cell.js';
import type { Block, TableCell, Tone } from './document.js';
import { tableOf, type ColumnOf } from './plain-table.js';
import {
  briefCounts,
  joinParts,
  lineName,
  nameOf,
  platform,
  predictionFailed,
  target,
  targetParts,
  verdictWord,
  eitherOf,
} from './words.js';
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

/** Finds the part of each target that its headline must name, since a cell of the same name was built differently. */
export function distinguishing(
  cells: readonly Cell[],
  { differing }: TargetSplit = splitTargets(cells),
): (cell: Cell) => string {
  const repeated = repeatedNames(cells);
  return (cell) => (repeated.has(plainName(cell)) ? differing(cell).replace(`${platform(cell)}, `, '') : '');
}

const plainName = (cell: Cell): string => `${nameOf(cell)} on ${platform(cell)}`;

/** Names that several cells would share in their headlines although they were built differently. */
function repeatedNames(cells: readonly Cell[]): ReadonlySet<string> {
  const targets = new Map<string, Set<string>>();
  for (const cell of cells) {
    const name = plainName(cell);
    targets.set(name, (targets.get(name) ?? new Set()).add(target(cell)));
  }
  return new Set([...targets].flatMap(([name, ofName]) => (ofName.size > 1 ? [name] : [])));
}

/** The emphasis of a cell's verdict, or of the word in place of it. */
export const verdictTone = ({ skipped, verdict }: Cell): Tone =>
  skipped === undefined ? verdict : 'inconclusive';

/** `3 crash, 1 other`; nothing without trials. */
export const trialWords = ({ trials, evidence }: Cell): string =>
  briefCounts(countOutcomes(trialsThatCount(trials, evidence)));

/** A column that would be empty is left out. */
export function cellsTable(cells: readonly Cell[], { differing }: TargetSplit): Block {
  const columns: readonly ColumnOf<Cell>[] = [
    { title: 'Subject', text: nameOf },
    { title: 'Target', text: differing },
    {
      title: 'Verdict',
      text: verdictWord,
      tone: verdictTone,
    },
    {
      title: 'Predicted',
      text: (cell) => `${cell.predicted}${predictionFailed(cell) ? ': WRONG' : ''}`,
      tone: (cell) => (predictionFailed(cell) ? 'loud' : 'dim'),
    },
    { title: 'Trials', text: trialWords },
    { title: 'Note', text: ({ fix = '', skipped }) => skipped?.reason ?? fix },
  ];
  return tableOf(columns, cells);
}

/** The cells that nothing decided, with the reason for each; nothing if there are none. */
export function undecidedTable(cells: readonly Cell[]): Block[] {
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  return open.length === 0 ? [] : [tableOf(undecidedColumns, open)];
}

const undecidedColumns: readonly ColumnOf<Cell>[] = [
  { title: 'Not decided', text: nameOf, tone: () => 'inconclusive' },
  { title: 'Reason', text: ({ reason, skipped }) => skipped?.reason ?? reason },
];

const isUnverified = ({ evidence }: Cell): boolean => evidence.some(({ verified }) => verified === false);

/** How many sources were read, and of how many of them nothing vouches for the very files. */
export function countSources(cells: readonly Cell[]): { readonly read: number; readonly unverified: number } {
  const read = cells.filter(({ skipped }) => skipped === undefined);
  return { read: read.length, unverified: read.filter(isUnverified).length };
}

const plain = (text: string): TableCell => ({ text, tone: 'plain' });

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
    [plain(lineName(line)), ...(first ?? none), words],
    ...rest.map((range) => [plain(''), ...range, plain('')]),
  ];
}

function rangeCells(
  { introduced, fixed, introducedIn, fixedIn, notFixedUpTo }: ReportRange,
  line: ReportLine,
): TableCell[] {
  const isOpen = line.status === 'cannot-tell' || notFixedUpTo !== undefined;
  return [
    plain(eitherOf(introduced, introducedIn) ?? (line.status === 'cannot-tell' ? '?' : '–')),
    fixed === null
      ? isOpen
        ? plain('?')
        : { text: 'never', tone: 'affected' }
      : { text: eitherOf(fixed, fixedIn), tone: 'fixed' },
  ];
}

/** The finding's own sentence without the line's name, which is shown before it, and the way out. */
function lineWords({ line, status, summary, ranges, upgrade }: ReportLine): string {
  const prefix = `${line}: `;
  const finding = summary?.startsWith(prefix) === true ? summary.slice(prefix.length) : summary;
  const words = finding ?? status ?? (ranges.length === 0 ? 'never affected' : 'affected');
  return typeof upgrade === 'string' ? `${words}; upgrade to ${upgrade}` : words;
}
