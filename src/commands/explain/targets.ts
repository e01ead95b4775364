/** The targets: what can be seen there, and what they need. */
import type { Bug } from '../../bugs/bug.js';
import type { Topic } from '../../model/topic.js';
import { chooseTarget } from '../../target/choose-target.js';
import { usualMachine } from '../../target/known-target.js';
import { knownTargets, type NamedTarget } from '../../target/table.js';
import { parseTarget } from '../../target/target-parts.js';
import { joinGoWords } from '../../text/go-words.js';

type Facts = NonNullable<Topic['facts']>;

export const targetTopics = (bug: Bug): readonly Topic[] => [
  ...knownTargets(usualMachine).map((known) => topicOf(known, bug)),
  libraries,
  runners,
];

function topicOf({ name, shows, compilers, packages, forms, goos }: NamedTarget, { probes }: Bug): Topic {
  const { target, impossible } = chooseTarget(parseTarget(name), usualMachine);
  const blind = probes.flatMap((probe) => {
    const reason = probe.cannotTell(target);
    return reason === null ? [] : [{ label: probe.name, text: `cannot tell: ${reason}` }];
  });
  const needs: Facts =
    goos === 'darwin'
      ? []
      : [
          { label: 'C compiler', text: compilers.join(', or ') },
          {
            label: 'Run',
            text: target.runner === null ? 'natively, on linux/amd64' : joinGoWords(target.runner.command),
          },
          ...Object.entries(packages).map(([system, names]) => ({
            label: `Install, ${system}`,
            text: names.join(' '),
          })),
        ];
  const more = forms.filter((form) => form !== '');
  return {
    group: 'target',
    name,
    title: `Target ${name}`,
    paragraphs: [shows, ...(impossible === null ? [] : [`Elsewhere: ${impossible}.`])],
    facts: [
      ...needs,
      ...(more.length === 0 ? [] : [{ label: 'Also asked with', text: more.join('; ') }]),
      ...blind,
    ],
  };
}

const libraries: Topic = {
  group: 'target',
  name: 'libraries',
  aliases: ['c-shared', 'c-archive', 'thread=main', 'load=dlopen', 'load=linked'],
  title: 'Libraries under a program of C: buildmode=c-shared and c-archive',
  paragraphs: [
    'Go makes a library, and a program of C, whose main function is not Go’s, calls it: linked with it, or with load=dlopen once it runs. The threads that call Go are made by C; with thread=main the thread in which C’s main function runs calls Go itself.',
    'All probes tell the two sides apart. A panic of Go ends such a process with SIGABRT in place of exit code 2, and a hung one shows no stacks.',
    'With musl they do not work with any Go: the process dies while the library is loaded (golang/go#13492, golang/go#54805).',
  ],
};

const runners: Topic = {
  group: 'target',
  name: 'runners',
  aliases: ['runner', 'qemu', 'qemu-user', 'wine', 'ssh'],
  title: 'Runners: what runs a program that the system cannot',
  paragraphs: [
    'qemu-user runs a program of another processor under this Linux kernel, block by block. It delivers signals between two blocks, of which the program is told. It shows what the compiled runtime does on a processor, and not what its hardware does.',
    'wine runs programs for Windows. Each run works in a prefix of its own, unless WINEPREFIX names one.',
    'runner=COMMAND is a command of your own, with {} where the program goes (at its end if there is none): runner=ssh pi {}. Nothing is known of it, so the program and its folder have to be there under the same paths.',
    'A program that does not start under its runner is told as that, and asked nothing. How long it takes to start is measured once, and every limit of time grows by ten times that.',
  ],
};
