/** The possible outcomes of a trial, a report and the process. */
import { outcomes, type Outcome } from '../../model/outcome.js';
import type { Bug } from '../../bugs/bug.js';
import { exitCodes, verdicts } from '../../model/verdict.js';
import { verdictWords } from '../../report/page/words.js';
import type { Topic } from '../../model/topic.js';

const outcomeTexts = {
  clean:
    'The trial ended the way a fixed runtime ends, after doing enough to count. Only this outcome speaks against the bug.',
  crash: 'The trial died with the signature that its probe provokes. It speaks for the bug.',
  hang: 'The trial made no progress until its deadline and was ended by the tool: SIGQUIT for the stacks, then SIGKILL. It speaks for the bug only in probes that provoke a hang.',
  'other-crash':
    'The trial died, but with another signature or with none that is known. It says nothing about the bug.',
  killed:
    'A signal that neither the tool nor the program sent ended the trial, most likely because memory ran out. It says nothing about the bug.',
  'too-short': 'The trial ended well but saw too little, such as too few samples, to count as clean.',
  'harness-error': 'The program could not be started, or it did not say what it should have said.',
} as const satisfies Record<Outcome, string>;

const exitCodeTexts = {
  ok: 'nothing is affected, the gate passed, or the bisect found its boundaries',
  failed: 'the tool or its environment failed: no network, no compiler, a full disk',
  usage: 'the command line cannot be understood, or names something that does not exist',
  affected: 'something is affected, or the gate failed',
  inconclusive: 'something could not be decided, and nothing is affected',
  hungUp: 'the terminal was closed; a partial report was written if one was requested',
  interrupted: 'interrupted by Ctrl-C; a partial report was written if one was requested',
  terminated: 'ended by SIGTERM; a partial report was written if one was requested',
} as const satisfies Record<keyof typeof exitCodes, string>;

export const verdictTopics = ({ words }: Bug): readonly Topic[] =>
  verdicts.map((name) => ({
    group: 'verdict',
    name,
    title: `Verdict ${name}: the toolchain ${verdictWords[name]}`,
    paragraphs: [words.verdicts[name]],
  }));

export const outcomeTopics: readonly Topic[] = outcomes.map((name) => ({
  group: 'outcome',
  name,
  title: `Outcome of a trial: ${name}`,
  paragraphs: [outcomeTexts[name]],
}));

const codes = [
  'ok',
  'failed',
  'usage',
  'affected',
  'inconclusive',
  'hungUp',
  'interrupted',
  'terminated',
] as const satisfies readonly (keyof typeof exitCodes)[];

export const exitCodeTopics: readonly Topic[] = [
  {
    group: 'exit codes',
    name: 'exit-codes',
    aliases: ['exit', ...codes.map((code) => `${exitCodes[code]}`)],
    title: 'Exit codes, the same for every command and format',
    paragraphs: [],
    facts: codes.map((code) => ({
      label: `${exitCodes[code]}`,
      text: exitCodeTexts[code],
    })),
  },
];
