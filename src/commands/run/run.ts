import { ReproError } from '../../model/errors.js';
import { editDistance } from '../../text/edit-distance.js';
import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addRunOptions } from './options.js';

export function addRunCommand(root: Root, context: CommandContext): void {
  addRunOptions(root).action(async (_options, command) => {
    const [word] = command.args;
    if (word !== undefined) throw noSuchCommand(word, root);
    const { runAction } = await import('./run-action.js');
    await runAction(command.optsWithGlobals(), context);
  });
}

/**
 * The default command gets any word that is not a command's name; the action says so, more clearly than "too many
 * arguments".
 */
function noSuchCommand(word: string, root: Root): ReproError {
  const similar = root.commands
    .map((command) => command.name())
    .find((name) => editDistance(word.slice(0, 20), name) <= 2);
  const hint = /^(?:go|v)?\d/.test(word)
    ? `Releases are named with --go: cgoprof-repro --go ${word}`
    : similar === undefined
      ? 'Run `cgoprof-repro --help` for the commands.'
      : `Did you mean cgoprof-repro ${similar}?`;
  return new ReproError('usage', `there is no command "${word}"`, { hint });
}
