import type { Program } from '../model/program.js';
import type { Evidence, Trial } from '../model/report.js';
import type { Verdict } from '../model/verdict.js';
import { evidenceOf, type Probe, type TrialJudgement } from '../oracle/probes/probe.js';
import type { CellContext } from './cell-context.js';
import type { RunPlan } from './run-plan.js';
import { runTrial, type FinishedTrial } from './run-trial.js';

export interface ProbeAnswer {
  readonly evidence: Evidence;
  readonly trials: readonly Trial[];
}

/** Without a decision after this many, more of the same will not bring one. */
const maxTrials = 60;
const maxUntellingInARow = 5;
const secondLookFactor = 4;

/**
 * Puts one question to a program as often as it takes: until the answer holds at the asked confidence, or as the plan
 * says. `expected` is what is known so far; a hang that contradicts it is looked at twice, the second time with more
 * patience, because a loaded machine can be slow.
 */
export async function askProbe(
  program: Program,
  probe: Probe,
  plan: RunPlan,
  context: CellContext,
  cell: { readonly subject: string; readonly expected: Verdict },
): Promise<ProbeAnswer> {
  const { subject } = cell;
  const judgements: TrialJudgement[] = [];
  const trials: Trial[] = [];
  const startedAt = context.clock.monotonicMs();
  const elapsedMs = (): number => context.clock.monotonicMs() - startedAt;

  const run = async (limitFactor: number): Promise<FinishedTrial> => {
    const finished = await runTrial(program, probe, plan, context, {
      number: trials.length + 1,
      limitFactor,
    });
    trials.push(finished.trial);
    context.onEvent({ type: 'trial', subject, trial: finished.trial });
    return finished;
  };

  context.onEvent({ type: 'probe-started', subject, probe: probe.name, expectedMs: expectedMs(probe, plan) });
  do {
    const { judgement } = await run(1);
    const surprising =
      judgement.outcome === 'hang' && judgement.says === 'affected' && cell.expected !== 'affected';
    if (surprising) {
      const again = await run(secondLookFactor);
      judgements.push(confirmedHang(judgement, again.judgement), again.judgement);
    } else {
      judgements.push(judgement);
    }
  } while (wantsMore(probe, judgements, plan, elapsedMs()));

  const evidence = evidenceOf(probe, judgements, plan.confidence);
  context.onEvent({ type: 'evidence', subject, evidence });
  return { evidence, trials };
}

function confirmedHang(first: TrialJudgement, second: TrialJudgement): TrialJudgement {
  return second.outcome === 'hang'
    ? first
    : { ...first, says: null, note: 'was slow once, and ended when given more time' };
}

/** The plan's counts and durations are for probes that take their chances; asking a certain one again tells nothing. */
function wantsMore(
  probe: Probe,
  judgements: readonly TrialJudgement[],
  plan: RunPlan,
  elapsedMs: number,
): boolean {
  const count = judgements.length;
  const shown = judgements.some(({ says }) => says === 'affected');
  if (probe.takesChances) {
    if (plan.untilCrash) return !shown && (plan.durationMs === null || elapsedMs < plan.durationMs);
    if (plan.runs !== null) return count < plan.runs;
    if (plan.durationMs !== null) return elapsedMs < plan.durationMs;
  }
  if (count >= maxTrials || untellingAtEnd(judgements) >= maxUntellingInARow) return false;
  return probe.conclude(judgements, plan.confidence).verdict === 'inconclusive';
}

function untellingAtEnd(judgements: readonly TrialJudgement[]): number {
  const last = judgements.findLastIndex(({ says }) => says !== null);
  return judgements.length - 1 - last;
}

function expectedMs(probe: Probe, plan: RunPlan): number {
  if (probe.takesChances && plan.durationMs !== null) return plan.durationMs;
  const runs = probe.takesChances && plan.runs !== null ? plan.runs : probe.expectedTrials;
  return runs * probe.expectedMs;
}
