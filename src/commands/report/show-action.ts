import { ReproError } from '../../model/errors.js';
import { readReport } from '../../report/saved/parse-report.js';
import { gravestExitCode } from '../../verdict/overall.js';
import type { CommandContext } from '../common/command-context.js';
import { openReportOutput } from '../common/report-output.js';
import type { CommonOptions } from '../common/root.js';

export async function showAction(
  files: readonly string[],
  options: CommonOptions,
  { setExitCode }: CommandContext,
): Promise<void> {
  const joinable = options.format === 'text' || options.format === 'markdown';
  if (files.length > 1 && (!joinable || options.output !== undefined)) {
    throw new ReproError('usage', `several reports do not make one ${options.format} document`, {
      hint: `Show them one by one, or join them: cgoprof-repro report merge ${files.join(' ')}`,
    });
  }
  // All are read before the first is shown: half an answer looks like a whole one.
  const reports = await Promise.all(files.map(readReport));
  const write = await openReportOutput(options);
  for (const report of reports) await write(report);
  setExitCode(gravestExitCode(reports.map(({ exitCode }) => exitCode)));
}
