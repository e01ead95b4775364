import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addBisectOptions } from './options.js';

export function addBisectCommand(root: Root, context: CommandContext): void {
  addBisectOptions(root).action(async (_options, command) => {
    const { bisectAction } = await import('./bisect-action.js');
    await bisectAction(command.optsWithGlobals(), context);
  });
}
