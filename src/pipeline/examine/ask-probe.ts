import { countOutcomes } from '../../model/outcome.js';
import type { Evidence, Trial } from '../../model/report.js';
import { evidenceOf, type Probe, type TrialFacts, type TrialJudgement } from '../../oracle/probe.js';
import type { CellContext } from './work-folder.js';
import type { ProbeQuestion } from './question.js';
import type { RunPlan } from './run-plan.js';
import { runTrial, type FinishedTrial } from './run-trial.js';
import { confirmedHang, isSurprising, wantsMore } from './wants-more.js';

export interface ProbeAnswer {
  readonly evidence: Evidence;
  readonly trials: readonly Trial[];
  /** What the first clean trials left behind, for other probes that look for something in it. */
  readonly seen: readonly TrialFacts[];
}

/** Of a loop of thousands of trials, nobody needs more: some may show what another probe looks for, and some not. */
const mostSeen = 3;

const secondLookFactor = 4;

/**
 * Reads the answer of one probe from the trials of another one. They are not counted again. Null if they do not show it.
 */
export function readFromOther(
  { probe, question: { plan, name } }: ProbeQuestion,
  seen: readonly TrialFacts[],
  context: CellContext,
): ProbeAnswer | null {
  const telling = seen.map(probe.judgeTrial).find(({ says }) => says !== null);
  if (telling === undefined) return null;
  const { verdict, detail } = probe.conclude([telling], plan.confidence);
  const read: Evidence = {
    probe: probe.name,
    verdict,
    detail: `${detail}, in the trials of ${probe.alsoSeenBy}`,
    trials: 0,
    outcomes: countOutcomes([]),
    ...telling.seen,
  };
  const evidence = asControl(read, context.bug.cannotShow(plan.settings));
  context.onEvent({ type: 'evidence', subject: name, evidence });
  return { evidence, trials: [], seen: [] };
}

/**
 * Puts one probe to a program as often as necessary: until the answer holds at the asked confidence, or as the plan
 * says. A surprising hang gets a second look with more patience, because a loaded machine can be slow.
 */
export async function askProbe(asked: ProbeQuestion, context: CellContext): Promise<ProbeAnswer> {
  const { probe, expected, question } = asked;
  const { plan } = question;
  const subject = question.name;
  const judgements: TrialJudgement[] = [];
  const seen: TrialFacts[] = [];
  const trials: Trial[] = [];
  const startedAt = context.clock.monotonicMs();
  const elapsedMs = (): number => context.clock.monotonicMs() - startedAt;

  const run = async (limitFactor: number): Promise<FinishedTrial> => {
    const finished = await runTrial(asked, { number: trials.length + 1, limitFactor }, context);
    trials.push(finished.trial);
    if (finished.judgement.outcome === 'clean' && seen.length < mostSeen) seen.push(finished.facts);
    context.onEvent({ type: 'trial', subject, trial: finished.trial });
    return finished;
  };

  context.onEvent({ type: 'probe-started', subject, probe: probe.name, expectedMs: expectedMs(probe, plan) });
  do {
    const { judgement } = await run(1);
    if (isSurprising(judgement, expected)) {
      const again = await run(secondLookFactor);
      judgements.push(confirmedHang(judgement, again.judgement), again.judgement);
    } else {
      judgements.push(judgement);
    }
  } while (wantsMore(probe, judgements, plan, elapsedMs()));

  const evidence = asControl(
    evidenceOf(probe, judgements, plan.confidence),
    context.bug.cannotShow(plan.settings),
  );
  context.onEvent({ type: 'evidence', subject, evidence });
  return { evidence, trials, seen };
}

/**
 * Makes the evidence that of a control. A program that cannot show the bug is clean on any toolchain: then a clean
 * answer says nothing, and is not called fixed.
 */
function asControl(evidence: Evidence, cannotShow: string | null): Evidence {
  if (cannotShow === null || evidence.verdict !== 'fixed') return evidence;
  const { detection: _, ...rest } = evidence;
  return { ...rest, verdict: 'inconclusive', detail: `clean, as on any toolchain: ${cannotShow}` };
}

function expectedMs(probe: Probe, plan: RunPlan): number {
  if (probe.takesChances && plan.durationMs !== null) return plan.durationMs;
  const runs = probe.takesChances && plan.runs !== null ? plan.runs : probe.expectedTrials;
  return runs * probe.expectedMs;
}
