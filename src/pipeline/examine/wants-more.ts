/**
 * Decides when a probe is asked again, and when a hang is believed. These are decisions only: the trials are run
 * elsewhere.
 */
import type { Verdict } from '../../model/verdict.js';
import type { Probe, TrialJudgement } from '../../oracle/probe.js';
import type { RunPlan } from './run-plan.js';

/** The limit of trials. Without a decision after this many, more of the same will not bring one. */
const maxTrials = 60;
const maxUntellingInARow = 5;
/**
 * The limit of errors in a row. A program that cannot be asked so often cannot be asked at all, however long one goes
 * on.
 */
const maxErrorsInARow = 5;

/**
 * True if the plan wants another trial. Its counts and durations are for probes that take their chances; asking a
 * certain one again tells nothing. If several are given, the first that is reached ends it.
 */
export function wantsMore(
  probe: Probe,
  judgements: readonly TrialJudgement[],
  plan: RunPlan,
  elapsedMs: number,
): boolean {
  const count = judgements.length;
  if (probe.takesChances) {
    const { runs, durationMs, untilCrash } = plan;
    if (untilCrash && judgements.some(({ says }) => says === 'affected')) return false;
    if (durationMs !== null && elapsedMs >= durationMs) return false;
    if (runs !== null) return count < runs;
    const hopeless = countAtEnd(judgements, ({ outcome }) => outcome === 'harness-error') >= maxErrorsInARow;
    if (untilCrash || durationMs !== null) return !hopeless;
  }
  // A clean trial tells something even when it is too little for an answer.
  const untelling = countAtEnd(judgements, ({ says, outcome }) => says === null && outcome !== 'clean');
  if (count >= maxTrials || untelling >= maxUntellingInARow) return false;
  return probe.conclude(judgements, plan.confidence).verdict === 'inconclusive';
}

function countAtEnd(
  judgements: readonly TrialJudgement[],
  counts: (judgement: TrialJudgement) => boolean,
): number {
  return judgements.length - 1 - judgements.findLastIndex((judgement) => !counts(judgement));
}

/** True for a hang that shows the bug when nothing else did so far: a loaded machine can be slow. */
export function isSurprising({ outcome, says }: TrialJudgement, expected: Verdict): boolean {
  return outcome === 'hang' && says === 'affected' && expected !== 'affected';
}

/** The judgement of the first of two looks, in the light of the second, which had more time. */
export function confirmedHang(first: TrialJudgement, second: TrialJudgement): TrialJudgement {
  return second.outcome === 'hang'
    ? first
    : { ...first, says: null, note: 'hung once, but not when given more time' };
}
