import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import { optionGroups, tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import { collect, compiler } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    'Each release line is a history of its own: 1.23.8 has the fix, and 1.24.0, which came out before it, does not. Both ends of a line are run first, then releases in between; both sides of every boundary are run twice. The static scan says where to look first.',
  ],
  examples: [
    ['cgoprof-repro bisect', 'Every line since 1.20'],
    ['cgoprof-repro bisect --line 1.23 --line 1.24'],
    ['cgoprof-repro bisect --good 1.23.8 --bad 1.23.0 --find-fix'],
    ['cgoprof-repro bisect --resume', 'Continue one that was interrupted'],
  ],
  exitCodes: [
    ['0', 'The boundaries are found, affected releases among them'],
    ['1', 'The tool or its environment failed'],
    ['2', 'Wrong usage: an option or a release that does not exist'],
    ['4', 'Something could not be decided'],
  ],
};

export type BisectOptions = ReturnType<ReturnType<typeof addBisectOptions>['optsWithGlobals']>;

export function addBisectOptions(root: Root) {
  const command = root
    .command('bisect')
    .helpGroup(tasks.search)
    .description('Find the releases that brought the bug and the fix, line by line, by running them')
    .optionsGroup(optionGroups.which)
    .option('--line <line>', 'Only this release line; repeatable', collect)
    .option('--good <release>', 'Search between this release and that of --bad')
    .option('--bad <release>', 'The other end')
    .option('--include-rc', 'Release candidates too')
    .optionsGroup(optionGroups.question)
    .option('--find-fix', 'Only look for the end of the bug')
    .option('--thorough', 'Do not skip runs because of the scan: examine every longer stretch')
    .option('--resume', 'Continue the bisect that was interrupted')
    .optionsGroup(optionGroups.build)
    .option(
      '--target <target>',
      'What to build for: linux/arm64, or parts such as libc=musl; repeatable',
      collect,
    )
    .option('--targets <targets>', 'Several, with spaces between; all-available: all that work here', collect)
    .option('--race', 'Build with the race detector')
    .addOption(new Option('--buildmode <mode>', 'How to link (default: exe)').choices(buildModes))
    .option('--cc <compiler>', 'C compiler, with arguments if needed (default: $CC, or gcc)', compiler);
  return withManual(command, manual);
}
