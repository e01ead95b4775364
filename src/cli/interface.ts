import type { CommandContext } from '../commands/command-context.js';
import { addBisectCommand } from '../commands/bisect.js';
import { addBisectStepCommand } from '../commands/bisect-step.js';
import { addMatrixCommand } from '../commands/matrix.js';
import { createRoot } from '../commands/root.js';
import { addCompletionCommand } from '../commands/completion.js';
import { addDoctorCommand } from '../commands/doctor.js';
import { addEjectCommand } from '../commands/eject.js';
import { addExplainCommand } from '../commands/explain.js';
import { addReportCommand } from '../commands/report.js';
import { addGateCommand } from '../commands/gate.js';
import { addRunCommand } from '../commands/run.js';
import { addScanCommand } from '../commands/scan.js';
import { addToolchainCommand } from '../commands/toolchain.js';

/** All commands. Only their names and options are loaded here; what they do is loaded when one is chosen. */
export function buildInterface(context: CommandContext) {
  const root = createRoot();
  addRunCommand(root, context);
  addMatrixCommand(root, context);
  addScanCommand(root, context);
  addToolchainCommand(root, context);
  addExplainCommand(root, context);
  addReportCommand(root, context);
  addEjectCommand(root, context);
  addDoctorCommand(root, context);
  addCompletionCommand(root, context);
  addBisectCommand(root, context);
  addBisectStepCommand(root, context);
  addGateCommand(root, context);
  return root;
}
