import { localDay } from '../../policy/local-day.js';
import type { Policy } from '../../policy/policy-schema.js';
import { ReproError } from '../../model/errors.js';
import { loadPolicy } from '../../pipeline/gate/load-policy.js';
import { recogniseSubjects, type GateSubject } from '../../pipeline/gate/recognise-subject.js';
import { runGate } from '../../pipeline/gate/run-gate.js';
import type { Session } from '../../pipeline/session.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { GateOptions } from './options.js';

export async function gateAction(
  named: readonly string[],
  options: GateOptions,
  context: CommandContext,
): Promise<void> {
  if (options.dryRun === true && (options.output !== undefined || options.format !== 'text')) {
    throw new ReproError(
      'usage',
      '--dry-run prints a diff instead of a report, so that -o and --format have nothing to write',
      { hint: 'Leave out --dry-run, or -o and --format.' },
    );
  }
  const policy = withOptions(await loadPolicy(options.policy), options);
  const isComplete = named.length === 0 && options.pid === undefined;
  const texts = isComplete ? (policy.subjects ?? ['.']) : await withListed(named, context.signal);
  const report = await reportWith(options, context, { hashFiles: false }, async (session) => {
    const subjects = await recogniseSubjects(texts, session);
    // A diff shows the files before any edit, so that it is made before the gate is asked.
    const diff = await editPins(subjects, policy, options, session);
    if (diff === '') session.onEvent({ type: 'warning', message: 'there is no edit that is certain' });
    const request = {
      subjects,
      isComplete,
      pids: options.pid ?? [],
      recursive: options.recursive ?? false,
      policy,
      today: options.asOf ?? localDay(session.clock.now()),
      runsToolchains: options.run ?? false,
    };
    return { report: await runGate(request, session), instead: diff };
  });
  if (options.format !== 'github') return;
  const { writeStepSummary } = await import('../common/step-summary.js');
  await writeStepSummary(report);
}

/** Adds the options of the command line to the policy; `--require` replaces its `deny`. */
function withOptions(policy: Policy, options: GateOptions): Policy {
  const { deny, ...rest } = policy;
  const asked = [policy['fail-on'] ?? [], options.failOn ?? []].flat();
  return {
    ...rest,
    ...(options.require === 'fixed' ? { require: 'fixed' } : deny === undefined ? {} : { deny }),
    ...(asked.length === 0 ? {} : { 'fail-on': asked }),
  };
}

/** The subjects, in the user's words; `-` stands for those on standard input. */
async function withListed(named: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const subject of named) {
    if (subject === '-') {
      const { readStandardInput } = await import('../common/standard-streams.js');
      // One by one: as arguments of one call, a list of a hundred thousand would not fit on the stack.
      for (const listed of subjectsInList(await readStandardInput(signal))) texts.push(listed);
    } else texts.push(subject);
  }
  return texts;
}

/** The lines of a list of subjects, or the output of `find -print0`. Throws `usage` for an empty list. */
function subjectsInList(text: string): readonly string[] {
  const separator = text.includes('\0') ? '\0' : '\n';
  const subjects = text
    .split(separator)
    .map((line) => (separator === '\n' ? line.replace(/\r$/, '') : line))
    .filter((line) => line !== '');
  if (subjects.length > 0) return subjects;
  throw new ReproError('usage', 'the list of subjects on standard input is empty', {
    hint: 'Give one subject a line, or separate them by NUL as `find -print0` does.',
  });
}

/** Makes the edits of pins that are certain, or returns them as a diff; null unless a diff was asked for. */
async function editPins(
  subjects: readonly GateSubject[],
  policy: Policy,
  { dryRun, fix }: GateOptions,
  session: Session,
): Promise<string | null> {
  if (dryRun !== true && fix !== true) return null;
  const { makeChanges, planFixes, showableDiff } = await import('../../pipeline/gate/pins/fix-pins.js');
  const changes = await planFixes(subjects, policy, session);
  if (dryRun === true) return changes.map((change) => showableDiff(change, session.onEvent)).join('');
  await makeChanges(changes, session.onEvent);
  return null;
}
