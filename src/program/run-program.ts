/** Runs a built program once, as its target wants it to be run. */
import path from 'node:path';
import { programEnvironment, type Environment } from '../host/environment.js';
import { makeDirectory } from '../host/files/files.js';
import { channelDescriptor, runChild } from '../host/process/run-child.js';
import type { ChildRecord } from '../model/child.js';
import type { Program } from '../model/program.js';
import type { Target } from '../model/target.js';
import { conditionWords, runnerWords } from '../target/command-words.js';

export interface ProgramRun {
  /** What the program is asked, without the program itself and its places. */
  readonly args: readonly string[];
  /** The user's environment; the program gets from it the variables that any process needs. */
  readonly environment: Environment;
  /** Variables that the target's runner itself needs. */
  readonly variables: Environment;
  /** The folder made for this run: the program runs in it, and its output is kept there. */
  readonly folder: string;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** The time between SIGQUIT, which makes Go print its stacks, and SIGKILL. */
const graceMs = 2_000;

export async function runProgram(
  { file, target }: Pick<Program, 'file' | 'target'>,
  { args, environment, variables, folder, limitMs, signal }: ProgramRun,
): Promise<ChildRecord> {
  await makeDirectory(folder);
  const places = placesFor(target, folder);
  const [command = file, ...rest] = [
    ...conditionWords(target.conditions),
    ...runnerWords(target, file),
    '-channel',
    places.channel,
    '-profile-dir',
    places.profiles,
    ...args,
  ];
  return runChild({
    file: command,
    args: rest,
    env: { ...programEnvironment(environment), ...variables, ...target.conditions.variables },
    cwd: folder,
    messageFile: places.messageFile,
    logFile: path.join(folder, 'output.log'),
    limitMs,
    graceMs,
    signal,
  });
}

/** Where the program writes its messages and profiles, in its own words, and the file of messages if there is one. */
function placesFor({ goos, runner }: Pick<Target, 'goos' | 'runner'>, folder: string) {
  const messageFile = path.join(folder, 'messages.jsonl');
  // Go on Windows takes a number for a handle, of which it has inherited none. Under wine, the folder in which the
  // program runs is the one place that needs no translation.
  if (goos === 'windows') return { channel: 'messages.jsonl', profiles: '.', messageFile };
  // Nothing is known of the command, which may run the program elsewhere.
  if (runner?.kind === 'template') return { channel: messageFile, profiles: folder, messageFile };
  return { channel: channelDescriptor, profiles: folder, messageFile: null };
}
