import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addGateOptions } from './options.js';

export function addGateCommand(root: Root, context: CommandContext): void {
  addGateOptions(root).action(async (subjects, _options, command) => {
    const { gateAction } = await import('./gate-action.js');
    await gateAction(subjects, command.optsWithGlobals(), context);
  });
}
