import type { Environment } from '../host/environment.js';
import type { FoundCommand } from '../host/process/find-command.js';
import { runCommand } from '../host/process/run-command.js';
import { libcOfMacros, printMacros } from '../target/libc.js';

/** Asks a C compiler for the C library whose headers it uses. It takes some 20 ms; `unknown` where it does not say. */
export async function libcOfCompiler(
  { file, args }: FoundCommand,
  env: Environment,
  signal?: AbortSignal,
): Promise<string> {
  const asked = await runCommand({ file, args: [...args, ...printMacros], env, signal });
  return asked.kind === 'exited' && asked.code === 0 ? libcOfMacros(asked.stdout) : 'unknown';
}
