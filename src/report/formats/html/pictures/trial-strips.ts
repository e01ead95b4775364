/**
 * A strip of marks a probe: one a process, in the order of time. A trial's mark is its outcome; a reading's is what was
 * read, since a program that only reads ends well on any toolchain.
 */
import { groupBy } from '../../../../model/group-by.js';
import { countOutcomes } from '../../../../model/outcome.js';
import type { Evidence, Trial } from '../../../../model/report.js';
import type { Verdict } from '../../../../model/verdict.js';
import { trialsThatCount } from '../../../page/describe-cell.js';
import { briefCounts, duration, groupOf, plural, verdictMarks } from '../../../page/words.js';
import { outcomeSigns } from '../marks.js';
import { element, type Markup } from '../markup.js';

/** Marks of one probe; the counts beside them are of all. */
const mostMarks = 200;

export function drawTrialStrips(trials: readonly Trial[], evidence: readonly Evidence[]): Markup | null {
  if (trials.length === 0) return null;
  const counted = trialsThatCount(trials, evidence);
  const probes = [...groupBy(trials, ({ probe }) => probe)];
  return element(
    'figure',
    { class: 'trials' },
    element(
      'figcaption',
      {},
      `One mark a process: ${processWords(counted.length, trials.length - counted.length)}`,
    ),
    element(
      'dl',
      {},
      ...probes.map(([probe, ofProbe]) => {
        const isReading = trialsThatCount(ofProbe, evidence).length === 0;
        const marks = isReading ? readingMarks(ofProbe, verdictsOf(evidence, probe)) : ofProbe.map(trialMark);
        const words = isReading ? readingWords(marks) : briefCounts(countOutcomes(ofProbe));
        return [
          element('dt', {}, probe),
          element('dd', {}, drawMarks(marks), element('span', { class: 'counts' }, words)),
        ];
      }),
    ),
  );
}

/** `2 trials and 1 reading`. */
const processWords = (trials: number, readings: number): string =>
  [
    ...(trials === 0 ? [] : [plural(trials, 'trial')]),
    ...(readings === 0 ? [] : [plural(readings, 'reading')]),
  ].join(' and ');

const verdictsOf = (evidence: readonly Evidence[], name: string): readonly Verdict[] =>
  evidence.flatMap(({ probe, verdict }) => (probe === name ? [verdict] : []));

interface Mark {
  readonly kind: string;
  readonly sign: string;
  readonly words: string;
  /** The word under which it is counted. */
  readonly said: string;
}

function trialMark(trial: Trial, index: number): Mark {
  const group = groupOf(trial.outcome);
  return {
    kind: group,
    sign: outcomeSigns[group],
    words: trialWords(trial.probe, trial, index + 1),
    said: group,
  };
}

/**
 * Marks readings by what they said; a process that did not end well said nothing.
 * @param verdicts of each reading, or one for all of them
 */
function readingMarks(trials: readonly Trial[], verdicts: readonly Verdict[]): readonly Mark[] {
  return trials.map((trial, index) => {
    const said = verdicts[index] ?? verdicts.at(-1);
    const verdict = trial.outcome === 'clean' && said !== undefined ? said : 'inconclusive';
    const isOpen = verdict === 'inconclusive';
    const word = isOpen ? 'undecided' : verdict;
    return {
      kind: isOpen ? 'other' : verdict,
      sign: verdictMarks[verdict],
      words: `${trial.probe}, reading ${index + 1}: ${word}, ${endWords(trial)}`,
      said: word,
    };
  });
}

/** `1 reading: affected`, `3 readings: 2 affected, 1 undecided`. */
function readingWords(marks: readonly Mark[]): string {
  const bySaid = [...groupBy(marks, ({ said }) => said)];
  const said = bySaid.map(([word, alike]) => (bySaid.length === 1 ? word : `${alike.length} ${word}`));
  return `${plural(marks.length, 'reading')}: ${said.join(', ')}`;
}

function drawMarks(marks: readonly Mark[]): Markup {
  const more = marks.length - mostMarks;
  return element(
    'ol',
    { class: 'marks' },
    ...marks
      .slice(0, mostMarks)
      .map(({ kind, sign, words }) =>
        element(
          'li',
          {},
          element('span', { class: `mark ${kind}`, role: 'img', 'aria-label': words, title: words }, sign),
        ),
      ),
    more > 0 ? element('li', {}, `and ${more} more`) : null,
  );
}

/** `profile-crash, trial 1: crash, signature profile-panic-slice, exit code 2, 0.5 s`. */
export const trialWords = (probe: string, trial: Trial, number: number): string =>
  `${probe}, trial ${number}: ${trial.outcome}, ${endWords(trial)}`;

function endWords({ durationMs, exitCode, signal, signature }: Trial): string {
  return [
    ...(signature === null ? [] : [`signature ${signature}`]),
    ...(exitCode === null ? [] : [`exit code ${exitCode}`]),
    ...(signal === null ? [] : [signal]),
    duration(durationMs),
  ].join(', ');
}
