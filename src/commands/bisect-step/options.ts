import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  examples: [
    ['git bisect start BAD GOOD', 'To find the commit that brought the bug'],
    ['git bisect run cgoprof-repro bisect-step --reuse-tools'],
    [
      'git bisect start --term-old=affected --term-new=fixed FIXED AFFECTED',
      'To find the commit that fixed it',
    ],
    ['git bisect run cgoprof-repro bisect-step --find-fix'],
  ],
  exitCodes: [
    ['0', 'The old state'],
    ['1', 'The new state'],
    ['125', 'This commit cannot be tested'],
    ['128 and more', 'Stop: this is not the fault of the commit'],
  ],
};

export type BisectStepOptions = ReturnType<ReturnType<typeof addBisectStepOptions>['optsWithGlobals']>;

export function addBisectStepOptions(root: Root) {
  const command = root
    .command('bisect-step')
    .helpGroup(tasks.search)
    .description('Build the Go source checkout in this folder and ask it, for git bisect run')
    .option(
      '--reuse-tools [release]',
      'Use the compiler of this release (default: the nearest) if the sources of both agree',
    )
    .option('--find-fix', 'Look for the commit that fixed it')
    .option('--cc <compiler>', 'C compiler, with arguments if needed (default: $CC, or gcc)');
  return withManual(command, manual);
}
