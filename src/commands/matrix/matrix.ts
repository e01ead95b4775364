import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addMatrixOptions } from './options.js';

export function addMatrixCommand(root: Root, context: CommandContext): void {
  addMatrixOptions(root).action(async (_options, command) => {
    const { matrixAction } = await import('./matrix-action.js');
    await matrixAction(command.optsWithGlobals(), context);
  });
}
