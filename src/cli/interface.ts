import type { CommandContext } from '../commands/command-context.js';
import { addBisectCommand } from '../commands/bisect.js';
import { addBisectStepCommand } from '../commands/bisect-step.js';
import { addMatrixCommand } from '../commands/matrix.js';
import { createRoot } from '../commands/root.js';
import { addRunCommand } from '../commands/run.js';
import { addScanCommand } from '../commands/scan.js';

/** All commands. Only their names and options are loaded here; what they do is loaded when one is chosen. */
export function buildInterface(context: CommandContext) {
  const root = createRoot();
  addRunCommand(root, context);
  addMatrixCommand(root, context);
  addScanCommand(root, context);
  addBisectCommand(root, context);
  addBisectStepCommand(root, context);
  return root;
}
