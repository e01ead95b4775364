/**
 * Prepares wine, which runs programs for Windows: a prefix of the tool's own, which looks to them like a Windows machine,
 * and one server for all of them, since starting it takes seconds.
 */
import path from 'node:path';
import type { Environment } from '../host/environment.js';
import { isFile, makeDirectory, renameInto } from '../host/files/files.js';
import { findCommand, findCommandLine } from '../host/process/find-command.js';
import { runCommand } from '../host/process/run-command.js';
import { withTemporaryFolder } from '../host/scratch/temporary-folder.js';
import { err, ok, type Result } from '../model/result.js';

export interface Wine {
  /** Variables with which its programs run. */
  readonly variables: Environment;
  readonly close: () => Promise<void>;
}

export interface WineRequest {
  /** Wine's command, as the target has it. */
  readonly command: readonly string[];
  /** The C compiler of the target: a DLL that older releases of wine lack is built with it. */
  readonly cc: string;
  /** The source of that DLL. */
  readonly source: string;
  /** The folder for the prefix; it is made if it is not there. */
  readonly prefix: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

const setUpLimitMs = 5 * 60_000;
/** Longer than any session: it ends when it is closed. */
const serverLimitMs = 2 ** 31 - 1;

/** Makes wine ready; an error says what keeps it from starting. A prefix that the user has named is taken as it is. */
export async function openWine(request: WineRequest): Promise<Result<Wine, string>> {
  const { environment, prefix } = request;
  const isTheirs = (environment['WINEPREFIX'] ?? '') !== '';
  const variables: Environment = {
    WINEDEBUG: '-all',
    // Wine would offer to install parts that no program of Go needs.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    ...(isTheirs ? {} : { WINEPREFIX: prefix }),
  };
  const env = { ...environment, ...variables };
  const failure = isTheirs ? null : await setUp(request, env);
  if (failure !== null) return err(failure);
  return ok({ variables, close: await startServer(env, request.signal) });
}

async function setUp(request: WineRequest, env: Environment): Promise<string | null> {
  const { command, prefix, signal } = request;
  const [file = 'wine', ...args] = command;
  if (!(await isFile(path.join(prefix, 'system.reg')))) {
    await makeDirectory(prefix);
    const made = await runCommand({
      file,
      args: [...args, 'wineboot', '--init'],
      env,
      timeoutMs: setUpLimitMs,
      signal,
    });
    signal.throwIfAborted();
    if (made.kind !== 'exited' || made.code !== 0) return `${file} cannot make a prefix: ${made.kind}`;
  }
  const dll = path.join(prefix, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll');
  return (await isFile(dll)) ? null : buildDll(dll, request);
}

async function buildDll(
  dll: string,
  { cc, source, environment, signal }: WineRequest,
): Promise<string | null> {
  const compiler = await findCommandLine(cc, environment);
  if (compiler === null) return `there is no ${cc}`;
  return withTemporaryFolder(path.dirname(dll), async (folder) => {
    const output = path.join(folder, 'built.dll');
    const built = await runCommand({
      file: compiler.file,
      args: [...compiler.args, '-shared', '-O2', '-o', output, source, '-ladvapi32'],
      env: environment,
      cwd: folder,
      signal,
    });
    if (built.kind !== 'exited' || built.code !== 0) return `${cc} cannot build bcryptprimitives.dll`;
    await renameInto(output, dll);
    return null;
  });
}

/** Without a server of this session's own, each program starts one and ends it, which is slower and no other answer. */
async function startServer(env: Environment, signal: AbortSignal): Promise<() => Promise<void>> {
  const file = await findCommand('wineserver', env);
  if (file === null) return () => Promise.resolve();
  const stop = new AbortController();
  const ended = runCommand({
    file,
    args: ['--foreground', '--persistent'],
    env,
    timeoutMs: serverLimitMs,
    signal: AbortSignal.any([signal, stop.signal]),
  });
  return async () => {
    stop.abort();
    await ended;
  };
}
