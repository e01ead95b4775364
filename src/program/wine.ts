/**
 * Prepares wine, which runs programs for Windows. A prefix, which looks to them like a Windows machine, is made once; each
 * session works in one of its own that shares its disk. So each has a server of its own, which starts in a moment, ends
 * with the session, and ends no program of anybody else.
 */
import { copyFile, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../host/environment.js';
import { isFile, isFolder, listFolder, makeDirectory, removeTree, renameInto } from '../host/files/files.js';
import { findCommandLine } from '../host/process/find-command.js';
import { runBeside } from '../host/process/run-beside.js';
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
  /** The folder for the prefixes that sessions share, one for each release of wine. */
  readonly prefixes: string;
  /** The folder of this session, which is removed with it. */
  readonly folder: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** Making a prefix takes five seconds, or half a minute where much else is going on. */
const setUpLimitMs = 5 * 60_000;

/** Makes wine ready; an error says what keeps it from starting. A prefix that the user has named is the one shared. */
export async function openWine(request: WineRequest): Promise<Result<Wine, string>> {
  const theirs = request.environment['WINEPREFIX'] ?? '';
  const shared = theirs === '' ? await ownPrefix(request) : await theirPrefix(theirs);
  request.signal.throwIfAborted();
  if (!shared.ok) return shared;
  const prefix = path.join(request.folder, 'prefix');
  try {
    await layPrefix(shared.value, prefix);
    return await holdOpen(prefix, request);
  } catch (error) {
    await removeTree(request.folder);
    throw error;
  }
}

const dllIn = (prefix: string): string =>
  path.join(prefix, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll');

async function theirPrefix(prefix: string): Promise<Result<string, string>> {
  const [named, instead] = [`WINEPREFIX=${prefix}`, 'unset it, and one is made'];
  if (!(await isFolder(path.join(prefix, 'drive_c')))) return err(`${named} is no prefix: ${instead}`);
  return (await isFile(dllIn(prefix)))
    ? ok(prefix)
    : err(`${named} has no bcryptprimitives.dll, without which no Go starts: ${instead}`);
}

async function ownPrefix(request: WineRequest): Promise<Result<string, string>> {
  const { command, prefixes, environment, signal } = request;
  const [file = 'wine', ...args] = command;
  // An empty name of a prefix is none to the user, and a wrong one to wine.
  const env = { ...environment, WINEPREFIX: prefixes };
  const asked = await runCommand({ file, args: [...args, '--version'], env, signal });
  if (asked.kind !== 'exited' || asked.code !== 0) return err(`${file} --version does not work`);
  // Another release would bring a prefix up to date, in each session again.
  const prefix = path.join(prefixes, asked.stdout.trim().replaceAll(/[^\w.-]+/g, '_') || 'unknown');
  if (await isFile(dllIn(prefix))) return ok(prefix);
  return withTemporaryFolder(prefixes, async (beside) => {
    const made = path.join(beside, 'prefix');
    await makeDirectory(made);
    // Its first program makes it.
    const wine = await holdOpen(made, { ...request, folder: path.join(beside, 'server') });
    if (!wine.ok) return err(`${wine.error} with a new prefix`);
    await wine.value.close();
    const failure = (await isFile(dllIn(made))) ? null : await buildDll(dllIn(made), request);
    if (failure !== null) return err(failure);
    await renameInto(made, prefix).catch(async (error: unknown) => {
      // Another session may have been faster.
      if (!(await isFile(dllIn(prefix)))) throw error;
    });
    return ok(prefix);
  });
}

async function buildDll(
  dll: string,
  { cc, source, environment, signal }: WineRequest,
): Promise<string | null> {
  const compiler = await findCommandLine(cc, environment);
  if (compiler === null) return `there is no ${cc}`;
  const built = await runCommand({
    file: compiler.file,
    args: [...compiler.args, '-shared', '-O2', '-o', dll, source, '-ladvapi32'],
    env: environment,
    signal,
  });
  return built.kind === 'exited' && built.code === 0 ? null : `${cc} cannot build bcryptprimitives.dll`;
}

/**
 * A prefix with the disks of another, and a registry that is a copy of the other's. One of the tool's own has none: its
 * server is killed before it writes any. Programs of Go need none, and with an empty one wine starts no more services
 * than it must.
 */
async function layPrefix(shared: string, prefix: string): Promise<void> {
  const drives = path.join(prefix, 'dosdevices');
  await makeDirectory(drives);
  const old = path.resolve(shared, 'dosdevices');
  for (const name of await listFolder(old)) {
    const place = await readlink(path.join(old, name)).catch(() => null);
    if (place !== null) await symlink(path.resolve(old, place), path.join(drives, name));
  }
  await symlink(path.resolve(shared, 'drive_c'), path.join(prefix, 'drive_c'));
  for (const name of await listFolder(shared))
    if (name.endsWith('.reg') || name === '.update-timestamp')
      await copyFile(path.join(shared, name), path.join(prefix, name));
}

/**
 * Starts the server of a prefix, and the services that the first program starts and all others wait for. A program that
 * does nothing holds them: with any other they would end, and those beside it would wait for services that are gone.
 */
async function holdOpen(
  prefix: string,
  { command, folder, environment, signal }: WineRequest,
): Promise<Result<Wine, string>> {
  const temporary = path.join(folder, 'tmp');
  await makeDirectory(temporary);
  const variables: Environment = {
    WINEPREFIX: prefix,
    // The server's socket, and what is left of it if this process is killed.
    TMPDIR: temporary,
    WINEDEBUG: '-all',
    // Wine would offer to install parts that no program of Go needs, enter its programs into the user's menus, and start
    // a debugger for a program that dies, whose exit code is then 0.
    WINEDLLOVERRIDES: 'mscoree,mshtml,winedbg.exe,winemenubuilder.exe=',
    // There is nothing to be seen in windows.
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
  };
  const env = { ...environment, ...variables };
  const [file = 'wine', ...args] = command;
  const holder = await runBeside({ file, args: [...args, 'cmd'], env, readyMs: setUpLimitMs, signal });
  signal.throwIfAborted();
  if (holder === null) {
    await removeTree(folder);
    return err(`${file} does not start`);
  }
  const close = async (): Promise<void> => {
    // Its server and its services have been started by it.
    await holder.stop();
    await removeTree(folder);
  };
  return ok({ variables, close });
}
