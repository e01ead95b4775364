import { Argument } from '@commander-js/extra-typings';
import type { Root } from '../common/root.js';

const examples = `
Examples:
  source <(cgoprof-repro completion bash)
  cgoprof-repro completion zsh > "\${fpath[1]}/_cgoprof-repro"
  cgoprof-repro completion fish > ~/.config/fish/completions/cgoprof-repro.fish
`;

/** Added last: it completes the commands that exist by then. */
export function addCompletionCommand(root: Root): void {
  root
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', examples)
    .action(async (shell) => {
      const { completionAction } = await import('./completion-action.js');
      await completionAction(shell, root);
    });
}
