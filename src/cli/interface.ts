import type { CommandContext } from '../commands/command-context.js';
import { createRoot } from '../commands/root.js';
import { addGateCommand } from '../commands/gate.js';
import { addRunCommand } from '../commands/run.js';
import { addScanCommand } from '../commands/scan.js';

/** All commands. Only their names and options are loaded here; what they do is loaded when one is chosen. */
export function buildInterface(context: CommandContext) {
  const root = createRoot();
  addRunCommand(root, context);
  addScanCommand(root, context);
  addGateCommand(root, context);
  return root;
}
