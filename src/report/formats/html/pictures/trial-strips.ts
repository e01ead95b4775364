/** A strip of marks a probe: one a trial, in the order of time, with its outcome as sign, colour and words. */
import { groupBy } from '../../../../model/group-by.js';
import { countOutcomes } from '../../../../model/outcome.js';
import type { Evidence, Trial } from '../../../../model/report.js';
import { briefCounts, duration, plural } from '../../../page/words.js';
import { groupOf, outcomeSigns } from '../marks.js';
import { element, type Markup } from '../markup.js';

/** Marks of one probe; the counts beside them are of all. */
const mostMarks = 200;

export function drawTrialStrips(trials: readonly Trial[], evidence: readonly Evidence[]): Markup | null {
  if (trials.length === 0) return null;
  const readers = new Set(evidence.flatMap(({ probe, rate }) => (rate === undefined ? [probe] : [])));
  const probes = [...groupBy(trials, ({ probe }) => probe)];
  return element(
    'figure',
    { class: 'trials' },
    element('figcaption', {}, `Trials: one mark a process, ${plural(trials.length, 'process', 'processes')}`),
    element(
      'dl',
      {},
      ...probes.map(([probe, ofProbe]) => [
        element('dt', {}, probe),
        element('dd', {}, drawMarks(probe, ofProbe), countWords(ofProbe, readers.has(probe))),
      ]),
    ),
  );
}

function drawMarks(probe: string, trials: readonly Trial[]): Markup {
  const more = trials.length - mostMarks;
  return element(
    'ol',
    { class: 'marks' },
    ...trials.slice(0, mostMarks).map((trial, index) => {
      const words = trialWords(probe, trial, index + 1);
      const group = groupOf(trial.outcome);
      return element(
        'li',
        {},
        element(
          'span',
          { class: `mark ${group}`, role: 'img', 'aria-label': words, title: words },
          outcomeSigns[group],
        ),
      );
    }),
    more > 0 ? element('li', {}, `and ${more} more`) : null,
  );
}

/** A program that only reads a fact ends well on any toolchain. */
function countWords(trials: readonly Trial[], onlyReads: boolean): Markup {
  const counts = briefCounts(countOutcomes(trials));
  return element(
    'span',
    { class: 'counts' },
    onlyReads ? `${counts}: it reads, and ends well on any toolchain` : counts,
  );
}

/** `profile-crash, trial 1: crash, signature profile-panic-slice, exit code 2, 0.5 s`. */
export function trialWords(probe: string, trial: Trial, number: number): string {
  const { durationMs, exitCode, outcome, signal, signature } = trial;
  return [
    `${probe}, trial ${number}: ${outcome}`,
    ...(signature === null ? [] : [`signature ${signature}`]),
    ...(exitCode === null ? [] : [`exit code ${exitCode}`]),
    ...(signal === null ? [] : [signal]),
    duration(durationMs),
  ].join(', ');
}
