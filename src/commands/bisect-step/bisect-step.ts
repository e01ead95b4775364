import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addBisectStepOptions } from './options.js';

export function addBisectStepCommand(root: Root, context: CommandContext): void {
  addBisectStepOptions(root).action(async (_options, command) => {
    const { bisectStepAction } = await import('./bisect-step-action.js');
    await bisectStepAction(command.optsWithGlobals(), context);
  });
}
