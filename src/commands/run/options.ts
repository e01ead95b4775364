import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import { optionGroups, tasks } from '../common/help/groups.js';
import { exitCodesOfQuestions, withManual, type Manual } from '../common/help/manual.js';
import * as read from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    "A SPEC is a release (1.23.0, go1.24rc1), a line (1.23: its newest release), 1.23.x, a range (1.22..1.24, '>=1.22 <1.25'), a list (1.23.7,1.23.8), all, supported, latest, oldstable, installed (all toolchains here), local (what go build uses in this folder), or a path to a GOROOT or a go command. docs/releases.md has more spellings.",
  ],
  examples: [
    ['cgoprof-repro --go 1.23.0', 'The crash itself, on the screen'],
    ['cgoprof-repro --go 1.23.8 --confidence 0.99999'],
    ['cgoprof-repro --go 1.23.0 --depth 1', 'A control: a plain callback is clean'],
    ['cgoprof-repro --go 1.24.1 --until-crash --probes profile-crash'],
    ['cgoprof-repro --go ~/src/go --quick', 'Source and flag only'],
  ],
  exitCodes: exitCodesOfQuestions,
};

export type RunOptions = ReturnType<ReturnType<typeof addRunOptions>['optsWithGlobals']>;

export function addRunOptions(root: Root) {
  const command = root
    .command('run', { isDefault: true })
    .argument('[spec...]', 'Which Go, as with --go')
    .helpGroup(tasks.ask)
    .summary('Ask toolchains whether they have the bug (the default command)')
    .description(
      'Ask toolchains whether they have the bug, by running a program built with each (the default command)',
    )
    .optionsGroup(optionGroups.which)
    .option('--go <spec>', 'Which Go; repeatable (default: local)', read.collect)
    .option('--include-rc', 'Let ranges and lines select release candidates')
    .option('--exclude <spec>', 'Leave these out; repeatable', read.collect)
    .optionsGroup(optionGroups.question)
    .option('--quick', 'Ask only the quick questions, in half a second')
    .option('--probes <list>', 'Ask only these, each to its end: all, or names', read.probeList)
    .option('--runs <n>', 'Number of trials of a probe that depends on chance', read.positiveInteger)
    .option('--duration <time>', 'Repeat such a probe for this long', read.duration)
    .option('--until-crash', 'Repeat such a probe until it shows the bug')
    .option('--confidence <p>', 'How sure a clean answer must be', read.confidence, 0.999)
    .option('--timeout <time>', 'Call a trial a hang after this long', read.duration)
    .optionsGroup(optionGroups.program)
    .option('--depth <n>', 'Levels of Go callbacks; 1 is a control', read.positiveInteger, 2)
    .option(
      '--threads <n>',
      `Threads that call back at the same time, at most ${read.mostThreads}`,
      read.threadCount,
      2,
    )
    .addOption(
      new Option('--thread-origin <who>', 'Who makes the threads; go is a control')
        .choices(['c', 'go'])
        .default('c' as const),
    )
    .option('--new-threads', 'Use a new thread for each round')
    .option('--profile-hz <n>', 'Profiling rate', read.positiveInteger, 100)
    .optionsGroup(optionGroups.build)
    .option(
      '--target <target>',
      'What to build for: linux/arm64, or parts such as libc=musl; repeatable',
      read.collect,
    )
    .option(
      '--targets <targets>',
      'Several, with spaces between; all-available: all that work here',
      read.collect,
    )
    .option('--race', 'Build with the race detector')
    .addOption(new Option('--buildmode <mode>', 'How to link (default: exe)').choices(buildModes))
    .option('--cc <compiler>', 'C compiler, with arguments if needed (default: $CC, or gcc)', read.compiler);
  return withManual(command, manual);
}
