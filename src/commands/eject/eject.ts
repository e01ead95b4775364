import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    'The folder is a Go module of its own with a README; it puts all questions of the probes. The one file shows the crash and nothing else: go run repro.go. Neither needs this tool.',
  ],
  examples: [
    ['cgoprof-repro eject repro && cd repro && go build'],
    ['cgoprof-repro eject repro --force', 'Write over an earlier copy'],
    ['cgoprof-repro eject repro --target linux/arm64'],
    ['cgoprof-repro eject --single', 'Write repro.go, to attach to an issue'],
    ['cgoprof-repro eject --single -', 'Print it'],
  ],
};

export function addEjectCommand(root: Root): void {
  const command = root
    .command('eject')
    .helpGroup(tasks.keep)
    .description('Write the program that runs use, or one Go file that shows the bug, ready for a bug report')
    .argument(
      '[place]',
      'A new or empty folder; with --single a new file (default: repro.go), or - to print it',
    )
    .option('--target <target>', 'Say how it is built and run for this target, in its README too')
    .option('--single', 'One Go file with its C in the preamble, which `go run` takes')
    .option('--force', 'Write into a folder that is not empty, or over a file')
    .action(async (place, _options, self) => {
      const { ejectAction } = await import('./eject-action.js');
      await ejectAction(place, self.optsWithGlobals());
    });
  withManual(command, manual);
}
