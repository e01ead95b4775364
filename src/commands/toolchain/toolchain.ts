import type { CommandContext } from '../common/command-context.js';
import { byteSize, positiveInteger } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const examples = `
Examples:
  cgoprof-repro toolchain list
  cgoprof-repro toolchain install 1.23.0 1.23.8
  cgoprof-repro toolchain install '>=1.23 <1.25' --max-cache-size 10GB
  cgoprof-repro toolchain remove 1.22.x
  cgoprof-repro toolchain prune --max-size 2GB
  cgoprof-repro toolchain verify

Only what this tool has installed is ever removed. CGOPROF_REPRO_MAX_SIZE sets --max-cache-size for all runs.
`;

export function addToolchainCommand(root: Root, context: CommandContext): void {
  const toolchain = root
    .command('toolchain')
    .description('list, install, remove, prune and verify the Go toolchains that runs use')
    .addHelpText('after', examples);
  toolchain
    .command('list')
    .description('list the toolchains on this machine, with their verdict, origin, size and last use')
    .action(async (_options, command) => {
      const { listAction } = await import('./list-action.js');
      await listAction(command.optsWithGlobals(), context);
    });
  toolchain
    .command('install')
    .description('fetch releases ahead of time')
    .argument('<specs...>', 'releases, lines, ranges')
    .action(async (specs, _options, command) => {
      const { installAction } = await import('./install-action.js');
      await installAction(specs, command.optsWithGlobals(), context);
    });
  toolchain
    .command('remove')
    .description('remove installed releases')
    .argument('<specs...>', 'releases, lines, ranges, or names such as go1.23.0.linux-amd64')
    .action(async (specs, _options, command) => {
      const { removeAction } = await import('./remove-action.js');
      await removeAction(specs, command.optsWithGlobals(), context);
    });
  toolchain
    .command('prune')
    .description('remove installed releases and what was built with them, least recently used first')
    .option('--max-size <size>', 'remove until no more than this is left, such as 5GB', byteSize)
    .option('--keep-last <n>', 'keep the n that were used last', positiveInteger)
    .option('--all', 'remove everything that no run is using')
    .action(async (_options, command) => {
      const { pruneAction } = await import('./prune-action.js');
      await pruneAction(command.optsWithGlobals(), context);
    });
  toolchain
    .command('verify')
    .description('hash releases again and compare them with the sums of the checksum database')
    .argument('[specs...]', 'releases (default: all installed ones)')
    .action(async (specs, _options, command) => {
      const { verifyAction } = await import('./verify-action.js');
      await verifyAction(specs, command.optsWithGlobals(), context);
    });
}
