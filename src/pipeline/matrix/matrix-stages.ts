/**
 * The three stages of a matrix: the next toolchain is fetched while this program is built and the last one is tried.
 * Trials need not wait for a quiet machine: the profile probe counts samples, which stand for CPU time and not for time,
 * and a hang is looked at twice. Measured: 128 verdicts of 16 releases, two cells at once, with a load of 13 to 18 on two
 * cores; none was wrong, and no trial of a fixed release was anything but clean.
 */
import type { PlannedCell } from '../../matrix/plan-cells.js';
import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import type { Session } from '../session.js';
import type { AcquiredToolchain } from '../../toolchain/locate.js';
import { acquireWithinLimit } from '../examine/acquire.js';
import { concernsRelease, reasonWithout } from '../bisect/search-answer.js';
import type { CellContext } from '../examine/cell-context.js';
import { examinePrepared } from '../examine/examine-toolchain.js';
import { createLimiter, type Limiter } from '../examine/limiter.js';
import { prepareProgram, type Prepared } from '../examine/prepare-program.js';
import type { RunPlan } from '../examine/run-plan.js';
import type { Stage, StageStep } from '../examine/stages.js';
import { skippedCell } from '../targets.js';
import { withCellFolder } from '../examine/work-folder.js';

export type MatrixJob =
  | { readonly kind: 'planned'; readonly planned: PlannedCell }
  | { readonly kind: 'fetched'; readonly planned: PlannedCell; readonly acquired: AcquiredToolchain }
  /** The toolchain is given back: trials need only the program. */
  | { readonly kind: 'prepared'; readonly planned: PlannedCell; readonly prepared: Prepared }
  | { readonly kind: 'judged'; readonly planned: PlannedCell; readonly cell: Cell };

export interface MatrixWidths {
  /** Programs built at once, and as many tried. */
  readonly jobs: number;
}

/** Two downloads overlap well: one unpacks while the other receives. */
const downloadsAtOnce = 2;
/** Being fetched or waiting for the build; each takes 250 MB of disk. */
const fetchedAhead = 3;

export function matrixStages(
  plan: RunPlan,
  { jobs }: MatrixWidths,
  context: Session,
  cellContext: CellContext,
): readonly [Stage<MatrixJob>, ...Stage<MatrixJob>[]] {
  const oneAtATime = perRelease();
  return [
    {
      name: 'fetch',
      limit: downloadsAtOnce,
      ahead: fetchedAhead,
      run: (job) => oneAtATime(job.planned.release)(() => fetch(job, context)),
    },
    { name: 'build', limit: jobs, run: (job) => build(job, cellContext) },
    { name: 'try', limit: jobs, run: (job) => tryOut(job, plan, cellContext) },
  ];
}

/** Gives back what a job that went no further held. */
export async function releaseJob(job: MatrixJob): Promise<void> {
  if (job.kind === 'fetched') await job.acquired.giveBack();
  if (job.kind === 'prepared') await job.prepared.giveBack();
}

async function fetch(job: MatrixJob, context: Session): Promise<StageStep<MatrixJob>> {
  const { planned } = job;
  const { release, target } = planned;
  try {
    const acquired = await acquireWithinLimit({ kind: 'release', release }, context);
    const { goroot, origin, warning } = acquired.toolchain;
    context.onEvent({ type: 'toolchain-found', subject: release, origin, goroot });
    if (warning !== undefined) context.onEvent({ type: 'warning', message: warning });
    return { kind: 'go-on', job: { kind: 'fetched', planned, acquired } };
  } catch (error) {
    if (!(error instanceof ReproError) || !concernsRelease(error)) throw error;
    return judged(
      planned,
      skippedCell({ subject: release, release, target, bug: context.bug }, reasonWithout(release, error)),
    );
  }
}

async function build(job: MatrixJob, context: CellContext): Promise<StageStep<MatrixJob>> {
  if (job.kind !== 'fetched') return { kind: 'done', job };
  const { acquired, planned } = job;
  const { release, target } = planned;
  const prepared = await prepareProgram(release, acquired.toolchain, target, context);
  await acquired.giveBack();
  return { kind: 'go-on', job: { kind: 'prepared', planned, prepared } };
}

async function tryOut(job: MatrixJob, plan: RunPlan, context: CellContext): Promise<StageStep<MatrixJob>> {
  if (job.kind !== 'prepared') return { kind: 'done', job };
  const { planned, prepared } = job;
  const { cell } = await withCellFolder(context, planned.key, (own) => examinePrepared(prepared, plan, own));
  return judged(planned, cell);
}

const judged = (planned: PlannedCell, cell: Cell): StageStep<MatrixJob> => ({
  kind: 'done',
  job: { kind: 'judged', planned, cell },
});

/** Several targets of one release wait for one download, instead of telling each other that somebody else is at it. */
function perRelease(): (release: string) => Limiter {
  const limiters = new Map<string, Limiter>();
  return (release) => {
    const limiter = limiters.get(release) ?? createLimiter(1);
    limiters.set(release, limiter);
    return limiter;
  };
}
