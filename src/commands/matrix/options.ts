import { Option } from '@commander-js/extra-typings';
import { buildModes } from '../../model/target.js';
import type { Verdict } from '../../model/verdict.js';
import { collect, confidence, positiveInteger, verdictList } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const examples = `
Every release is asked on every target: --buildmode and --cc may be given several times.
Each answer is kept as soon as it is known.

In CI, several machines share a matrix: by --shard i/n, or by the variables that GitLab,
CircleCI, Buildkite, Kubernetes and Slurm set. On GitHub pass strategy.job-index and
strategy.job-total as CGOPROF_REPRO_SHARD_INDEX and _TOTAL.

Examples:
  cgoprof-repro matrix --go '1.23.5 - 1.23.10, 1.24.0 - 1.24.4'
  cgoprof-repro matrix --go all --confirm boundaries
  cgoprof-repro matrix --go supported --buildmode exe --buildmode pie --race both
  cgoprof-repro matrix --go 1.23.x --resume
`;

export type MatrixOptions = ReturnType<ReturnType<typeof addMatrixOptions>['optsWithGlobals']>;

export function addMatrixOptions(root: Root) {
  return root
    .command('matrix')
    .description('ask many releases on many targets, several at once')
    .option('--go <spec>', 'which releases; repeatable (default: supported)', collect)
    .option('--include-rc', 'let ranges and lines select release candidates')
    .option('--exclude <spec>', 'leave these out; repeatable', collect)
    .option('--buildmode <mode>', `how to link, one of ${buildModes.join(', ')}; repeatable`, collect)
    .option(
      '--cc <compiler>',
      'C compiler, with arguments if needed; repeatable (default: $CC, or gcc)',
      collect,
    )
    .addOption(
      new Option('--race <which>', 'the race detector')
        .choices(['off', 'on', 'both'])
        .default('off' as const),
    )
    .addOption(
      new Option('--confirm <what>', 'run all releases, or only those next to a change of the source')
        .choices(['all', 'boundaries'])
        .default('all' as const),
    )
    .option('--confidence <p>', 'how sure a clean answer must be', confidence, 0.999)
    .option(
      '--jobs <n>',
      'programs to build, and to run, at once (default: by cores and memory)',
      positiveInteger,
    )
    .option('--shard <i/n>', 'only this part: 1/3 is the first of three')
    .addOption(
      new Option('--fail-on <verdicts>', 'exit with 3 when one of these occurs, or none')
        .argParser(verdictList)
        .default<Verdict[]>(['affected'], 'affected'),
    )
    .option('--fail-fast', 'stop at the first verdict of --fail-on')
    .option('--keep-going', 'do not stop for a failure of the tool or its environment')
    .option('--resume', 'continue the matrix that was interrupted')
    .addHelpText('after', examples);
}
