import type { CommandContext } from '../common/command-context.js';
import { tasks } from '../common/help/groups.js';
import { withManual, type Example } from '../common/help/manual.js';
import { byteSize, positiveInteger } from '../common/parse-options.js';
import type { Root } from '../common/root.js';

const list: Example = ['cgoprof-repro toolchain list'];
const install: Example = ['cgoprof-repro toolchain install 1.23.0 1.23.8'];
const remove: Example = ['cgoprof-repro toolchain remove 1.22.x'];
const prune: Example = ['cgoprof-repro toolchain prune --max-size 2GB'];
const verify: Example = ['cgoprof-repro toolchain verify'];
const ownOnly = 'Only what this tool has installed is ever removed.';

export function addToolchainCommand(root: Root, context: CommandContext): void {
  const toolchain = root
    .command('toolchain')
    .helpGroup(tasks.keep)
    .usage('<command> [options]')
    .description('List, install, remove, prune and verify the Go toolchains that runs use')
    .helpCommand('help [command]', 'Show the help of a command');
  withManual(toolchain, {
    paragraphs: [`${ownOnly} CGOPROF_REPRO_MAX_SIZE sets --max-cache-size for all runs.`],
    examples: [list, install, remove, prune, verify],
  });
  withManual(
    toolchain
      .command('list')
      .description('List the toolchains on this machine, with their verdict, origin, size and last use')
      .action(async (_options, command) => {
        const { listAction } = await import('./list-action.js');
        await listAction(command.optsWithGlobals(), context);
      }),
    { examples: [list, ['cgoprof-repro toolchain list --format json']] },
  );
  withManual(
    toolchain
      .command('install')
      .description('Fetch releases ahead of time')
      .argument('<specs...>', 'Releases, lines, ranges')
      .action(async (specs, _options, command) => {
        const { installAction } = await import('./install-action.js');
        await installAction(specs, command.optsWithGlobals(), context);
      }),
    {
      examples: [install, ["cgoprof-repro toolchain install '>=1.23 <1.25' --max-cache-size 10GB"]],
    },
  );
  withManual(
    toolchain
      .command('remove')
      .description('Remove installed releases')
      .argument('<specs...>', 'Releases, lines, ranges, or names such as go1.23.0.linux-amd64')
      .action(async (specs, _options, command) => {
        const { removeAction } = await import('./remove-action.js');
        await removeAction(specs, command.optsWithGlobals(), context);
      }),
    { paragraphs: [ownOnly], examples: [remove] },
  );
  withManual(
    toolchain
      .command('prune')
      .description('Remove installed releases and what was built with them, least recently used first')
      .option('--max-size <size>', 'Remove until no more than this is left, such as 5GB', byteSize)
      .option('--keep-last <n>', 'Keep the n that were used last', positiveInteger)
      .option('--all', 'Remove everything that no run is using')
      .action(async (_options, command) => {
        const { pruneAction } = await import('./prune-action.js');
        await pruneAction(command.optsWithGlobals(), context);
      }),
    { paragraphs: [ownOnly], examples: [prune, ['cgoprof-repro toolchain prune --keep-last 3']] },
  );
  withManual(
    toolchain
      .command('verify')
      .description('Hash releases again and compare them with the sums of the checksum database')
      .argument('[specs...]', 'Releases (default: all installed ones)')
      .action(async (specs, _options, command) => {
        const { verifyAction } = await import('./verify-action.js');
        await verifyAction(specs, command.optsWithGlobals(), context);
      }),
    { examples: [verify, ['cgoprof-repro toolchain verify 1.23.x']] },
  );
}
