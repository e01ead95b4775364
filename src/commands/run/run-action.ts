import { chooseProbes, type RunPlan } from '../../pipeline/examine/run-plan.js';
import { runSubjects } from '../../pipeline/examine/run-subjects.js';
import type { Bug } from '../../bugs/bug.js';
import { theBug } from '../../bugs/table.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveSpecs } from '../../pipeline/resolve-specs.js';
import type { RunOptions } from './options.js';
import { openSession } from '../common/session.js';

export async function runAction(
  options: RunOptions,
  { signal, setExitCode, tellFailure }: CommandContext,
): Promise<void> {
  // What is wrong with the options is said before anything is opened.
  const plan = planOf(options, await theBug.load());
  const session = await openSession(options, signal, { hashFiles: options.quick !== true });
  try {
    const subjects = await resolveSpecs(options.go ?? ['local'], options, session.context);
    const request = {
      subjects,
      plan,
      cc: options.cc ?? session.context.env['CC'] ?? 'gcc',
      buildmode: options.buildmode,
      race: options.race ?? false,
    };
    const { report, failure } = await runSubjects(request, session.context);
    await session.write(report);
    setExitCode(report.exitCode);
    if (failure !== null) await tellFailure(failure);
  } finally {
    await session.close();
  }
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
