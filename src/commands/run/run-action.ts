import { chooseProbes, type RunPlan } from '../../pipeline/examine/run-plan.js';
import { runSubjects } from '../../pipeline/examine/run-subjects.js';
import type { Bug } from '../../bugs/bug.js';
import { theBug } from '../../bugs/table.js';
import type { CommandContext } from '../common/command-context.js';
import { targetFor } from '../../pipeline/targets.js';
import { resolveSpecs } from '../../pipeline/resolve-specs.js';
import type { RunOptions } from './options.js';
import { reportWith } from '../common/report-with.js';

export async function runAction(options: RunOptions, context: CommandContext): Promise<void> {
  // Wrong options are reported before anything is opened.
  const plan = planOf(options, await theBug.load());
  await reportWith(options, context, { hashFiles: options.quick !== true }, async (session) =>
    runSubjects(
      {
        subjects: await resolveSpecs(options.go ?? ['local'], options, session),
        plan,
        target: await targetFor(options, session),
      },
      session,
    ),
  );
}

function planOf(options: RunOptions, bug: Bug): RunPlan {
  const named = options.probes !== undefined || options.runs !== undefined || options.duration !== undefined;
  return {
    probes: chooseProbes(bug, options),
    exhaustive: named || options.untilCrash === true,
    settings: {
      depth: options.depth,
      threads: options.threads,
      threadOrigin: options.threadOrigin,
      threadReuse: options.newThreads !== true,
      profileHz: options.profileHz,
    },
    confidence: options.confidence,
    runs: options.runs ?? null,
    durationMs: options.duration ?? null,
    untilCrash: options.untilCrash ?? false,
    timeoutMs: options.timeout ?? null,
  };
}
