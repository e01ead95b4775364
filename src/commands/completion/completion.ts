import { Argument } from '@commander-js/extra-typings';
import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: [
    'The script knows commands, options and their values. Releases are those that this version of the tool knows. When it completes, it does not start the tool.',
  ],
  examples: [
    ['source <(cgoprof-repro completion bash)'],
    ['cgoprof-repro completion zsh > "${fpath[1]}/_cgoprof-repro"'],
    ['cgoprof-repro completion fish | source'],
    ['cgoprof-repro completion powershell | Out-String | Invoke-Expression'],
  ],
};

/** Added last: it completes the commands that exist by then. */
export function addCompletionCommand(root: Root): void {
  const command = root
    .command('completion')
    .helpGroup(tasks.keep)
    .description('Print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'Which shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .action(async (shell) => {
      const { completionAction } = await import('./completion-action.js');
      await completionAction(shell, root);
    });
  withManual(command, manual);
}
