import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import { checkNetwork } from '../../toolchain/fetch/download-error.js';
import { chooseTarget } from '../../target/choose-target.js';
import type { Session } from '../session.js';
import { assembleReport, type RunResult } from '../assemble-report.js';
import { withScanner } from './open-scanner.js';
import { scanReleases } from './scan.js';
import { cellOfScan } from './scan-cells.js';
import { targetRecord, thisMachine } from '../targets/targets.js';

/**
 * Makes the walk of `scan`: each release becomes a cell, without being installed. If interrupted, it reports what it
 * has by then.
 */
export async function runScan(releases: readonly string[], context: Session): Promise<RunResult> {
  const { bug, signal } = context;
  const startedAt = context.clock.now();
  // Nothing is compiled: the verdict holds for any target.
  const place = targetRecord(chooseTarget({ cc: 'none' }, thisMachine()).target);
  const cells = new Map<string, Cell>();
  let failure: ReproError | null = null;
  const tell = (done: number): void =>
    context.onEvent({ type: 'work-progress', work: 'scan', done, total: releases.length });
  tell(0);
  await withScanner(context, async (dependencies) => {
    try {
      await scanReleases(releases, dependencies, (row, done, total) => {
        const cell = cellOfScan(row, place, bug);
        cells.set(row.release, cell);
        if (row.kind === 'skipped' && row.unreachable === true)
          failure ??= unreachable(row.release, row.reason);
        tell(done);
        context.onEvent({ type: 'cell-finished', cell, index: done - 1, total });
      });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  });
  const known = releases.flatMap((release) => cells.get(release) ?? []);
  const report = assembleReport({ kind: 'scan', startedAt, cells: known, failed: failure !== null }, context);
  return { report, failure: signal.aborted ? null : failure };
}

const unreachable = (release: string, reason: string): ReproError =>
  new ReproError('network', `${release}: ${reason}`, { hint: checkNetwork });
