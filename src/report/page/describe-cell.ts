/** One cell as blocks: the verdict block that people read and paste into an issue. */
import { countOutcomes, noOutcomes } from '../../model/outcome.js';
import type { Cell, Evidence, Trial } from '../../model/report.js';
import type { Block, Fact } from './document.js';
import { paragraph, wholeTableOf, type ColumnOf } from './plain-table.js';
import {
  acceptanceWords,
  asideWords,
  countGroup,
  duration,
  evidenceSentence,
  groupedCounts,
  groupOf,
  groupOrder,
  nameOf,
  outcomeMarks,
  percent,
  place,
  platform,
  predictionFailed,
  predictionWords,
  speaker,
  target,
  usageWords,
  verdictWords,
} from './words.js';

/**
 * Describes a cell by itself: everything.
 * @param differing the parts of its target that others of its name do not have
 */
export function describeCell(cell: Cell, differing = ''): Block {
  return block(cell, differing, [
    {
      kind: 'facts',
      facts: [
        targetFact(cell),
        ...placeFacts(cell),
        ...toolchainFacts(cell),
        ...resultFacts(cell),
        ...predictionFacts(cell),
        ...fixFacts(cell),
      ],
    },
    ...evidenceBlocks(cell),
    ...logBlocks(cell),
  ]);
}

/**
 * Describes a cell below a table that has the targets, predictions and toolchains already.
 * @param differing the parts of its target that others do not have
 * @param logsShown signatures whose output was shown; gets this cell's. One traceback of a kind is enough.
 */
export function describeCellBriefly(cell: Cell, logsShown: Set<string>, differing = ''): Block {
  const signature = decisiveTrial(cell.trials)?.signature ?? null;
  const repeated = signature !== null && logsShown.has(signature);
  if (signature !== null) logsShown.add(signature);
  const facts = [...placeFacts(cell), ...resultFacts(cell), ...fixFacts(cell)];
  return block(cell, differing, [
    ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
    ...evidenceBlocks(cell),
    ...(repeated ? [] : logBlocks(cell)),
  ]);
}

function block(cell: Cell, differing: string, details: readonly Block[]): Block {
  return {
    kind: 'cell',
    verdict: cell.verdict,
    headline: `${nameOf(cell)} on ${headlineTarget(cell, differing)} ${verdictWords[cell.verdict]}`,
    body: [
      paragraph(cell.reason),
      ...(predictionFailed(cell) ? [paragraph(predictionWords(cell), 'loud')] : []),
      ...details,
    ],
  };
}

/** The platform, and the parts that distinguish this cell from others of the same release. */
const headlineTarget = (cell: Cell, differing: string): string =>
  differing === '' ? platform(cell) : `${platform(cell)} (${differing})`;

const targetFact = (cell: Cell): Fact => ({ label: 'Target', text: target(cell) });

function placeFacts(cell: Cell): Fact[] {
  const where = place(cell);
  const usage = usageWords(cell).join(' ');
  return [
    ...(where === null ? [] : [{ label: 'Where', text: where }]),
    ...(usage === '' ? [] : [{ label: 'Uses', text: usage }]),
  ];
}

function toolchainFacts({ toolchain }: Cell): Fact[] {
  if (toolchain === null) return [];
  const { goroot, source, version, verified, onPath } = toolchain;
  const trust = verified ? 'verified by the checksum database' : 'not verified';
  const other = onPath === undefined ? '' : `; the go on PATH is ${onPath}`;
  return [{ label: 'Toolchain', text: `${goroot} (${source}, ${version}, ${trust})${other}` }];
}

function resultFacts({ evidence, trials: all, skipped }: Cell): Fact[] {
  const trials = trialsThatCount(all, evidence);
  const counts = groupedCounts(countOutcomes(trials));
  return [
    ...(skipped === undefined
      ? []
      : [{ label: 'Skipped', text: skipped.reason, tone: 'inconclusive' } as const]),
    ...(trials.length === 0 ? [] : [{ label: 'Trials', text: `${trials.length}: ${counts}` }]),
  ];
}

/** Probes that only read a fact end well on any toolchain, so among the trials they would look like clean ones. */
export function trialsThatCount(trials: readonly Trial[], evidence: readonly Evidence[]): Trial[] {
  const readings = new Set(evidence.flatMap(({ probe, rate }) => (rate === undefined ? [probe] : [])));
  return trials.filter(({ probe }) => !readings.has(probe));
}

/** A wrong prediction is shown more prominently than a fact. */
const predictionFacts = (cell: Cell): Fact[] =>
  predictionFailed(cell) ? [] : [{ label: 'Predicted', text: predictionWords(cell), tone: 'dim' }];

const fixFacts = ({ acceptance, aside, fix }: Cell): Fact[] => [
  ...(aside === undefined ? [] : [{ label: 'Aside', text: asideWords(aside) }]),
  ...(fix === undefined ? [] : [{ label: 'Fix', text: fix, tone: 'strong' as const }]),
  ...(acceptance === undefined ? [] : [{ label: 'Policy', text: acceptanceWords(acceptance) }]),
];

function evidenceBlocks({ evidence, trials }: Cell): Block[] {
  const rated = evidence
    .filter(({ rate }) => rate !== undefined)
    .map((item) => ({ evidence: item, trials: trials.filter(({ probe }) => probe === item.probe) }));
  return [
    ...(evidence.length === 0 ? [] : [wholeTableOf(evidenceColumns, evidence)]),
    ...(rated.length === 0 ? [] : [wholeTableOf(trialColumns, rated)]),
  ];
}

function logBlocks({ trials }: Cell): Block[] {
  const trial = decisiveTrial(trials);
  if (trial === undefined || trial.log.trim() === '') return [];
  return [{ kind: 'log', title: trialTitle(trial), text: trial.log }];
}

const evidenceColumns: readonly ColumnOf<Evidence>[] = [
  { title: 'Evidence', text: speaker },
  { title: 'Says', text: ({ verdict }) => verdict, tone: ({ verdict }) => verdict },
  { title: 'What was seen', text: evidenceSentence },
];

interface TrialRow {
  readonly evidence: Evidence;
  readonly trials: readonly Trial[];
}

const trialColumns: readonly ColumnOf<TrialRow>[] = [
  { title: 'Trials of', text: ({ evidence }) => speaker(evidence) },
  ...groupOrder.map((group): ColumnOf<TrialRow> => {
    const countOf = ({ evidence: { outcomes = noOutcomes } }: TrialRow): number =>
      countGroup(outcomes, group);
    return {
      title: group,
      align: 'right',
      text: (row) => String(countOf(row)),
      tone: (row) => (countOf(row) === 0 ? 'dim' : 'plain'),
    };
  }),
  { title: 'Showed the bug', text: ({ evidence }) => rateWords(evidence) },
  { title: 'In order', text: ({ trials }) => trialMarks(trials) },
];

/** More marks than this are counted instead. */
const marksShown = 40;

/** `✗✗✓`: how the trials ended, in the order in which they did. */
function trialMarks(trials: readonly Trial[]): string {
  const marks = trials.slice(0, marksShown).map(({ outcome }) => outcomeMarks[groupOf(outcome)]);
  const more = trials.length - marks.length;
  return `${marks.join('')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** The share of the trials; its interval, and the power of clean trials, are in the sentence above. */
function rateWords({ rate }: Evidence): string {
  return typeof rate === 'number' ? percent(rate) : 'no trial counted';
}

/**
 * The trial whose output says most: the first crash that left any, else the first crash, else the first hang, else the
 * first thing that went wrong. (A fault that the runtime takes for one in C kills without output.)
 */
export function decisiveTrial(trials: readonly Trial[]): Trial | undefined {
  return (
    trials.find(({ outcome, log }) => outcome === 'crash' && log.trim() !== '') ??
    trials.find(({ outcome }) => outcome === 'crash') ??
    trials.find(({ outcome }) => outcome === 'hang') ??
    trials.find(({ outcome }) => outcome !== 'clean' && outcome !== 'too-short')
  );
}

/** `First crash: profile-crash, exit code 2, after 0.4 s, signature profile-panic-slice`. */
export function trialTitle(trial: Trial): string {
  const ending = [
    ...(trial.exitCode === null ? [] : [`exit code ${trial.exitCode}`]),
    ...(trial.signal === null ? [] : [trial.signal]),
  ];
  const signature = trial.signature === null ? [] : [`signature ${trial.signature}`];
  const facts = [trial.probe, ...ending, `after ${duration(trial.durationMs)}`, ...signature];
  return `First ${trial.outcome}: ${facts.join(', ')}`;
}
