import type { Root } from '../common/root.js';

/** Adds the word that many programs take for `--version`. Help lists the option. */
export function addVersionCommand(root: Root): void {
  root
    .command('version', { hidden: true })
    .description('print the version, with Node and the platform')
    .action(async (_options, command) => {
      const { versionAction } = await import('./version-action.js');
      await versionAction(command.optsWithGlobals());
    });
}
