import type { Report } from '../model/report.js';
import { loadPolicy } from '../pipeline/gate/load-policy.js';
import { recogniseSubjects, type GateSubject } from '../pipeline/gate/recognise-subject.js';
import { runGate } from '../pipeline/gate/run-gate.js';
import type { Session } from '../pipeline/session.js';
import { localDay } from '../policy/local-day.js';
import type { Policy } from '../policy/policy-schema.js';
import type { GateOptions } from './options.js';
import type { ReadyRequest } from './ready-request.js';

interface EditOptions {
  /** Show the edits of pins that are certain as a diff, and make none. */
  readonly dryRun?: boolean | undefined;
}

interface GateAnswer {
  readonly report: Report;
  readonly failure: null;
  /** The edits; null unless they were asked for. */
  readonly diff: string | null;
}

export async function requestGate(options: GateOptions & EditOptions): Promise<ReadyRequest<GateAnswer>> {
  const policy = withOptions(await loadPolicy(options.policy), options);
  const { subjects: named = [], pid: pids = [] } = options;
  const isComplete = named.length === 0 && pids.length === 0;
  const texts = isComplete ? (policy.subjects ?? ['.']) : named;
  return {
    hashFiles: false,
    carryOut: async (session) => {
      const subjects = await recogniseSubjects(texts, session);
      // A diff shows the files before any edit, so that it is made before the gate is asked.
      const diff = await editPins(subjects, policy, options, session);
      if (diff === '') session.onEvent({ type: 'warning', message: 'there is no edit that is certain' });
      const request = {
        subjects,
        isComplete,
        pids,
        recursive: options.recursive ?? false,
        policy,
        today: options.asOf ?? localDay(session.clock.now()),
        runsToolchains: options.run ?? false,
      };
      return { report: await runGate(request, session), failure: null, diff };
    },
  };
}

/** Adds the options to the policy; `require` replaces its `deny`. */
function withOptions(policy: Policy, options: GateOptions): Policy {
  const { deny, ...rest } = policy;
  const asked = [policy['fail-on'] ?? [], options.failOn ?? []].flat();
  return {
    ...rest,
    ...(options.require === 'fixed' ? { require: 'fixed' } : deny === undefined ? {} : { deny }),
    ...(asked.length === 0 ? {} : { 'fail-on': asked }),
  };
}

/** Makes the edits of pins that are certain, or returns them as a diff; null unless a diff was asked for. */
async function editPins(
  subjects: readonly GateSubject[],
  policy: Policy,
  { dryRun, fix }: GateOptions & EditOptions,
  session: Session,
): Promise<string | null> {
  if (dryRun !== true && fix !== true) return null;
  const { makeChanges, planFixes, showableDiff } = await import('../pipeline/gate/pins/fix-pins.js');
  const changes = await planFixes(subjects, policy, session);
  if (dryRun === true) return changes.map((change) => showableDiff(change, session.onEvent)).join('');
  await makeChanges(changes, session.onEvent);
  return null;
}
