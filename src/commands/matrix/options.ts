import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import type { Verdict } from '../../model/verdict.js';
import { optionGroups, tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import {
  collect,
  collectCompilers,
  confidence,
  positiveInteger,
  verdictList,
} from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    'Every release is asked on every target: --buildmode and --cc may be given several times. Each answer is kept as soon as it is known.',
    'In CI, several machines share a matrix: by --shard i/n, or by the variables that GitLab, CircleCI, Buildkite, Kubernetes and Slurm set. On GitHub pass strategy.job-index and strategy.job-total as CGOPROF_REPRO_SHARD_INDEX and _TOTAL.',
  ],
  examples: [
    ["cgoprof-repro matrix --go '1.23.5 - 1.23.10,1.24.x'"],
    ['cgoprof-repro matrix --go all --confirm boundaries'],
    ['cgoprof-repro matrix --go supported --buildmode exe --buildmode pie --race both'],
    ['cgoprof-repro matrix --go 1.23.x --resume'],
  ],
  exitCodes: [
    ['0', 'No verdict of --fail-on'],
    ['1', 'The tool or its environment failed, or a file that was named is not there'],
    ['2', 'Wrong usage: an option or a release that does not exist'],
    ['3', 'A verdict of --fail-on'],
    ['4', 'Something could not be decided'],
  ],
};

export type MatrixOptions = ReturnType<ReturnType<typeof addMatrixOptions>['optsWithGlobals']>;

export function addMatrixOptions(root: Root) {
  const command = root
    .command('matrix')
    .helpGroup(tasks.ask)
    .description('Ask many releases on many targets, several at once')
    .optionsGroup(optionGroups.which)
    .option('--go <spec>', 'Which releases; repeatable (default: supported)', collect)
    .option('--include-rc', 'Let ranges and lines select release candidates')
    .option('--exclude <spec>', 'Leave these out; repeatable', collect)
    .optionsGroup(optionGroups.build)
    .option(
      '--target <target>',
      'What to build for: linux/arm64, or parts such as libc=musl; repeatable',
      collect,
    )
    .option('--targets <targets>', 'Several, with spaces between; all-available: all that work here', collect)
    .option('--buildmode <mode>', `How to link, one of ${buildModes.join(', ')}; repeatable`, collect)
    .option(
      '--cc <compiler>',
      'C compiler, with arguments if needed; repeatable (default: $CC, or gcc)',
      collectCompilers,
    )
    .addOption(
      new Option('--race <which>', 'The race detector (default: off)').choices(['off', 'on', 'both']),
    )
    .optionsGroup(optionGroups.question)
    .addOption(
      new Option('--confirm <what>', 'Run all releases, or only those next to a change of the source')
        .choices(['all', 'boundaries'])
        .default('all' as const),
    )
    .option('--confidence <p>', 'How sure a clean answer must be', confidence, 0.999)
    .addOption(
      new Option('--fail-on <verdicts>', 'Exit with 3 when one of these occurs, or none')
        .argParser(verdictList)
        .default<Verdict[]>(['affected'], 'affected'),
    )
    .optionsGroup(optionGroups.execution)
    .option(
      '--jobs <n>',
      'Programs to build, and to run, at once (default: by cores and memory)',
      positiveInteger,
    )
    .option('--shard <i/n>', 'Only this part: 1/3 is the first of three')
    .option('--fail-fast', 'Stop at the first verdict of --fail-on')
    .option('--keep-going', 'Do not stop for a failure of the tool or its environment')
    .option('--resume', 'Continue the matrix that was interrupted');
  return withManual(command, manual);
}
