import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import * as read from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const examples = `
A SPEC is a release (1.23.0, go1.24rc1), a line (1.23: its newest release), 1.23.x,
a range (1.22..1.24, '>=1.22 <1.25'), a list (1.23.7,1.23.8), all, supported, latest,
oldstable, installed (all toolchains here), local (what go build uses in this folder),
or a path to a GOROOT or a go command. Other spellings (golang:1.23.0): docs/releases.md

Examples:
  cgoprof-repro --go 1.23.0                    the crash itself, on the screen
  cgoprof-repro --go 1.23.8 --confidence 0.99999
  cgoprof-repro --go 1.23.0 --depth 1          a control: a plain callback is clean
  cgoprof-repro --go 1.24.1 --until-crash --probes profile-crash
  cgoprof-repro --go ~/src/go --quick          source and flag only
`;

export type RunOptions = ReturnType<ReturnType<typeof addRunOptions>['optsWithGlobals']>;

export function addRunOptions(root: Root) {
  return root
    .command('run', { isDefault: true })
    .argument('[spec...]', 'which Go, as with --go')
    .description(
      'ask toolchains whether they have the bug, by running a program built with each (the default command)',
    )
    .option('--go <spec>', 'which Go; repeatable (default: local)', read.collect)
    .option('--include-rc', 'let ranges and lines select release candidates')
    .option('--exclude <spec>', 'leave these out; repeatable', read.collect)
    .option('--quick', 'only read the source and the flag')
    .option('--probes <list>', 'ask only these, each to its end: all, or names', read.probeList)
    .option('--runs <n>', 'number of trials of a probe that depends on chance', read.positiveInteger)
    .option('--duration <time>', 'repeat such a probe for this long', read.duration)
    .option('--until-crash', 'repeat such a probe until it shows the bug')
    .option('--confidence <p>', 'how sure a clean answer must be', read.confidence, 0.999)
    .option('--timeout <time>', 'call a trial a hang after this long', read.duration)
    .option('--depth <n>', 'levels of Go callbacks; 1 is a control', read.positiveInteger, 2)
    .option(
      '--threads <n>',
      `threads that call back at the same time, at most ${read.mostThreads}`,
      read.threadCount,
      2,
    )
    .addOption(
      new Option('--thread-origin <who>', 'who makes the threads; go is a control')
        .choices(['c', 'go'])
        .default('c' as const),
    )
    .option('--new-threads', 'use a new thread for each round')
    .option('--profile-hz <n>', 'profiling rate', read.positiveInteger, 100)
    .option('--race', 'build with the race detector')
    .addOption(new Option('--buildmode <mode>', 'how to link').choices(buildModes).default('exe' as const))
    .option('--cc <compiler>', 'C compiler, with arguments if needed (default: $CC, or gcc)')
    .addHelpText('after', examples);
}
