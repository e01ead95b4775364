/** Runs a built program once, as its target wants it to be run. */
import path from 'node:path';
import { programEnvironment, type Environment } from '../host/environment.js';
import { makeDirectory } from '../host/files/files.js';
import { runChild } from '../host/process/run-child.js';
import type { ChildRecord } from '../model/child.js';
import type { Program } from '../model/program.js';

export { channelName } from '../host/process/run-child.js';

export interface ProgramRun {
  /** The command line, without the program itself. */
  readonly args: readonly string[];
  /** The user's environment; the program gets from it the variables that any process needs. */
  readonly environment: Environment;
  /** The folder made for this run: the program runs in it, and its output is kept there. */
  readonly folder: string;
  /** The limit for a program that runs natively: the target's slowness is included here. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** The time between SIGQUIT, which makes Go print its stacks, and SIGKILL. */
const graceMs = 2_000;

export async function runProgram(
  { file, target }: Pick<Program, 'file' | 'target'>,
  { args, environment, folder, limitMs, signal }: ProgramRun,
): Promise<ChildRecord> {
  const { runner, slowness } = target;
  await makeDirectory(folder);
  const [command = file, ...rest] = [...(runner ?? []), file, ...args];
  return runChild({
    file: command,
    args: rest,
    env: programEnvironment(environment),
    cwd: folder,
    logFile: path.join(folder, 'output.log'),
    limitMs: limitMs * slowness,
    graceMs: graceMs * slowness,
    signal,
  });
}
