import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { printExactly } from '../common/standard-streams.js';
import { bashScript } from './bash.js';
import { describeCommand } from './describe-command.js';
import { fishScript } from './fish.js';
import { zshScript } from './zsh.js';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

export async function completionAction(shell: keyof typeof scripts, root: CommandUnknownOpts): Promise<void> {
  await printExactly(scripts[shell](root.name(), describeCommand(root)));
}
