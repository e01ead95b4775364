/** A bisect on each of several targets, one after another, in one report. */
import type { ReportLine } from '../../model/bisect.js';
import type { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import type { Session } from '../session.js';
import { assembleReport, type RunResult } from '../assemble-report.js';
import { obstacleWords, withoutObstacle, type AskedTarget } from '../targets/targets.js';
import { runBisect, type BisectRequest } from './run-bisect.js';

export interface BisectsRequest extends Omit<BisectRequest, 'target'> {
  readonly targets: readonly AskedTarget[];
}

/**
 * Throws `environment` for one target that does not work here. Of several, the lines of such a one cannot be told, with the
 * reason.
 */
export async function runBisects(
  { targets, ...request }: BisectsRequest,
  context: Session,
): Promise<RunResult> {
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0)
    return runBisect({ ...request, target: withoutObstacle(only) }, context);
  const startedAt = context.clock.now();
  const lines: ReportLine[] = [];
  const cells: Cell[] = [];
  let failure: ReproError | null = null;
  for (const [index, { target, name, obstacle }] of targets.entries()) {
    if (obstacle !== null) {
      lines.push(...request.config.tracks.map((track) => untold(track.name, name, obstacleWords(obstacle))));
      continue;
    }
    if (context.signal.aborted || failure !== null) break;
    context.onEvent({ type: 'note', message: `target ${index + 1} of ${targets.length}: ${name}` });
    const done = await runBisect({ ...request, target }, context);
    lines.push(...(done.report.lines ?? []).map((line) => ({ ...line, target: name })));
    cells.push(...done.report.cells);
    failure = done.failure;
  }
  const facts = { kind: 'bisect', startedAt, failed: failure !== null, lines, cells } as const;
  return { report: assembleReport(facts, context), failure };
}

const untold = (line: string, target: string, reason: string): ReportLine => ({
  line,
  target,
  ranges: [],
  status: 'cannot-tell',
  summary: `${line}: not asked: ${reason}`,
});
