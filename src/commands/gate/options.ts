import { Option } from '@commander-js/extra-typings';
import { date, failingVerdicts, processId } from '../common/parse-options.js';
import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: ['Without a subject it judges those of the policy .cgoprof-repro.yml, or else this folder.'],
  terms: {
    title: 'A subject is recognised by its content',
    rows: [
      [
        "a repository's folder",
        'Every place that pins Go: go.mod, Dockerfiles, workflows, …; and the compiled files and archives that git tracks',
      ],
      ['a compiled file', 'Program, .so, .a, .dll, .dylib: its machine code is judged'],
      ['an archive', 'tar, tar.gz, zip, wheel, jar, deb, saved image: all of these inside it'],
      ['a toolchain', 'A GOROOT, a go command, or a SPEC (1.23.7, 1.23.x, local)'],
      ['-', 'A list of subjects on standard input'],
    ],
  },
  examples: [
    ['cgoprof-repro gate', 'The pins of this repository'],
    ['cgoprof-repro gate --dry-run | git apply', '… and the edits that fix them'],
    ['cgoprof-repro gate dist/app libfoo.so', 'The shipped files'],
    ['cgoprof-repro gate -r dist --require fixed', 'Every file has to be fixed'],
    ['cgoprof-repro gate local --run', 'The Go that builds here, run too'],
    ['cgoprof-repro gate --pid 4242', 'A process and its libraries'],
  ],
  exitCodes: [
    ['0', 'Passed'],
    ['1', 'Something that was named does not exist, or there is no answer'],
    ['2', 'Wrong usage'],
    ['3', 'Failed'],
    ['4', 'Something could not be decided'],
  ],
};

export type GateOptions = ReturnType<ReturnType<typeof addGateOptions>['optsWithGlobals']>;

export function addGateOptions(root: Root) {
  const command = root
    .command('gate')
    .helpGroup(tasks.guard)
    .description('Keep the bug out: judge toolchains, version pins and shipped files, by a policy')
    .argument('[subject...]', 'What to judge')
    .option('-r, --recursive', 'Judge every file in folders, not only pins and tracked files')
    .option('--pid <n>', 'Judge a running process (Linux); repeatable', processId)
    .option('--run', 'Also run a program built with each toolchain')
    .option('--fix', 'Make the edits of pins that are certain, then judge')
    .option('--dry-run', 'Print these edits as a diff instead of a report, and change nothing')
    .option('--policy <file>', 'The policy (default: .cgoprof-repro.yml when there is one)')
    .addOption(new Option('--require <what>', 'Fail for undecided findings too').choices(['fixed']))
    .option(
      '--fail-on <verdicts>',
      'Further verdicts that fail: inconclusive, not-applicable',
      failingVerdicts,
    )
    .option('--as-of <date>', 'Judge acceptances as of this day, YYYY-MM-DD (default: today)', date);
  return withManual(command, manual);
}
