import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import { collect } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const examples = `
Each release line is a history of its own: 1.23.8 has the fix, and 1.24.0, which came
out before it, does not. Both ends of a line are run first, then releases in between;
both sides of every boundary are run twice. The static scan says where to look first.

Examples:
  cgoprof-repro bisect                               every line since 1.20
  cgoprof-repro bisect --line 1.23 --line 1.24
  cgoprof-repro bisect --good 1.23.8 --bad 1.23.0 --find-fix
  cgoprof-repro bisect --resume                      continue one that was interrupted
`;

export type BisectOptions = ReturnType<ReturnType<typeof addBisectOptions>['optsWithGlobals']>;

export function addBisectOptions(root: Root) {
  return root
    .command('bisect')
    .description('find the releases that brought the bug and the fix, line by line, by running them')
    .option('--line <line>', 'only this release line; repeatable', collect)
    .option('--good <release>', 'search between this release …')
    .option('--bad <release>', '… and this one')
    .option('--find-fix', 'only look for the end of the bug')
    .option('--thorough', 'do not skip runs because of the scan: examine every longer stretch')
    .option('--include-rc', 'release candidates too')
    .option('--resume', 'continue the bisect that was interrupted')
    .option('--race', 'build with the race detector')
    .addOption(new Option('--buildmode <mode>', 'how to link').choices(buildModes).default('exe' as const))
    .option('--cc <compiler>', 'C compiler, with arguments if needed (default: $CC, or gcc)')
    .addHelpText('after', examples);
}
