import type { Report } from '../../model/report.js';
import type { Session } from '../../pipeline/session.js';
import type { CommandContext } from './command-context.js';
import { openReportOutput } from './report-output.js';
import type { CommonOptions } from './root.js';
import { inSession, type SessionSettings } from './session.js';

interface ReportedWork {
  readonly report: Report;
  /** The failure that left part of the question unanswered. */
  readonly failure?: Error | null;
  /** Printed verbatim in place of the report, whose exit code stays. */
  readonly instead?: string | null;
}

/**
 * Runs a command whose answer is a report. Opens the outputs first: one that cannot be written should be known before
 * the long work, not after it. Writes the report when the progress display has ended, and reports the failure last.
 */
export async function reportWith(
  options: CommonOptions,
  { signal, setExitCode, tellFailure }: CommandContext,
  settings: SessionSettings,
  work: (session: Session) => Promise<ReportedWork>,
): Promise<Report> {
  const write = await openReportOutput(options);
  const { report, failure = null, instead = null } = await inSession(options, signal, settings, work);
  if (instead === null) await write(report);
  else {
    const { printExactly } = await import('./standard-streams.js');
    await printExactly(instead);
  }
  setExitCode(report.exitCode);
  if (failure !== null) await tellFailure(failure);
  return report;
}
