/** From many cells to one verdict and one exit code. No format and no flag of presentation has a say in either. */
import type { Cell, Report } from '../model/report.js';
import { unreachable } from '../model/unreachable.js';
import { exitCodes, type ExitCode, type Verdict } from '../model/verdict.js';

/**
 * Affected if anything is; else inconclusive if anything is, for an open question must not pass as an all-clear; else
 * fixed if anything is. Nothing asked is nothing known: inconclusive.
 */
export function overallVerdict(cells: readonly Pick<Cell, 'verdict'>[]): Verdict {
  const has = (verdict: Verdict): boolean => cells.some((cell) => cell.verdict === verdict);
  if (has('affected')) return 'affected';
  if (cells.length === 0 || has('inconclusive')) return 'inconclusive';
  return has('fixed') ? 'fixed' : 'not-applicable';
}

/**
 * The process's exit code. An interrupted run says so whatever it had found. A bisect is asked where the boundaries
 * are, so to have found affected releases is success.
 */
export function exitCodeFor({
  interrupted,
  verdict,
  kind,
}: Pick<Report, 'interrupted' | 'verdict' | 'kind'>): ExitCode {
  if (interrupted) return exitCodes.interrupted;
  switch (verdict) {
    case 'affected':
      return kind === 'bisect' ? exitCodes.ok : exitCodes.affected;
    case 'inconclusive':
      return exitCodes.inconclusive;
    case 'fixed':
    case 'not-applicable':
      return exitCodes.ok;
    default:
      return unreachable(verdict);
  }
}
