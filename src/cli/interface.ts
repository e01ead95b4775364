import { complainInOurWords } from './complaints.js';
import type { CommandContext } from '../commands/common/command-context.js';
import { createRoot, type Root } from '../commands/common/root.js';

type AddCommand = (root: Root, context: CommandContext) => void;

/** In the order of the help. `completion` comes after all commands that it completes. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['run', async () => (await import('../commands/run/run.js')).addRunCommand],
  ['matrix', async () => (await import('../commands/matrix/matrix.js')).addMatrixCommand],
  ['scan', async () => (await import('../commands/scan/scan.js')).addScanCommand],
  ['toolchain', async () => (await import('../commands/toolchain/toolchain.js')).addToolchainCommand],
  ['explain', async () => (await import('../commands/explain/explain.js')).addExplainCommand],
  ['report', async () => (await import('../commands/report/report.js')).addReportCommand],
  ['eject', async () => (await import('../commands/eject/eject.js')).addEjectCommand],
  ['doctor', async () => (await import('../commands/doctor/doctor.js')).addDoctorCommand],
  ['bisect', async () => (await import('../commands/bisect/bisect.js')).addBisectCommand],
  ['bisect-step', async () => (await import('../commands/bisect-step/bisect-step.js')).addBisectStepCommand],
  ['gate', async () => (await import('../commands/gate/gate.js')).addGateCommand],
  ['version', async () => (await import('../commands/version/version.js')).addVersionCommand],
  ['completion', async () => (await import('../commands/completion/completion.js')).addCompletionCommand],
]);

/** The first word that is the name of a command; it may also be the value of an option before it. */
export const commandNamedIn = (args: readonly string[]): string | undefined =>
  args.find((word) => commands.has(word));

/**
 * Builds the commands: only their names and options are loaded here, and their actions when one is chosen.
 * @param first the command line's first word; if it names a command, no other is needed. Help, completion and "did you
 * mean" need all of them.
 */
export async function buildInterface(context: CommandContext, first?: string): Promise<Root> {
  const root = createRoot();
  const named = first === undefined || first === 'completion' ? undefined : commands.get(first);
  const needed = named === undefined ? [...commands.values()] : [named];
  for (const add of await Promise.all(needed.map((load) => load()))) add(root, context);
  complainInOurWords(root);
  return root;
}
