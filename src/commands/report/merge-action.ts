import { sanitiseText } from '../../text/sanitise.js';
import { readReport } from '../../report/saved/parse-report.js';
import { plural } from '../../report/page/words.js';
import { mergeReports, type Merged } from '../../verdict/merge.js';
import type { CommandContext } from '../common/command-context.js';
import { openReportOutput } from '../common/report-output.js';
import type { CommonOptions } from '../common/root.js';
import { standardError } from '../common/terminal.js';

export async function mergeAction(
  files: readonly string[],
  options: CommonOptions,
  { setExitCode }: CommandContext,
): Promise<void> {
  const merged = mergeReports(await Promise.all(files.map(readReport)));
  const write = await openReportOutput(options);
  standardError().write(sanitiseText(notesOf(merged, options.quiet === true)));
  await write(merged.report);
  setExitCode(merged.report.exitCode);
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
