/** Runs a matrix from its releases and targets to its report. All known answers are on disk at any time. */
import { z } from 'zod';
import { readCapacity } from '../../host/capacity.js';
import { readTool } from '../../host/tool.js';
import { selectBoundaries } from '../../matrix/boundaries.js';
import { planCells, type PlannedCell } from '../../matrix/plan-cells.js';
import { cellsOfShard, type Shard } from '../../matrix/shard.js';
import type { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import { cellSchema } from '../../model/report-schema.js';
import type { ScannedRelease } from '../../model/scan.js';
import { unreachable } from '../../model/unreachable.js';
import type { Verdict } from '../../model/verdict.js';
import type { Session } from '../session.js';
import { exitCodeAfterFailure, exitCodeFailingOn } from '../../verdict/overall.js';
import { assembleReport, type RunResult } from '../assemble-report.js';
import { scanNow } from '../scan/open-scanner.js';
import { enforceLimit } from '../store/store.js';
import { examineCells } from '../examine/examine-cells.js';
import { chooseWidths } from '../examine/widths.js';
import { nameInEvents, nameOfQuestion, releaseSubject, unanswered } from '../examine/question.js';
import type { RunPlan } from '../examine/run-plan.js';
import { savedProgress, type SavedProgress } from '../saved-progress.js';
import { cellOfScan } from '../scan/scan-cells.js';
import { askedInCells, targetRecord, type AskedTarget } from '../targets/targets.js';
import { withCellContext } from '../examine/work-folder.js';
import { shardRecord } from './shard-record.js';

export interface MatrixRequest {
  /** The releases, the oldest first. */
  readonly releases: readonly string[];
  readonly targets: readonly AskedTarget[];
  readonly plan: RunPlan;
  /** `boundaries`: only releases beside a change of the source are run, the rest is taken from the scan. */
  readonly confirm: 'all' | 'boundaries';
  readonly shard: Shard | null;
  /** The number of builds, and of trials, at once; null: what the machine allows. */
  readonly jobs: number | null;
  readonly failOn: readonly Verdict[];
  /** True: stop at the first cell with such a verdict. */
  readonly failFast: boolean;
  /** True: do not even stop for a failure that concerns more than one release: a full disk, no network. */
  readonly keepGoing: boolean;
  readonly resume: boolean;
}

const progressSchema = z.array(z.object({ key: z.string(), cell: cellSchema }));
type MatrixProgress = z.infer<typeof progressSchema>;

export async function runMatrix(request: MatrixRequest, context: Session): Promise<RunResult> {
  const { bug, signal } = context;
  const startedAt = context.clock.now();
  const scanned = request.confirm === 'boundaries' ? await scanNow(request.releases, context) : [];
  const targets = askedInCells(request.targets);
  const all = planCells(chooseReleases(request, scanned), targets);
  const planned = request.shard === null ? all : cellsOfShard(all, request.shard);

  return withCellContext(context, async (cellContext) => {
    const question = questionOf(request, all, cellContext.fixture.hash, context);
    const saved = savedProgress(context.paths, 'matrix', question, progressSchema);
    const answered = await takeUp(request, saved, context);
    const rows = new Map(scanned.map((row) => [row.release, row]));
    const known = new Map<string, Cell>();
    for (const { key, release, target, fromScan } of planned) {
      const row = fromScan ? rows.get(release) : undefined;
      if (row !== undefined) known.set(key, cellOfScan(row, targetRecord(target), bug));
    }
    for (const { key, cell } of answered) known.set(key, cell);

    let failure: ReproError | null = null;
    let isStopped = false;
    const questions = planned
      .filter(({ key }) => !known.has(key))
      .map((cell) => ({
        ...cell,
        subject: releaseSubject(cell.release),
        name: nameOfQuestion(cell.release, cell.name, targets.length),
        plan: request.plan,
      }))
      .values();
    const feed = { next: () => questions.next().value ?? null, isStopped: () => isStopped };
    for await (const landing of examineCells(feed, chooseWidths(readCapacity(), request.jobs), cellContext)) {
      const { asked } = landing;
      switch (landing.kind) {
        case 'examined':
        case 'missing': {
          const { cell } = landing;
          isStopped ||= request.failFast && request.failOn.includes(cell.verdict);
          known.set(asked.key, cell);
          answered.push({ key: asked.key, cell });
          await saved.save(answered);
          context.onEvent({
            type: 'cell-finished',
            ...nameInEvents(asked),
            cell,
            index: known.size - 1,
            total: planned.length,
          });
          break;
        }
        case 'failed':
          isStopped ||= !request.keepGoing;
          failure ??= landing.error;
          known.set(asked.key, unanswered(asked, landing.error.message, bug));
          break;
        case 'skipped':
          known.set(asked.key, landing.cell);
          break;
        case 'unfinished':
          break;
        default:
          unreachable(landing);
      }
    }
    // While they were in use, more may have been there than the limit allows.
    await enforceLimit(context);
    const cells = planned.flatMap(({ key }) => known.get(key) ?? []);
    const isWhole = failure === null && cells.length === planned.length;
    if (isWhole) await saved.remove();
    const shard = request.shard === null ? undefined : shardRecord(all, request.shard);
    const report = assembleReport({ kind: 'matrix', startedAt, cells, shard }, context);
    if (signal.aborted) return { report, failure: null };
    const code = exitCodeFailingOn(report, request.failOn);
    if (failure === null || request.keepGoing)
      return { report: { ...report, exitCode: code }, failure: null };
    return { report: { ...report, exitCode: exitCodeAfterFailure(code) }, failure };
  });
}

/** Chooses the releases to run. */
function chooseReleases({ releases, confirm }: MatrixRequest, scanned: readonly ScannedRelease[]) {
  if (confirm === 'all') return releases.map((release) => ({ release, fromScan: false }));
  const expected = scanned.map((row) => ({
    release: row.release,
    predicted: row.kind === 'judged' ? row.verdict : ('unknown' as const),
  }));
  const taken = new Set(selectBoundaries(expected).takenFromScan.map(({ release }) => release));
  return releases.map((release) => ({ release, fromScan: taken.has(release) }));
}

/** The question: everything the answers depend on. The number of jobs is not part of it, nor the choice of failures. */
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
  // A job that a cluster queues again types the same line, whether or not it had begun.
  const message =
    earlier === null
      ? 'no unfinished matrix had exactly these releases, targets and options; it starts anew'
      : `${earlier.length} results are taken over from the matrix that was interrupted`;
  onEvent({ type: 'note', message });
  return earlier ?? [];
}
