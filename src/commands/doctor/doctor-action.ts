import { exitCodes } from '../../model/verdict.js';
import { examineMachine } from '../../pipeline/doctor/run-doctor.js';
import type { Finding } from '../../pipeline/doctor/check.js';
import type { TableCell } from '../../report/page/document.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import type { CommonOptions } from '../common/root.js';

interface DoctorOptions extends CommonOptions {
  readonly deep?: true | undefined;
}

export async function doctorAction(options: DoctorOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const findings = await examineMachine({ ...session, countSizes: options.deep ?? false });
    const problems = findings.filter(({ status }) => status === 'problem').length;
    return {
      blocks: [
        tableOf(columns, findings),
        paragraph(session.signal.aborted ? cutShort : summary(problems), 'strong'),
      ],
      data: { schemaVersion: 1, findings, problems },
      exitCode: problems === 0 ? exitCodes.ok : exitCodes.failed,
    };
  });
}

const cutShort = 'Interrupted: not everything was asked.';
const summary = (problems: number): string =>
  problems === 0
    ? 'This machine has what runs need.'
    : `${plural(problems, 'problem')}: runs will fail until it is put right.`;

const shown = {
  ok: { text: 'OK', tone: 'fixed' },
  warning: { text: 'warning', tone: 'inconclusive' },
  problem: { text: 'PROBLEM', tone: 'affected' },
} as const satisfies Record<Finding['status'], TableCell>;

const columns: readonly ColumnOf<Finding>[] = [
  { title: 'Status', text: ({ status }) => shown[status].text, tone: ({ status }) => shown[status].tone },
  { title: 'What', text: ({ check }) => check },
  {
    title: 'Found',
    text: ({ detail, hint }) => (hint === null ? detail : `${detail}. To do: ${hint}`),
  },
];
