/** Makes the walk of `gate`: each subject becomes cells, the policy says which of them fail. */
import type { Policy } from '../../policy/policy-schema.js';
import { applyPolicy, gateExitCode, type PolicyOutcome } from '../../policy/policy.js';
import type { Cell, Report } from '../../model/report.js';
import type { Session } from '../session.js';
import { assembleReport } from '../assemble-report.js';
import { FileCount } from './file-count.js';
import { Inventory } from './inventory.js';
import { pinJudging, type Judging } from './cells/judging.js';
import { judgeSubject } from './judge-subject.js';
import type { GateSubject } from './recognise-subject.js';

export interface GateRequest {
  readonly subjects: readonly GateSubject[];
  /**
   * True if the subjects are all that the policy is about. Only then an unused acceptance is known to be no longer
   * needed.
   */
  readonly isComplete: boolean;
  readonly pids: readonly number[];
  /** True if every file of a folder is examined. */
  readonly recursive: boolean;
  readonly policy: Policy;
  /** The day on which acceptances must still hold, `YYYY-MM-DD`. */
  readonly today: string;
  /** True if toolchains are asked by running a program too; otherwise their source is enough. */
  readonly runsToolchains: boolean;
}

export async function runGate(request: GateRequest, context: Session): Promise<Report> {
  const startedAt = context.clock.now();
  const { signal } = context;
  const found: Cell[] = [];
  const inventory = new Inventory();
  const files = new FileCount(filesIn(request), context);
  try {
    for await (const cell of judgeAll(request, { inventory, files }, context)) found.push(cell);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (!signal.aborted) files.finish();
  const cells = withoutRepeats([...found, ...inventory.openQuestions()]);
  const outcome = applyPolicy(cells, request.policy, request.today);
  for (const { subject, expires } of request.isComplete ? outcome.unused : []) {
    const message = `the acceptance of ${subject} until ${expires} is no longer needed`;
    context.onEvent({ type: 'warning', message });
  }
  const passedOver = inventory.passedOver();
  const report = assembleReport(
    {
      kind: 'gate',
      startedAt,
      cells: marked(cells, outcome),
      ...(passedOver.length === 0 ? {} : { passedOver: [...passedOver] }),
    },
    context,
  );
  return signal.aborted ? report : { ...report, exitCode: gateExitCode(cells, request.policy, outcome) };
}

/** The number of files that are asked about; null where only a walk can tell. */
const filesIn = ({ pids, subjects }: GateRequest): number | null =>
  pids.length === 0 && subjects.every(({ kind }) => kind === 'file') ? subjects.length : null;

/**
 * Drops repeated cells. A file may be named, and met in a folder that is named as well; if it is told aside there, it
 * decides all the same.
 */
function withoutRepeats(cells: readonly Cell[]): readonly Cell[] {
  const kept = new Map<string, Cell>();
  for (const cell of cells) {
    const { aside, ...answer } = cell;
    const key = JSON.stringify(answer);
    if (aside === undefined || !kept.has(key)) kept.set(key, cell);
  }
  return [...kept.values()];
}

async function* judgeAll(
  request: GateRequest,
  shared: Pick<Judging, 'inventory' | 'files'>,
  context: Session,
): AsyncGenerator<Cell, void, undefined> {
  const { signal } = context;
  const judging: Judging = {
    ...pinJudging(context, request.policy),
    recursive: request.recursive,
    ...shared,
    unknownIsUndecided: request.policy['unknown-data'] === 'undecided',
    goLines: request.policy.require === 'fixed' ? 'decide' : 'note',
    stillOpen: (cells) => {
      const accepted = new Set(
        applyPolicy(cells, request.policy, request.today).accepted.map(({ cell }) => cell),
      );
      return cells.filter((cell) => !accepted.has(cell));
    },
    trackedFiles: request.policy['tracked-files'] ?? 'judge',
    signal,
  };
  const specs: string[] = [];
  const processes = [...new Set(request.pids)].map((pid) => ({ kind: 'process', pid }) as const);
  for (const subject of [...request.subjects, ...processes]) {
    if (signal.aborted) return;
    const spec = request.runsToolchains ? specOf(subject) : null;
    if (spec === null) yield* judgeSubject(subject, judging, context);
    else specs.push(spec);
  }
  if (specs.length === 0) return;
  const { runToolchains } = await import('./toolchains/run-toolchains.js');
  // Together, so that they share one session of trials.
  yield* await runToolchains(specs, context);
}

/** The SPEC of a toolchain; null for any other subject. A path in the grammar of SPEC has a slash. */
function specOf(subject: GateSubject): string | null {
  if (subject.kind === 'spec') return subject.text;
  if (subject.kind !== 'goroot') return null;
  return /[/\\]/.test(subject.path) ? subject.path : `./${subject.path}`;
}

/** Writes to each cell the policy's decision on it, so that every format can say it. */
function marked(
  cells: readonly Cell[],
  { accepted, expired, failures }: PolicyOutcome<Cell>,
): readonly Cell[] {
  const acceptances = new Map(
    [...accepted, ...expired].map(({ cell, acceptance: { reason, expires } }) => [cell, { reason, expires }]),
  );
  const holding = new Set(accepted.map(({ cell }) => cell));
  const failing = new Set(failures);
  return cells.map((cell) => {
    const acceptance = acceptances.get(cell);
    return {
      ...cell,
      ...(failing.has(cell) ? { fails: true } : {}),
      ...(acceptance === undefined ? {} : { acceptance: { ...acceptance, holds: holding.has(cell) } }),
    };
  });
}
