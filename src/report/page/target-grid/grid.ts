/** Releases and targets: one look at a matrix. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell, Report } from '../../../model/report.js';
import { verdictTone } from '../describe-table.js';
import type { Block, TableCell } from '../document.js';
import { paragraph } from '../plain-table.js';
import { targetNames } from './names.js';
import { nameOf, plural, predictionFailed, verdictMarks, verdictWord } from '../words.js';

/** More targets or releases than this are for the list. */
const most = { targets: 60, releases: 250 };

export interface Grid {
  readonly targets: readonly string[];
  readonly releases: readonly {
    readonly name: string;
    /** For each target the cells of it, by their number in the report. */
    readonly cells: readonly (readonly NumberedCell[])[];
  }[];
}

export interface NumberedCell {
  readonly cell: Cell;
  readonly index: number;
}

/** Null unless there are several targets, since one is a list; a gate's subjects have no common target. */
export function gridOf({ cells, kind }: Pick<Report, 'cells' | 'kind'>): Grid | null {
  if (kind === 'gate') return null;
  const nameOfTarget = targetNames(cells);
  const numbered = cells.map((cell, index) => ({ cell, index, target: nameOfTarget(cell) }));
  const targets = [...new Set(numbered.map(({ target }) => target))];
  if (targets.length < 2 || targets.length > most.targets) return null;
  const releases = [...groupBy(numbered, ({ cell }) => nameOf(cell))].map(([name, ofName]) => ({
    name,
    cells: targets.map((target) => ofName.filter((one) => one.target === target)),
  }));
  return releases.length > most.releases ? null : { targets, releases };
}

/** More columns than this do not fit a terminal. */
const mostColumns = 8;
/** With more columns than this, a mark stands for each verdict, and a legend says what it means. */
const mostWithWords = 4;

/**
 * The grid as tables: a target a row, since their names are long, and a release a column. Below them the reason for each
 * cell that has none of the verdicts that were asked for.
 */
export function gridBlocks({ targets, releases }: Grid): Block[] {
  const isShort = releases.length > mostWithWords;
  const shownTogether = chunks(releases, mostColumns);
  const notes = numberNotes(
    shownTogether.flatMap((shown) =>
      targets.flatMap((_, at) => shown.flatMap(({ cells }) => cells[at] ?? [])),
    ),
  );
  const tables = shownTogether.map((shown): Block => ({
    kind: 'table',
    table: {
      columns: ['Target', ...shown.map(({ name }) => name.replace(/^go/, ''))].map((title) => ({
        title,
        align: 'left',
      })),
      rows: targets.map((target, at) => [
        { text: target, tone: 'plain' },
        ...shown.map(({ cells }) => drawCell(cells[at] ?? [], notes, isShort)),
      ]),
    },
  }));
  return [
    ...tables,
    ...(isShort ? [paragraph(legend, 'dim')] : []),
    ...[...notes].map(([reason, number]) => paragraph(`[${number}] ${reason}`)),
  ];
}

const legend = `${Object.entries(verdictMarks)
  .map(([verdict, mark]) => `${mark} ${verdict}`)
  .join('  ')}  – not asked`;

function drawCell(cells: readonly NumberedCell[], notes: Notes, isShort: boolean): TableCell {
  const [first] = cells;
  if (first === undefined) return { text: isShort ? '–' : notAsked, tone: 'dim' };
  const worst = cells.find(({ cell }) => cell.verdict === 'affected') ?? first;
  const words = cells.map(({ cell }) => cellWords(cell, notes, isShort));
  return { text: [...new Set(words)].join('; '), tone: verdictTone(worst.cell) };
}

/** `✗ affected`, `? skipped [1]`, `✓ fixed [2]` where the prediction was another. */
function cellWords(cell: Cell, notes: Notes, isShort: boolean): string {
  const note = noteMark(cell, notes);
  const mark = verdictMarks[cell.verdict];
  const word = isShort ? mark : `${mark} ${verdictWord(cell)}`;
  return note === null ? word : `${word} ${note}`;
}

/** The words for a release that no report asked on a target. */
export const notAsked = 'not asked';

/** The reasons of cells that have none of the verdicts that were asked for, each with its number. */
export type Notes = ReadonlyMap<string, number>;

/** Numbers the reasons in the order in which the cells are read; equal ones have one number. */
export function numberNotes(cells: Iterable<NumberedCell>): Notes {
  const reasons = new Set([...cells].flatMap(({ cell }) => noteOf(cell) ?? []));
  return new Map([...reasons].map((reason, at) => [reason, at + 1]));
}

/** `[2]`, for a cell with a reason that is told below. */
export function noteMark(cell: Cell, notes: Notes): string | null {
  const number = notes.get(noteOf(cell) ?? '');
  return number === undefined ? null : `[${number}]`;
}

function noteOf(cell: Cell): string | null {
  if (cell.verdict === 'inconclusive') return cell.skipped?.reason ?? cell.reason;
  return predictionFailed(cell) ? `predicted ${cell.predicted}, and found to be ${cell.verdict}` : null;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

/** `4 releases on 26 targets`. */
export const gridSize = ({ releases, targets }: Grid): string =>
  `${plural(releases.length, 'release')} on ${plural(targets.length, 'target')}`;
