import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { theBug } from '../../bugs/table.js';
import { printExactly } from '../common/standard-streams.js';
import { bashScript } from './bash.js';
import { describeCommand, type CompletedCommand } from './describe-command.js';
import { fishScript } from './fish.js';
import { powershellScript } from './powershell.js';
import { knownValues } from './values.js';
import { zshScript } from './zsh.js';

/** `names` are those by which the program is called; the first one is its own. */
type Script = (names: readonly [string, ...string[]], root: CompletedCommand) => string;

const scripts = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} as const satisfies Record<string, Script>;

export async function completionAction(shell: keyof typeof scripts, root: CommandUnknownOpts): Promise<void> {
  const name = root.name();
  const described = describeCommand(root, knownValues(await theBug.load()));
  // In a clone it is called as `./bin/cgoprof-repro.js`. Shells complete a path by its last part.
  await printExactly(scripts[shell]([name, `${name}.js`], described));
}
