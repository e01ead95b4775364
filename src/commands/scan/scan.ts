import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addScanOptions } from './options.js';

export function addScanCommand(root: Root, context: CommandContext): void {
  addScanOptions(root).action(async (specs, _options, command) => {
    const { scanAction } = await import('./scan-action.js');
    await scanAction(specs, command.optsWithGlobals(), context);
  });
}
