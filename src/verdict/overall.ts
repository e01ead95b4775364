/** Derives one verdict and one exit code from many cells. No format and no presentation option has a say in either. */
import type { ReportLine } from '../model/bisect.js';
import { isOlderRelease } from '../model/go-version.js';
import type { Cell, Report } from '../model/report.js';
import { unreachable } from '../model/unreachable.js';
import { exitCodes, type ExitCode, type Verdict } from '../model/verdict.js';

/**
 * Affected if anything is; else inconclusive if anything is, because an open question must not pass as an all-clear;
 * else fixed if anything is. If nothing was asked, nothing is known: inconclusive.
 */
export function overallVerdict(cells: readonly Pick<Cell, 'verdict' | 'aside'>[]): Verdict {
  const deciding = cells.filter(decides);
  const has = (verdict: Verdict): boolean => deciding.some((cell) => cell.verdict === verdict);
  if (has('affected')) return 'affected';
  if (deciding.length === 0 || has('inconclusive')) return 'inconclusive';
  return has('fixed') ? 'fixed' : 'not-applicable';
}

/** False for a cell that is only reported beside the answer. */
export const decides = ({ aside }: Pick<Cell, 'aside'>): boolean => aside === undefined;

/**
 * A bisect's verdict: inconclusive unless every line is answered whole, with boundaries that are exact and confirmed.
 * Releases that were left out do not matter if they cannot hide one.
 */
export function bisectVerdict(
  lines: readonly ReportLine[],
  cells: readonly Pick<Cell, 'verdict' | 'skipped'>[],
): Verdict {
  if (lines.length === 0 || !lines.every(isAnswered)) return 'inconclusive';
  return overallVerdict(cells.filter(({ skipped }) => skipped === undefined));
}

function isAnswered({ status, ranges, skipped = [], tested = [] }: ReportLine): boolean {
  const exact = ranges.every(
    (range) => range.introducedIn === undefined && range.fixedIn === undefined && range.confirmed !== false,
  );
  if (status === 'cannot-tell' || !exact) return false;
  if (skipped.length === 0) return true;
  // Code that a line does not have at its end was never in it.
  if (status === 'not-applicable')
    return !skipped.some(({ release }) => isOlderRelease(tested.at(-1)?.release ?? '', release));
  return status === 'affected' && ranges.at(-1)?.fixed !== null;
}

/**
 * The process's exit code. An interrupted run says so, no matter what it had found. A bisect is asked for the
 * boundaries, so finding affected releases is success.
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

/**
 * The exit code after a failure of the machine or a toolchain has kept the tool from answering a part of the question.
 * It is distinguished from open questions, and does not hide that something is affected.
 */
export function exitCodeAfterFailure(code: ExitCode): ExitCode {
  return code === exitCodes.ok || code === exitCodes.inconclusive ? exitCodes.failed : code;
}

/**
 * The exit code of several reports: the gravest of their own, which may depend on a policy, `--fail-on` or a failure.
 * An unknown code is a failure.
 */
export function gravestExitCode(codes: Iterable<number>): ExitCode {
  const given = new Set(codes);
  const gravestFirst = [
    exitCodes.interrupted,
    exitCodes.terminated,
    exitCodes.hungUp,
    exitCodes.affected,
    exitCodes.failed,
    exitCodes.inconclusive,
  ];
  given.delete(exitCodes.ok);
  return gravestFirst.find((code) => given.has(code)) ?? (given.size === 0 ? exitCodes.ok : exitCodes.failed);
}

/**
 * For `--fail-on`: the chosen verdicts fail, and no others. An open question is not an all-clear, unless nothing was
 * asked to fail at all.
 */
export function exitCodeFailingOn(
  { cells }: { readonly cells: readonly Pick<Cell, 'verdict'>[] },
  failOn: readonly Verdict[],
): ExitCode {
  if (cells.some((cell) => failOn.includes(cell.verdict))) return exitCodes.affected;
  const isOpen = cells.length === 0 || cells.some((cell) => cell.verdict === 'inconclusive');
  return failOn.length > 0 && isOpen ? exitCodes.inconclusive : exitCodes.ok;
}
