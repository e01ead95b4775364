import { ReproError } from '../../model/errors.js';
import type { EventSink } from '../../model/event.js';
import { isTooOldToBuild } from '../../model/too-old.js';
import type { BuildFailure } from '../../model/program.js';
import type { Cell, Report } from '../../model/report.js';
import type { Target } from '../../model/target.js';
import type { Subject } from '../../release/resolve-spec.js';
import type { Session } from '../session.js';
import type { ToolchainRequest } from '../../toolchain/locate.js';
import { acquireWithinLimit } from './acquire.js';
import { assembleReport } from '../assemble-report.js';
import type { CellContext } from './cell-context.js';
import { examineToolchain } from './examine-toolchain.js';
import type { RunPlan } from './run-plan.js';
import { enforceLimit } from '../store/store.js';
import { scanNow } from '../scan/open-scanner.js';
import { cellOfScan } from '../scan/scan-cells.js';
import { skippedCell, targetRecord } from '../targets.js';
import { withCellContext, withCellFolder } from './work-folder.js';

export interface RunRequest {
  readonly subjects: readonly Subject[];
  readonly plan: RunPlan;
  readonly target: Target;
}

export interface RunResult {
  readonly report: Report;
  /** What kept the tool from answering about a subject; told after the report is written. */
  readonly failure: ReproError | null;
}

/**
 * The walk of `run`: each subject becomes a toolchain, a program, evidence and a verdict, one after another. An interrupt
 * ends it early with a report of what is known by then.
 */
export async function runSubjects(request: RunRequest, context: Session): Promise<RunResult> {
  const startedAt = context.clock.now();
  const cells: Cell[] = [];
  let failure: ReproError | null = null;
  const { bug, signal } = context;
  const { subjects, target } = request;
  await withCellContext(context, async (cellContext) => {
    for (const [index, subject] of subjects.entries()) {
      if (signal.aborted) break;
      const seen: Pick<Cell, 'evidence' | 'trials'> = { evidence: [], trials: [] };
      // For the report of an interrupted run: nothing that was learnt is lost.
      const onEvent: EventSink = (event) => {
        if (event.type === 'evidence') seen.evidence.push(event.evidence);
        if (event.type === 'trial') seen.trials.push(event.trial);
        context.onEvent(event);
      };
      context.onEvent({ type: 'cell-started', subject: subject.text, index, total: subjects.length });
      try {
        const examined = await examineSubject(subject, target, request.plan, context, {
          ...cellContext,
          onEvent,
        });
        cells.push(examined.cell);
        context.onEvent({ type: 'cell-finished', cell: examined.cell, index, total: subjects.length });
        if (examined.buildFailure !== null) failure ??= buildError(subject, examined.buildFailure);
      } catch (error) {
        const release = subject.kind === 'release' ? subject.release : null;
        if (signal.aborted) {
          const cell = skippedCell(
            { subject: subject.text, release, target, bug },
            'interrupted before it was decided',
          );
          cells.push({ ...cell, ...seen });
          break;
        }
        // One subject that cannot be had must not lose the answers about the others.
        if (!(error instanceof ReproError) || subjects.length === 1) throw error;
        failure ??= error;
        cells.push(skippedCell({ subject: subject.text, release, target, bug }, error.message));
      }
    }
  });
  // The last build may have been more than the limit allows.
  await enforceLimit(context);
  const report = assembleReport({ kind: 'run', startedAt, cells, failed: failure !== null }, context);
  return { report, failure };
}

async function examineSubject(
  subject: Subject,
  target: Target,
  plan: RunPlan,
  context: Session,
  cellContext: CellContext,
) {
  if (subject.kind === 'release' && isTooOldToBuild(subject.release)) {
    // Its source says all there is to say, and a few hundred KB of it are enough.
    const [row] = await scanNow([subject.release], context);
    if (row?.kind === 'judged')
      return {
        cell: { ...cellOfScan(row, targetRecord(target), context.bug), subject: subject.text },
        buildFailure: null,
      };
  }
  const { toolchain, giveBack } = await acquireWithinLimit(toolchainRequest(subject), context);
  try {
    const { goroot, origin } = toolchain;
    context.onEvent({ type: 'toolchain-found', subject: subject.text, origin, goroot });
    if (toolchain.warning !== undefined) context.onEvent({ type: 'warning', message: toolchain.warning });
    return await withCellFolder(cellContext, subject.text, (own) =>
      examineToolchain(subject.text, toolchain, target, plan, own),
    );
  } finally {
    await giveBack();
  }
}

function toolchainRequest(subject: Subject): ToolchainRequest {
  switch (subject.kind) {
    case 'release':
      return { kind: 'release', release: subject.release };
    case 'local':
      return { kind: 'local' };
    case 'path':
      return { kind: 'path', path: subject.path };
  }
}

function buildError(subject: Subject, failure: BuildFailure): ReproError {
  const code = failure.kind === 'no-c-compiler' ? 'no-c-compiler' : 'build-failed';
  const log = failure.log === '' ? [] : [failure.log.split('\n').slice(-20).join('\n')];
  const hint = [...log, ...(failure.hint === null ? [] : [failure.hint])].join('\n');
  return new ReproError(
    code,
    `cannot build for ${subject.text}: ${failure.summary}`,
    hint === '' ? {} : { hint },
  );
}
