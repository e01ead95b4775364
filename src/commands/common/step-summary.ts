import { environmentVariables, guarded } from './terminal.js';
import type { Report } from '../../model/report.js';
import { renderMarkdown } from '../../report/formats/markdown.js';
import { appendText } from '../../report/saved/write.js';

/**
 * In a GitHub job, adds the report as Markdown to the step’s summary; elsewhere it does nothing.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
export async function writeStepSummary(report: Report): Promise<void> {
  const file = environmentVariables()['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  await appendText(file, guarded(renderMarkdown(report)));
}
