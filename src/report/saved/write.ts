/** The only place that writes reports: to standard output or to files, checked before the long run begins. */
import { constants } from 'node:fs';
import { access, appendFile, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ReproError } from '../../model/errors.js';
import { quotedForShell } from '../../text/shell-words.js';
import { systemErrorCode, systemErrorWords } from '../../text/system-errors.js';

/** The interface that standard output must have; process.stdout has it. */
export interface OutputStream {
  readonly write: (text: string, done: (error?: Error | null) => void) => boolean;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
}

/** A destination that was checked to be writable. May be written several times; each time replaces the whole. */
export interface Output {
  readonly write: (text: string) => Promise<void>;
}

/**
 * Checks all places before the run, so that hours of work do not end at a mistyped path, and leaves nothing behind.
 * @param files `-` is standard output; it may occur at most once, and so may each file.
 * @param newFileMode permission bits of new files
 * @throws ReproError `bad-file` for a path that cannot be written, `usage` for a place named twice.
 */
export async function openOutputs(
  files: readonly string[],
  stdout: OutputStream,
  newFileMode?: number,
): Promise<Output[]> {
  const targets = await Promise.all(files.map((file) => checkFile(file, newFileMode)));
  const seen = new Set<string>();
  for (const [index, target] of targets.entries()) {
    const place = target?.path ?? '-';
    // Two reports to one pipe or device are the reader's concern; of two in one file, one is lost.
    if (target?.replaceable !== false && seen.has(place)) {
      const shown = files[index] === '-' ? 'standard output' : place;
      throw new ReproError('usage', `two reports would go to ${shown}`, {
        hint: 'Give each -o its own file.',
      });
    }
    seen.add(place);
  }
  return targets.map((target) => ({
    write: (text) => (target === null ? writeToStream(stdout, text) : writeToFile(target, text)),
  }));
}

interface FileTarget {
  /** Links resolved, so that a link stays one and its target is replaced. */
  readonly path: string;
  /** False for pipes and devices (`/dev/null`, `/dev/fd/3`), which nothing may be renamed over. */
  readonly replaceable: boolean;
  /** Permission bits; undefined for the default of the process. */
  readonly mode: number | undefined;
}

/** Null for standard output. */
async function checkFile(file: string, newFileMode?: number): Promise<FileTarget | null> {
  if (file === '-') return null;
  try {
    const existing = await stat(file).catch((cause: unknown) =>
      isMissing(cause) ? null : Promise.reject(cause),
    );
    if (existing?.isDirectory() === true)
      throw new ReproError('bad-file', `cannot write ${file}: it is a folder`, {
        hint: `Name a file in it, for example: -o ${quotedForShell(join(file, 'report.json'))}`,
      });
    const path = existing === null ? resolve(file) : await realpath(file);
    if (existing !== null) await access(path, constants.W_OK);
    if (existing !== null && !existing.isFile()) return { path, replaceable: false, mode: undefined };
    await tryFolder(path).catch(async (cause: unknown) => {
      const isThere = isMissing(cause) && (await stat(dirname(path)).catch(() => null)) !== null;
      throw isThere ? cannotMakeFiles(file, cause) : cause;
    });
    return { path, replaceable: true, mode: existing === null ? newFileMode : existing.mode & 0o777 };
  } catch (cause) {
    throw cause instanceof ReproError ? cause : unwritable(file, cause);
  }
}

/** Makes and removes a file beside the place: permissions, read-only file systems and quotas all show. */
async function tryFolder(path: string): Promise<void> {
  const trial = await besides(path);
  await (await open(trial, 'wx')).close();
  await rm(trial, { force: true });
}

/** Writes beside the file, then renames: a reader sees the old report or the new one, never half of one. */
async function writeToFile({ path, replaceable, mode }: FileTarget, text: string): Promise<void> {
  if (!replaceable)
    return writeFile(path, text).catch((cause: unknown) => Promise.reject(unwritable(path, cause)));
  const temporary = await besides(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      if (mode !== undefined) await file.chmod(mode);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(path, cause);
  }
}

/**
 * Resolves when the text has left the process, so that nothing is cut off at exit when a pipe is slow. A reader that
 * went away (`| head`) is not an error: it has what it wanted.
 */
export function writeToStream(stream: OutputStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      if (error === undefined || error === null || systemErrorCode(error) === 'EPIPE') resolve();
      else reject(unwritable('standard output', error));
    };
    listenOnce(stream);
    stream.write(text, settle);
  });
}

const listened = new WeakSet<OutputStream>();

/**
 * Node reports an error to the callback and then emits it, which would end the process without a listener. One for each
 * stream, which may be written many times.
 */
function listenOnce(stream: OutputStream): void {
  if (listened.has(stream)) return;
  listened.add(stream);
  stream.on('error', () => undefined);
}

/** Adds to the output of other steps. */
export async function appendText(file: string, text: string): Promise<void> {
  await appendFile(file, text).catch((cause: unknown) => Promise.reject(unwritable(file, cause)));
}

async function besides(path: string): Promise<string> {
  const { randomUUID } = await import('node:crypto');
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
}

/** A folder such as /proc says that the new file does not exist. */
const cannotMakeFiles = (file: string, cause: unknown): ReproError =>
  new ReproError('bad-file', `cannot write ${file}: no file can be made there`, {
    cause,
    hint: 'Choose another place: -o FILE',
  });

function unwritable(file: string, cause: unknown): ReproError {
  const code = systemErrorCode(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ReproError('disk-full', `cannot write ${file}: the disk is full`, {
      cause,
      hint: 'Free some space, or choose another place: -o FILE',
    });
  }
  const reason = isMissing(cause) ? 'its folder does not exist' : systemErrorWords(cause);
  return new ReproError('bad-file', `cannot write ${file}: ${reason}`, {
    cause,
    hint: isMissing(cause)
      ? `Make the folder: mkdir -p ${quotedForShell(dirname(file))}`
      : 'Choose another place: -o FILE',
  });
}

const isMissing = (cause: unknown): boolean => systemErrorCode(cause) === 'ENOENT';
