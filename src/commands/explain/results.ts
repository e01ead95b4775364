/** The possible outcomes of a trial, a gate, a report and the process. */
import { explanationOf } from '../../bugs/explanation.js';
import { outcomes, type Outcome } from '../../model/outcome.js';
import type { Bug } from '../../bugs/bug.js';
import { findingTexts } from '../../model/finding-texts.js';
import { findingKinds } from '../../model/finding.js';
import { exitCodes, verdicts, type ExitCode } from '../../model/verdict.js';
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

export const exitCodeTexts = {
  [exitCodes.ok]: 'nothing is affected, the gate passed, or the bisect found its boundaries',
  [exitCodes.failed]:
    'the tool or its environment failed (no network, no compiler, a full disk), or something that was named is not there: a file, a subject of gate, a policy',
  [exitCodes.usage]:
    'the command line cannot be understood, or names an option or a release that does not exist',
  [exitCodes.affected]: 'something is affected, or the gate failed',
  [exitCodes.inconclusive]: 'something could not be decided, and nothing is affected',
  [exitCodes.hungUp]: 'the terminal was closed; a partial report was written if one was requested',
  [exitCodes.interrupted]: 'interrupted by Ctrl-C; a partial report was written if one was requested',
  [exitCodes.terminated]: 'ended by SIGTERM; a partial report was written if one was requested',
} as const satisfies Record<ExitCode, string>;

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

export const findingTopics = (bug: Bug): readonly Topic[] =>
  findingKinds.map((name) => ({
    group: 'finding',
    name,
    title: `Finding ${name}: ${findingTexts[name].title}`,
    paragraphs: explanationOf(name, bug),
  }));

export const exitCodeTopics: readonly Topic[] = [
  {
    group: 'exit codes',
    name: 'exit-codes',
    aliases: ['exit', ...Object.keys(exitCodeTexts)],
    title: 'Exit codes, the same for every command and format',
    paragraphs: [],
    facts: Object.entries(exitCodeTexts).map(([label, text]) => ({ label, text })),
  },
];
