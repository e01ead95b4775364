import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { printExactly } from '../common/standard-streams.js';
import { bashScript } from './bash.js';
import { describeCommand, type CompletedCommand } from './describe-command.js';
import { fishScript } from './fish.js';
import type { Shell } from './shells.js';
import { zshScript } from './zsh.js';

const scripts = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
} satisfies Record<Shell, (program: string, root: CompletedCommand) => string>;

export async function completionAction(shell: Shell, root: CommandUnknownOpts): Promise<void> {
  await printExactly(scripts[shell](root.name(), describeCommand(root)));
}
