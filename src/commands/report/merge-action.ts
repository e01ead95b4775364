import { bugNamed } from '../../bugs/table.js';
import type { EventSink } from '../../model/event.js';
import type { Report } from '../../model/report.js';
import { predictRelease } from '../../release/predictions.js';
import { sanitiseText } from '../../text/sanitise.js';
import { readReport } from '../../report/saved/parse-report.js';
import { plural } from '../../report/page/words.js';
import { mergeReports, type Merged } from '../../verdict/merge.js';
import type { CommandContext } from '../common/command-context.js';
import { openReportOutput } from '../common/report-output.js';
import type { CommonOptions } from '../common/root.js';
import { withEvents } from '../common/session.js';
import { standardError } from '../common/terminal.js';

export async function mergeAction(
  files: readonly string[],
  options: CommonOptions,
  { setExitCode }: CommandContext,
): Promise<void> {
  const reports = await withEvents(options, (onEvent) => readAll(files, onEvent));
  const bug = await bugNamed(reports[0]?.bug ?? '')?.load();
  const merged = mergeReports(reports, (release) =>
    bug === undefined ? 'unknown' : predictRelease(bug, release).verdict,
  );
  const write = await openReportOutput(options);
  standardError().write(sanitiseText(notesOf(merged, options.quiet === true)));
  await write(merged.report);
  setExitCode(merged.report.exitCode);
}

/** Reads the reports, as many as a matrix has shards. */
async function readAll(files: readonly string[], onEvent: EventSink): Promise<Report[]> {
  const total = files.length;
  let done = 0;
  return Promise.all(
    files.map(async (file) => {
      const report = await readReport(file);
      done += 1;
      onEvent({ type: 'work-progress', work: 'merge', done, total });
      return report;
    }),
  );
}

/** The notes on a merge. Contradictions are always told: they make the whole inconclusive. */
function notesOf({ duplicates, contradictions }: Merged, quiet: boolean): string {
  const shared =
    quiet || duplicates.length === 0
      ? []
      : [`${plural(duplicates.length, 'cell')} in several reports, which agree: ${duplicates.join('; ')}`];
  const clashes = contradictions.map((name) => `warning: the reports contradict each other about ${name}`);
  return [...shared, ...clashes].map((line) => `${line}\n`).join('');
}
