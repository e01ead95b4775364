import type { Report } from '../../model/report.js';
import type { RunResult } from '../../pipeline/assemble-report.js';
import type { ReadyRequest } from '../../requests/ready-request.js';
import type { CommandContext } from './command-context.js';
import { openReportOutput } from './report-output.js';
import type { CommonOptions } from './root.js';
import { inSession } from './session.js';

interface Answer extends RunResult {
  /** The edits that were asked for: printed verbatim in place of the report, whose exit code stays. */
  readonly diff?: string | null;
}

/**
 * Carries out a request whose answer is a report. Opens the outputs first: one that cannot be written should be known
 * before the long work, not after it. The report comes last, when the progress display has ended and a failure has been
 * told.
 */
export async function reportWith(
  options: CommonOptions,
  { signal, setExitCode, tellFailure }: CommandContext,
  { hashFiles, carryOut }: ReadyRequest<Answer>,
): Promise<Report> {
  const write = await openReportOutput(options);
  const { report, failure, diff = null } = await inSession(options, signal, { hashFiles }, carryOut);
  // Before the report, so that its answer stays the last line on a terminal.
  if (failure !== null) await tellFailure(failure);
  if (diff === null) await write(report);
  else {
    const { printExactly } = await import('./standard-streams.js');
    await printExactly(diff);
  }
  setExitCode(report.exitCode);
  return report;
}
