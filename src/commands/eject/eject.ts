import type { Root } from '../common/root.js';

const examples = `
Examples:
  cgoprof-repro eject repro && cd repro && go build
  cgoprof-repro eject repro --force      write over an earlier copy
  cgoprof-repro eject --single           write repro.go, to attach to an issue
  cgoprof-repro eject --single -         print it

The folder is a Go module of its own with a README; it puts all questions of the
probes. The one file shows the crash and nothing else: \`go run repro.go\`.
Neither needs this tool.
`;

export function addEjectCommand(root: Root): void {
  root
    .command('eject')
    .description('write the program that runs use, or one Go file that shows the bug, ready for a bug report')
    .argument(
      '[place]',
      'a new or empty folder; with --single a new file (default: repro.go), or - to print it',
    )
    .option('--single', 'one Go file with its C in the preamble, which `go run` takes')
    .option('--force', 'write into a folder that is not empty, or over a file')
    .addHelpText('after', examples)
    .action(async (place, _options, command) => {
      const { ejectAction } = await import('./eject-action.js');
      await ejectAction(place, command.optsWithGlobals());
    });
}
