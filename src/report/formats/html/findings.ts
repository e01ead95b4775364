/** The cards of a page in their groups, as many as a page can hold, and where each cell is told. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell, Report } from '../../../model/report.js';
import { causesOf, type Standing } from '../../page/causes.js';
import { predictionFailed, tally } from '../../page/words.js';
import { drawCause } from './cause-card.js';
import { cellId, drawCellCard } from './cell-cards.js';
import { distinguishing } from '../../page/describe-table.js';
import type { Markup } from './markup.js';

export interface Findings {
  readonly groups: readonly {
    readonly title: string;
    /** `4 affected, 1 fixed`; nothing if the page says it elsewhere. */
    readonly tally: string;
    readonly cards: readonly Markup[];
  }[];
  /** The number of cards that were left out. */
  readonly omitted: number;
  /** The link to the card that tells of a cell, by its number; null if none does. */
  readonly linkOf: (index: number) => string | null;
}

/** Characters of all cards: the page stays below a megabyte however large the report is. */
const budget = 500_000;
/** With more cards than this, none is open from the beginning; a run is asked about few toolchains. */
const mostOpen = 4;

/** Cells in the order of the report. */
export function cellFindings({ cells, kind }: Pick<Report, 'cells' | 'kind'>): Findings {
  const wanted = cells.flatMap((cell, index) =>
    kind === 'run' || hasMoreToTell(cell) ? [{ cell, index }] : [],
  );
  const isOpen = wanted.length === 1 || (kind === 'run' && wanted.length <= mostOpen);
  const differing = distinguishing(cells);
  const { cards, omitted } = withinBudget(wanted, ({ cell, index }) =>
    drawCellCard(cell, index, isOpen, differing(cell)),
  );
  const told = new Set(wanted.slice(0, cards.length).map(({ index }) => index));
  return {
    groups: [{ title: cells.length === 1 ? 'Evidence' : 'Evidence by toolchain', tally: '', cards }],
    omitted,
    linkOf: (index) => (told.has(index) ? `#${cellId(index)}` : null),
  };
}

/** True for a cell of which there is more than its row in the table says, such as what was run. */
const hasMoreToTell = (cell: Cell): boolean =>
  cell.trials.length > 0 || cell.verdict === 'inconclusive' || predictionFailed(cell);

const titles = {
  fails: 'To be changed',
  undecided: 'Not decided',
  accepted: 'Accepted by the policy',
  clear: 'Nothing to do',
  aside: 'Told aside: does not decide',
} as const satisfies Record<Standing, string>;

/** Causes by how much they matter. */
export function gateFindings(cells: readonly Cell[]): Findings {
  const numbers = new Map(cells.map((cell, index) => [cell, index]));
  const numberOf = (cell: Cell): number => numbers.get(cell) ?? 0;
  const causes = causesOf(cells);
  const { cards, omitted } = withinBudget(causes, (cause) => drawCause(cause, numberOf));
  const drawn = causes.slice(0, cards.length).map((cause, place) => ({ cause, place }));
  const told = new Map(
    drawn.flatMap(({ cause }) => cause.cells.map((cell) => [numberOf(cell), cellId(numberOf(cause.first))])),
  );
  return {
    groups: [...groupBy(drawn, ({ cause }) => cause.standing)].map(([standing, ofStanding]) => ({
      title: titles[standing],
      tally: tally(ofStanding.flatMap(({ cause }) => cause.cells.map(({ verdict }) => verdict))).join(', '),
      cards: ofStanding.flatMap(({ place }) => cards[place] ?? []),
    })),
    omitted,
    linkOf: (index) => {
      const id = told.get(index);
      return id === undefined ? null : `#${id}`;
    },
  };
}

/** Draws as many as fit, and one at least. */
function withinBudget<Item>(
  items: readonly Item[],
  draw: (item: Item) => Markup,
): { readonly cards: readonly Markup[]; readonly omitted: number } {
  const cards: Markup[] = [];
  let used = 0;
  for (const item of items) {
    const card = draw(item);
    used += String(card).length;
    if (used > budget && cards.length > 0) break;
    cards.push(card);
  }
  return { cards, omitted: items.length - cards.length };
}
