import type { Program } from '../../model/program.js';
import type { Evidence, Trial } from '../../model/report.js';
import type { Verdict } from '../../model/verdict.js';
import { evidenceOf, type Probe, type TrialJudgement } from '../../oracle/probe.js';
import type { CellContext } from './cell-context.js';
import type { RunPlan } from './run-plan.js';
import { runTrial, type FinishedTrial } from './run-trial.js';
import { confirmedHang, isSurprising, wantsMore } from './wants-more.js';

export interface ProbeAnswer {
  readonly evidence: Evidence;
  readonly trials: readonly Trial[];
}

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
    if (isSurprising(judgement, cell.expected)) {
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
  return { evidence, trials };
}

/** A program that cannot show the bug is clean on any toolchain: then a clean answer says nothing, and is not called fixed. */
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
