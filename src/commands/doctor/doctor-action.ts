import { exitCodes } from '../../model/verdict.js';
import { examineMachine } from '../../pipeline/doctor/run-doctor.js';
import { examineTargets, type TargetFinding } from '../../pipeline/doctor/targets.js';
import type { Finding } from '../../pipeline/doctor/check.js';
import type { TableCell } from '../../report/page/document.js';
import { paragraph, tableOf, type ColumnOf } from '../../report/page/plain-table.js';
import { plural } from '../../report/page/words.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';
import type { CommonOptions } from '../common/root.js';

interface DoctorOptions extends CommonOptions {
  readonly deep?: true | undefined;
  readonly targets?: true | undefined;
}

export async function doctorAction(options: DoctorOptions, context: CommandContext): Promise<void> {
  if (options.targets === true) return doctorTargets(options, context);
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

async function doctorTargets(options: DoctorOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, {}, async (session) => {
    const findings = await examineTargets(session);
    const works = findings.filter(({ status }) => status === 'works').length;
    return {
      blocks: [
        tableOf(targetColumns, findings),
        paragraph(`${works} of ${plural(findings.length, 'target')} can be asked here.`, 'strong'),
      ],
      data: { schemaVersion: 1, targets: findings },
      exitCode: exitCodes.ok,
    };
  });
}

const targetColumns: readonly ColumnOf<TargetFinding>[] = [
  { title: 'Target', text: ({ target }) => target },
  {
    title: 'Here',
    text: ({ status }) => status,
    tone: ({ status }) => (status === 'works' ? 'fixed' : status === 'missing' ? 'inconclusive' : 'dim'),
  },
  {
    title: 'Why, and what to type',
    text: ({ detail, hint }) => [detail, hint].filter((part) => part !== null).join('. To do: '),
  },
];

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
