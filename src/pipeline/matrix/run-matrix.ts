/** A matrix from its releases and targets to its report. What is known is on disk at any time. */
import { z } from 'zod';
import type { Bug } from '../../bugs/bug.js';
import { describeHost } from '../../host/system.js';
import { readTool } from '../../host/tool.js';
import { selectBoundaries } from '../../matrix/boundaries.js';
import { planCells, type PlannedCell } from '../../matrix/plan-cells.js';
import { cellsOfShard, type Shard } from '../../matrix/shard.js';
import { ReproError } from '../../model/errors.js';
import { cellSchema, type Cell } from '../../model/report.js';
import type { ScannedRelease } from '../../model/scan.js';
import type { Target } from '../../model/target.js';
import type { Verdict } from '../../model/verdict.js';
import type { Session } from '../session.js';
import { exitCodeAfterFailure, exitCodeFailingOn } from '../../verdict/overall.js';
import { assembleReport } from '../assemble-report.js';
import { matrixStages, releaseJob, type MatrixJob } from './matrix-stages.js';
import { scanNow } from '../scan/open-scanner.js';
import { enforceLimit } from '../store/store.js';
import type { RunPlan } from '../examine/run-plan.js';
import type { RunResult } from '../examine/run-subjects.js';
import { savedProgress, type SavedProgress } from '../saved-progress.js';
import { cellOfScan } from '../scan/scan-cells.js';
import { runStages, type Settled } from '../examine/stages.js';
import { skippedCell, targetRecord } from '../targets.js';
import { withCellContext } from '../examine/work-folder.js';

export interface MatrixRequest {
  /** Oldest first. */
  readonly releases: readonly string[];
  readonly targets: readonly Target[];
  readonly plan: RunPlan;
  /** `boundaries`: only what lies beside a change of the source is run, the rest is taken from the scan. */
  readonly confirm: 'all' | 'boundaries';
  readonly shard: Shard | null;
  /** Builds, and trials, at once; null: one for every two CPUs. */
  readonly jobs: number | null;
  readonly failOn: readonly Verdict[];
  /** Stop at the first cell with such a verdict. */
  readonly failFast: boolean;
  /** Do not even stop for what concerns more than one release: a full disk, no network. */
  readonly keepGoing: boolean;
  readonly resume: boolean;
}

const progressSchema = z.array(z.object({ key: z.string(), cell: cellSchema }));
type MatrixProgress = z.infer<typeof progressSchema>;

export async function runMatrix(request: MatrixRequest, context: Session): Promise<RunResult> {
  const { bug, signal } = context;
  const startedAt = context.clock.now();
  const scanned = request.confirm === 'boundaries' ? await scanNow(request.releases, context) : [];
  const all = planCells(chooseReleases(request, scanned), request.targets);
  const planned = request.shard === null ? all : cellsOfShard(all, request.shard);

  return withCellContext(context, async (cellContext) => {
    const question = questionOf(request, all, cellContext.fixture.hash, context);
    const saved = savedProgress(context.paths, 'matrix', question, progressSchema);
    const answered = await takeUp(request, saved, context);
    const known = new Map(scanCells(planned, scanned, bug));
    for (const { key, cell } of answered) known.set(key, cell);
    const open = planned.filter(({ key }) => !known.has(key));

    let failure: ReproError | null = null;
    const jobsAtOnce = request.jobs ?? Math.max(1, Math.floor(describeHost().cpus / 2));
    const stages = matrixStages(request.plan, { jobs: jobsAtOnce }, context, cellContext);
    const jobs = open.map((cell): MatrixJob => ({ kind: 'planned', planned: cell }));
    for await (const settled of runStages(jobs, stages, { signal, stopAfter: stopRule(request) })) {
      const { planned: asked } = settled.job;
      await releaseJob(settled.job);
      if (settled.kind === 'failed') {
        const error = expectedError(settled.error);
        failure ??= error;
        known.set(
          asked.key,
          skippedCell(
            { subject: asked.release, release: asked.release, target: asked.target, bug },
            error.message,
          ),
        );
      } else if (settled.kind === 'done' && settled.job.kind === 'judged') {
        const { cell } = settled.job;
        known.set(asked.key, cell);
        answered.push({ key: asked.key, cell });
        await saved.save(answered);
        context.onEvent({ type: 'cell-finished', cell, index: known.size - 1, total: planned.length });
      }
    }
    // While they were in use, more may have been there than the limit allows.
    await enforceLimit(context);
    const cells = planned.flatMap(({ key }) => known.get(key) ?? []);
    const isWhole = failure === null && cells.length === planned.length;
    if (isWhole) await saved.remove();
    const report = assembleReport({ kind: 'matrix', startedAt, cells }, context);
    if (signal.aborted) return { report, failure: null };
    const code = exitCodeFailingOn(report, request.failOn);
    if (failure === null || request.keepGoing)
      return { report: { ...report, exitCode: code }, failure: null };
    return { report: { ...report, exitCode: exitCodeAfterFailure(code) }, failure };
  });
}

/** Which releases are run. */
function chooseReleases({ releases, confirm }: MatrixRequest, scanned: readonly ScannedRelease[]) {
  if (confirm === 'all') return releases.map((release) => ({ release, fromScan: false }));
  const expected = scanned.map((row) => ({
    release: row.release,
    predicted: row.kind === 'judged' ? row.verdict : ('unknown' as const),
  }));
  const taken = new Set(selectBoundaries(expected).takenFromScan.map(({ release }) => release));
  return releases.map((release) => ({ release, fromScan: taken.has(release) }));
}

function scanCells(
  planned: readonly PlannedCell[],
  scanned: readonly ScannedRelease[],
  bug: Bug,
): [string, Cell][] {
  const rows = new Map(scanned.map((row) => [row.release, row]));
  return planned.flatMap(({ key, release, target, fromScan }): [string, Cell][] => {
    const row = rows.get(release);
    return fromScan && row !== undefined ? [[key, cellOfScan(row, targetRecord(target), bug)]] : [];
  });
}

/** Everything the answers depend on. The number of jobs is not among it, nor what counts as a failure. */
function questionOf(
  { plan, confirm, shard }: MatrixRequest,
  all: readonly PlannedCell[],
  fixtureHash: string,
  { offline }: Session,
): unknown {
  return { tool: readTool(), fixtureHash, cells: all.map(({ key }) => key), plan, confirm, shard, offline };
}

async function takeUp(
  { resume }: MatrixRequest,
  saved: SavedProgress<MatrixProgress>,
  { onEvent }: Session,
): Promise<MatrixProgress> {
  if (!resume) return [];
  const earlier = await saved.load();
  const message =
    earlier === null
      ? 'no unfinished matrix had exactly these releases, targets and options; it starts anew'
      : `${earlier.length} results are taken over from the matrix that was interrupted`;
  onEvent({ type: 'note', message });
  return earlier ?? [];
}

function stopRule({ failFast, failOn, keepGoing }: MatrixRequest) {
  return (settled: Settled<MatrixJob>): boolean => {
    if (settled.kind === 'failed') return !keepGoing || !(settled.error instanceof ReproError);
    return failFast && settled.job.kind === 'judged' && failOn.includes(settled.job.cell.verdict);
  };
}

function expectedError(error: unknown): ReproError {
  if (error instanceof ReproError) return error;
  throw error;
}
