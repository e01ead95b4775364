import { readReport } from '../../report/saved/parse-report.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { compareReports, comparisonExitCode, type VerdictChange } from '../../verdict/compare.js';
import { exitCodes } from '../../model/verdict.js';
import type { CommandContext } from '../common/command-context.js';
import { openReply } from '../common/reply.js';
import { answerOfComparison } from './answer-of-comparison.js';
import type { CommonOptions } from '../common/root.js';

export async function compareAction(
  files: { readonly before: string; readonly after: string },
  options: CommonOptions,
  { setExitCode }: CommandContext,
): Promise<void> {
  const comparison = compareReports(await readReport(files.before), await readReport(files.after));
  const answer = await openReply(options);
  const exitCode = comparisonExitCode(comparison);
  const { changes, unchanged } = comparison;
  await answer({
    blocks: [
      ...(changes.length === 0 ? [] : [tableOf(columns, changes)]),
      paragraph(`${plural(changes.length, 'verdict')} changed, ${unchanged} did not.`, 'dim'),
      paragraph(answerOfComparison(comparison), exitCode === exitCodes.affected ? 'affected' : 'plain'),
    ],
    data: { schemaVersion: 1, changes, unchanged, exitCode },
  });
  setExitCode(exitCode);
}

const columns: readonly ColumnOf<VerdictChange>[] = [
  { title: 'Subject', text: ({ question }) => question },
  { title: 'Before', text: ({ before }) => before ?? 'no answer', tone: ({ before }) => before ?? 'dim' },
  { title: 'After', text: ({ after }) => after ?? 'no answer', tone: ({ after }) => after ?? 'dim' },
];
