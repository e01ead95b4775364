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
  const notes = new Map<string, number>();
  const isShort = releases.length > mostWithWords;
  const tables = chunks(releases, mostColumns).map((shown): Block => ({
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

function drawCell(cells: readonly NumberedCell[], notes: Map<string, number>, isShort: boolean): TableCell {
  const [first] = cells;
  if (first === undefined) return { text: isShort ? '–' : 'not asked', tone: 'dim' };
  const worst = cells.find(({ cell }) => cell.verdict === 'affected') ?? first;
  const words = cells.map(({ cell }) => cellWords(cell, notes, isShort));
  return { text: [...new Set(words)].join('; '), tone: verdictTone(worst.cell) };
}

/** `✗ affected`, `? skipped [1]`, `✓ fixed [2]` where the prediction was another. */
function cellWords(cell: Cell, notes: Map<string, number>, isShort: boolean): string {
  const note = noteOf(cell);
  const mark = verdictMarks[cell.verdict];
  const word = isShort ? mark : `${mark} ${verdictWord(cell)}`;
  if (note === null) return word;
  const number = notes.get(note) ?? notes.size + 1;
  notes.set(note, number);
  return `${word} [${number}]`;
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
