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
  /** The user's; the program gets what any process needs of it. */
  readonly environment: Environment;
  /** Made for this run: the program runs in it, and its output is kept there. */
  readonly folder: string;
  /** For a program that runs natively: the target's slowness is counted in here. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Between SIGQUIT, which makes Go say where it is, and SIGKILL. */
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
