/** Toolchains that were run: one with the observations of each probe, several as a table. */
import type { Cell, Evidence, Report } from '../../../model/report.js';
import { decisiveTrial, trialTitle } from '../describe-cell.js';
import { splitTargets, trialWords, verdictTone } from '../describe-table.js';
import type { Block } from '../document.js';
import { paragraph, tableOf, type ColumnOf } from '../plain-table.js';
import { evidenceSentence, nameOf, speaker, target } from '../words.js';

/** True: its first line names the toolchain as well. */
export const isOneToolchain = ({ kind, cells }: Report): boolean =>
  (kind === 'run' || kind === 'matrix') && cells.length === 1;

export function describeToolchains(report: Report): Block[] {
  const [only, ...others] = report.cells;
  if (only === undefined) return [];
  return others.length === 0 ? describeOne(only, report) : describeSeveral(report.cells);
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

function describeSeveral(cells: readonly Cell[]): Block[] {
  const { shared, differing } = splitTargets(cells);
  const columns: readonly ColumnOf<Cell>[] = [
    { title: 'Toolchain', text: nameOf },
    { title: 'Target', text: differing },
    {
      title: 'Verdict',
      text: ({ skipped, verdict }) => (skipped === undefined ? verdict : 'skipped'),
      tone: verdictTone,
    },
    { title: 'Trials', text: trialWords },
    { title: 'Note', text: ({ fix, reason, skipped }) => skipped?.reason ?? fix ?? reason },
  ];
  return [...(shared === '' ? [] : [paragraph(`Target: ${shared}`)]), tableOf(columns, cells)];
}
