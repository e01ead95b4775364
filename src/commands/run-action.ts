import type { RunPlan } from '../pipeline/run-plan.js';
import { runSubjects } from '../pipeline/run-subjects.js';
import { theBug } from '../bugs/table.js';
import { ReproError } from '../model/errors.js';
import type { CommandContext } from './command-context.js';
import { resolveSpecs } from './resolve-specs.js';
import type { RunOptions } from './run.js';
import { openSession } from './session.js';

export async function runAction(
  options: RunOptions,
  { signal, setExitCode, tellFailure }: CommandContext,
): Promise<void> {
  const plan = planOf(options);
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

function planOf(options: RunOptions): RunPlan {
  const named = options.probes !== undefined || options.runs !== undefined || options.duration !== undefined;
  return {
    probes: probesToAsk(options),
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

/** In the order of the bug's table. */
function probesToAsk({ quick, probes: named }: RunOptions): string[] {
  if (quick === true && named !== undefined) {
    throw new ReproError('usage', '--quick and --probes ask for different things', {
      hint: 'Give one of them.',
    });
  }
  return theBug.probes
    .filter((probe) => (quick === true ? probe.quick : (named?.includes(probe.name) ?? probe.byDefault)))
    .map(({ name }) => name);
}
