import type { Bug } from '../bugs/bug.js';
import { theBug } from '../bugs/table.js';
import { defaultProgramSettings } from '../model/program.js';
import { chooseProbes, usualPlan, type RunPlan } from '../pipeline/examine/run-plan.js';
import { runSubjects } from '../pipeline/examine/run-subjects.js';
import { resolveSpecs } from '../pipeline/resolve-specs.js';
import { targetsFor } from '../pipeline/targets/targets.js';
import type { RunOptions } from './options.js';
import type { ReadyRequest } from './ready-request.js';
import { shortForms } from './short-forms.js';

export async function requestRun(options: RunOptions): Promise<ReadyRequest> {
  const plan = planOf(options, await theBug.load());
  return {
    hashFiles: options.quick !== true,
    carryOut: async (session) =>
      runSubjects(
        {
          subjects: await resolveSpecs(options.go ?? ['local'], options, session),
          plan,
          targets: await targetsFor(options, [shortForms(options)], session),
        },
        session,
      ),
  };
}

function planOf(options: RunOptions, bug: Bug): RunPlan {
  const usual = usualPlan(bug);
  const named = options.probes !== undefined || options.runs !== undefined || options.duration !== undefined;
  return {
    probes: chooseProbes(bug, options),
    exhaustive: named || options.untilCrash === true,
    settings: {
      depth: options.depth ?? defaultProgramSettings.depth,
      threads: options.threads ?? defaultProgramSettings.threads,
      threadOrigin: options.threadOrigin ?? defaultProgramSettings.threadOrigin,
      threadReuse: options.newThreads !== true,
      profileHz: options.profileHz ?? defaultProgramSettings.profileHz,
    },
    confidence: options.confidence ?? usual.confidence,
    runs: options.runs ?? null,
    durationMs: options.duration ?? null,
    untilCrash: options.untilCrash ?? false,
    timeoutMs: options.timeout ?? null,
  };
}
