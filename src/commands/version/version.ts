import { withManual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

/** Adds the word that many programs take for `--version`. Help lists the option. */
export function addVersionCommand(root: Root): void {
  withManual(
    root
      .command('version', { hidden: true })
      .description('Print the version, with Node and the platform')
      .action(async (_options, command) => {
        const { versionAction } = await import('./version-action.js');
        await versionAction(command.optsWithGlobals());
      }),
    { examples: [['cgoprof-repro version']] },
  );
}
