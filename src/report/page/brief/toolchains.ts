/** Toolchains that were run: one with the observations of each probe, several as a table. */
import type { Cell, Evidence, Report } from '../../../model/report.js';
import { decisiveTrial, trialTitle } from '../describe-cell.js';
import { splitTargets, trialWords, verdictTone } from '../describe-table.js';
import { groupBy } from '../../../model/group-by.js';
import type { Block } from '../document.js';
import { paragraph, tableOf, type ColumnOf } from '../plain-table.js';
import { gridBlocks, gridOf } from '../target-grid/grid.js';
import { evidenceSentence, nameOf, shortName, speaker, target, verdictWord } from '../words.js';

/** True: its first line names the toolchain as well. */
export const isOneToolchain = ({ kind, cells }: Report): boolean =>
  (kind === 'run' || kind === 'matrix') && cells.length === 1;

export function describeToolchains(report: Report): Block[] {
  const [only, ...others] = report.cells;
  if (only === undefined) return [];
  if (others.length === 0) return describeOne(only, report);
  const grid = gridOf(report);
  return grid === null ? describeSeveral(report.cells) : gridBlocks(grid);
}

function describeOne(cell: Cell, { bug }: Report): Block[] {
  const { evidence, toolchain, trials } = cell;
  const trial = decisiveTrial(trials);
  return [
    paragraph(`${bug}: reproduction on ${nameOf(cell)}, ${target(cell)}`, 'strong'),
    ...(toolchain?.onPath === undefined ? [] : [paragraph(`The go on PATH is ${toolchain.onPath}.`, 'loud')]),
    ...(evidence.length === 0 ? [] : [tableOf(evidenceColumns, evidence)]),
    ...(trial === undefined || trial.log.trim() === ''
      ? []
      : [{ kind: 'log', title: trialTitle(trial), text: trial.log, isExcerpt: true } as const]),
  ];
}

const evidenceColumns: readonly ColumnOf<Evidence>[] = [
  { title: 'Evidence', text: speaker },
  { title: 'Says', text: ({ verdict }) => verdict, tone: ({ verdict }) => verdict },
  { title: 'Seen', text: evidenceSentence },
];

/** Names that toolchains in different places have. */
function namesOfSeveral(cells: readonly Cell[]): ReadonlySet<string> {
  const groups = groupBy(cells, shortName);
  return new Set(
    [...groups].flatMap(([name, alike]) =>
      new Set(alike.map(({ subject }) => subject)).size > 1 ? [name] : [],
    ),
  );
}

function describeSeveral(cells: readonly Cell[]): Block[] {
  const { shared, differing } = splitTargets(cells);
  const repeated = namesOfSeveral(cells);
  const columns: readonly ColumnOf<Cell>[] = [
    { title: 'Toolchain', text: shortName },
    { title: 'Where', text: (cell) => (repeated.has(shortName(cell)) ? cell.subject : '') },
    { title: 'Target', text: differing },
    {
      title: 'Verdict',
      text: verdictWord,
      tone: verdictTone,
    },
    { title: 'Trials', text: trialWords },
    { title: 'Note', text: ({ fix, reason, skipped }) => skipped?.reason ?? fix ?? reason },
  ];
  return [...(shared === '' ? [] : [paragraph(`Target: ${shared}`)]), tableOf(columns, cells)];
}
