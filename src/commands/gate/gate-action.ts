import { localDay } from '../../policy/local-day.js';
import type { Policy } from '../../policy/policy-schema.js';
import { ReproError } from '../../model/errors.js';
import type { Cell, Report } from '../../model/report.js';
import { loadPolicy } from '../../pipeline/gate/load-policy.js';
import { runGate, subjectsInList, type GateRequest } from '../../pipeline/gate/run-gate.js';
import type { Subject } from '../../release/resolve-spec.js';
import type { Session } from '../../pipeline/session.js';
import type { CommandContext } from '../common/command-context.js';
import type { GateOptions } from './options.js';
import { openSession, type ReportWorkspace } from '../common/session.js';

export async function gateAction(
  named: readonly string[],
  options: GateOptions,
  { signal, setExitCode }: CommandContext,
): Promise<void> {
  if (options.dryRun === true && (options.output !== undefined || options.format !== 'text')) {
    throw new ReproError(
      'usage',
      '--dry-run prints a diff instead of a report, so that -o and --format have nothing to write',
      { hint: 'Leave out one of them.' },
    );
  }
  const policy = withOptions(await loadPolicy(options.policy), options);
  const choice = await chooseSubjects(named, policy, options, signal);
  const session = await openSession(options, signal, { hashFiles: false });
  try {
    const { context } = session;
    // A diff shows what is there before any edit, so that it is made before the gate is asked.
    const diff = options.dryRun === true ? await showFixes(choice.subjects, policy, context) : null;
    if (diff === null && options.fix === true) await makeFixes(choice.subjects, policy, context);
    if (diff === '') context.onEvent({ type: 'warning', message: 'there is no edit that is certain' });
    const report = await runGate(requestOf(choice, policy, options, context), context);
    await (diff === null ? writeReport(report, options, session) : printDiff(diff, session));
    setExitCode(report.exitCode);
  } finally {
    await session.close();
  }
}

/** What the command line says beside the policy; `--require` replaces its `deny`. */
function withOptions(policy: Policy, options: GateOptions): Policy {
  const { deny, ...rest } = policy;
  const asked = [policy['fail-on'] ?? [], options.failOn ?? []].flat();
  return {
    ...rest,
    ...(options.require === 'fixed' ? { require: 'fixed' } : deny === undefined ? {} : { deny }),
    ...(asked.length === 0 ? {} : { 'fail-on': asked }),
  };
}

type Choice = Pick<GateRequest, 'subjects' | 'isComplete'>;

async function chooseSubjects(
  named: readonly string[],
  policy: Policy,
  options: GateOptions,
  signal: AbortSignal,
): Promise<Choice> {
  if (named.length === 0 && options.pid === undefined)
    return { subjects: policy.subjects ?? ['.'], isComplete: true };
  const subjects: string[] = [];
  for (const subject of named) {
    if (subject === '-') {
      const { readStandardInput } = await import('../common/standard-streams.js');
      // One by one: as arguments of one call, a list of a hundred thousand would not fit on the stack.
      for (const listed of subjectsInList(await readStandardInput(signal))) subjects.push(listed);
    } else subjects.push(subject);
  }
  return { subjects, isComplete: false };
}

function requestOf(choice: Choice, policy: Policy, options: GateOptions, context: Session): GateRequest {
  return {
    ...choice,
    pids: options.pid ?? [],
    recursive: options.recursive ?? false,
    policy,
    today: options.asOf ?? localDay(context.clock.now()),
    resolveSpec: async (text) => {
      const { resolveSpecs } = await import('../../pipeline/resolve-specs.js');
      return resolveSpecs([text], {}, context);
    },
    runToolchains: options.run === true ? (found) => runToolchains(found, context) : null,
  };
}

/** As `run` with its defaults does. */
async function runToolchains(subjects: readonly Subject[], context: Session): Promise<readonly Cell[]> {
  const { runSubjects } = await import('../../pipeline/examine/run-subjects.js');
  const { usualPlan } = await import('../../pipeline/examine/run-plan.js');
  const { report } = await runSubjects(
    {
      subjects,
      plan: usualPlan(context.bug),
      cc: context.env['CC'] ?? 'gcc',
      buildmode: 'exe',
      race: false,
    },
    context,
  );
  return report.cells;
}

async function showFixes(subjects: readonly string[], policy: Policy, context: Session): Promise<string> {
  const { planFixes } = await import('../../pipeline/gate/pins/fix-pins.js');
  const { showableDiff } = await import('../../pipeline/gate/pins/showable-diff.js');
  const changes = await planFixes(subjects, policy, context);
  return changes.map((change) => showableDiff(change, context.onEvent)).join('');
}

async function makeFixes(subjects: readonly string[], policy: Policy, context: Session): Promise<void> {
  const { makeChanges, planFixes } = await import('../../pipeline/gate/pins/fix-pins.js');
  await makeChanges(await planFixes(subjects, policy, context), context.onEvent);
}

async function writeReport(report: Report, options: GateOptions, session: ReportWorkspace): Promise<void> {
  await session.write(report);
  if (options.format !== 'github') return;
  const { writeStepSummary } = await import('../common/step-summary.js');
  await writeStepSummary(report);
}

async function printDiff(diff: string, session: ReportWorkspace): Promise<void> {
  await session.close();
  const { printExactly } = await import('../common/standard-streams.js');
  await printExactly(diff);
}
