import type { Cell, Report } from '../model/report.js';
import type { ToolchainContext } from '../toolchain/context.js';
import { assembleReport } from './assemble-report.js';
import { openScanner } from './open-scanner.js';
import { scanReleases } from './scan.js';
import { cellOfScan } from './scan-cells.js';
import { hostTarget, targetRecord } from './targets.js';

/** The walk of `scan`: each release becomes a cell, without being installed. Interrupted, it reports what it has by then. */
export async function runScan(
  releases: readonly string[],
  context: ToolchainContext,
  signal: AbortSignal,
): Promise<Report> {
  const startedAt = context.clock.now();
  // Nothing is compiled: the verdict holds for any target.
  const place = targetRecord(hostTarget({ cc: 'none', buildmode: 'exe', race: false }));
  const cells = new Map<string, Cell>();
  const scanner = await openScanner(context);
  try {
    await scanReleases(releases, scanner.dependencies, (row, done, total) => {
      const cell = cellOfScan(row, place);
      cells.set(row.release, cell);
      context.onEvent({ type: 'cell-finished', cell, index: done - 1, total });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    scanner.close();
  }
  return assembleReport(
    {
      kind: 'scan',
      startedAt,
      signal,
      cells: releases.flatMap((release) => cells.get(release) ?? []),
    },
    context.clock,
  );
}
