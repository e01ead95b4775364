/**
 * File operations that must happen completely or not at all. Failures that a person must act on (full disk, unwritable
 * folder) become ReproError here, once; everything else is thrown as Node throws it.
 */
import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  rm,
  stat,
  statfs,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import { ReproError } from '../../model/errors.js';
import { ownerTag } from '../owner.js';
import { giveTurn } from '../turn.js';
import { renameOver } from './rename-over.js';
import { systemErrorCode, systemErrorWords } from '../../text/system-errors.js';

/** Writes a file beside its place and renames it, so that it is seen only whole. Makes the folder if it is missing. */
export async function writeFileAtomic(file: string, data: string | Uint8Array): Promise<void> {
  // The global one, because the module takes 5 ms to load, even for users who only read.
  const beside = `${file}.${ownerTag()}${crypto.randomUUID()}.tmp`;
  try {
    await makeDirectory(path.dirname(file));
    await writeFile(beside, data);
    await renameOver(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw fileError(error, file);
  }
}

export const makeDirectory = (folder: string): Promise<void> =>
  withFileErrors(folder, () => makeFolders(path.resolve(folder)));

/** Does the work on a file or folder. A failure that a person must act on is named. */
export async function withFileErrors<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(error, file);
  }
}

/**
 * Makes folders step by step, because Node's own recursive mkdir never ends below a folder such as /proc, where nothing
 * can be made.
 */
async function makeFolders(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (systemErrorCode(error) !== 'ENOENT' || parent === folder) throw error;
    // Other processes may be making the same folders, so the answer to "is it there?" could be outdated: it tries once
    // more.
    await makeFolders(parent);
    await makeFolder(folder);
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST' || !(await isFolder(folder))) throw error;
  }
}

/** Puts a finished folder or file in its place in one step. Both must be on one file system. */
export const renameInto = (from: string, to: string): Promise<void> =>
  withFileErrors(to, () => renameOver(from, to));

/** Removes a tree, even a missing one, and also module caches, whose folders Go makes read-only. */
export async function removeTree(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await withFileErrors(folder, () =>
    remove().catch(async (error: unknown) => {
      if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes(systemErrorCode(error))) throw error;
      await makeFoldersWritable(folder);
      await remove();
    }),
  );
}

async function makeFoldersWritable(folder: string): Promise<void> {
  const info = await lstat(folder).catch(() => null);
  if (info?.isDirectory() !== true) return;
  await chmod(folder, 0o755).catch(() => undefined);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) await makeFoldersWritable(path.join(folder, entry.name));
  }
}

/** Copies regular files and folders; blocks are shared where the file system can. `fs.cp` takes ten times as long. */
export async function copyTree(from: string, to: string): Promise<void> {
  await withFileErrors(to, async () => {
    await mkdir(to, { recursive: true });
    const entries = await readdir(from, { withFileTypes: true });
    const copies = entries.map(async (entry) => {
      const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (entry.isDirectory()) await copyTree(source, target);
      else if (entry.isFile()) await copyFile(source, target, constants.COPYFILE_FICLONE);
    });
    await Promise.all(copies);
  });
}

/**
 * Measures the disk space of a tree in bytes; links are not followed, and folders in `except` are left out with all that
 * is below them. Files that vanish meanwhile count nothing; a missing folder counts 0.
 *
 * The synchronous calls take a fifth of the CPU time and of the memory of those that return promises, of which there
 * would be one for each of ten thousand files. Other work has its turn between them.
 */
export async function diskUsageBytes(
  folder: string,
  { except = new Set(), signal }: CountOptions = {},
): Promise<number> {
  const folders = [folder];
  let sum = 0;
  let counted = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of entriesOf(next)) {
      const full = path.join(next, entry.name);
      if (except.has(full)) continue;
      sum += ownBytes(full);
      if (entry.isDirectory()) folders.push(full);
      counted += 1;
      if (counted % countedInOneTurn === 0) await giveTurn(signal);
    }
  }
  return sum;
}

interface CountOptions {
  readonly except?: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

/** A turn takes half a millisecond when the system knows the files already. */
const countedInOneTurn = 100;

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function ownBytes(file: string): number {
  try {
    // The unit is always 512 bytes, independent of the file system: stat(2).
    return (lstatSync(file, { throwIfNoEntry: false })?.blocks ?? 0) * 512;
  } catch {
    return 0;
  }
}

/** The space that an unprivileged user may still use on the file system that holds `folder`. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Every file and link below a folder (never the folders themselves), in no particular order. */
export async function* walkFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFiles(full);
    else yield full;
  }
}

/**
 * Reads the text of a regular file of at most `maxBytes`; null if it is missing, unreadable, longer or not a regular
 * file.
 */
export async function readSmallFile(file: string, maxBytes: number): Promise<string | null> {
  return (await readSmallFileBytes(file, maxBytes))?.toString('utf8') ?? null;
}

/** Does the same as `readSmallFile`, but does not decode the bytes. */
export async function readSmallFileBytes(file: string, maxBytes: number): Promise<Buffer | null> {
  // It is checked before opening, because opening a FIFO would wait for a writer.
  const info = await stat(file).catch(() => null);
  if (info?.isFile() !== true || info.size > maxBytes) return null;
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    return await readToEnd(handle, info.size, maxBytes);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

/** The size is a hint: files of /proc say 0, and a log may grow meanwhile. Returns null beyond `maxBytes`. */
async function readToEnd(
  handle: FileHandle,
  expectedBytes: number,
  maxBytes: number,
): Promise<Buffer | null> {
  // One byte more than expected, so that the end of most files is seen without enlarging the buffer.
  let buffer = Buffer.alloc(Math.min(Math.max(expectedBytes, leastBufferBytes), maxBytes) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    if (length > maxBytes) return null;
    if (length === buffer.length) {
      buffer = Buffer.concat([buffer], Math.min(2 * buffer.length, maxBytes + 1));
    }
  }
}

const leastBufferBytes = 4 << 10;

/** Names in a folder, sorted; none if it cannot be read. */
export async function listFolder(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}

/** Tells what is there; links are followed. Throws ReproError if access is denied. */
export async function fileKind(file: string): Promise<'missing' | 'folder' | 'other'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 'missing';
    throw fileError(error, file);
  }
}

export async function isFolder(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isDirectory() === true;
}

export async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() === true;
}

/**
 * A value that changes when the file is replaced, edited or gets other permissions: the change time cannot be set back,
 * unlike the modification time. Null when it is missing.
 */
export async function fileIdentity(file: string): Promise<string | null> {
  const info = await stat(file, { bigint: true }).catch(() => null);
  return info === null ? null : `${info.dev}:${info.ino}:${info.size}:${info.mtimeNs}:${info.ctimeNs}`;
}

export { systemErrorCode as errorCode };

/** A place such as /proc says that the new file does not exist. */
const reasonOf = (error: unknown): string =>
  systemErrorCode(error) === 'ENOENT' ? 'no file can be made there' : systemErrorWords(error);

/** Names a failure that a person must act on; returns any other error unchanged. */
export function fileError(error: unknown, file: string): unknown {
  switch (systemErrorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ReproError('disk-full', `no space left while writing ${file}`, {
        hint: 'Free some space, run `cgoprof-repro toolchain prune --keep-last 2`, or choose another place with --cache-dir DIR.',
        cause: error,
      });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST': // mkdir, where a file is in the way
      return new ReproError('cache-unwritable', `cannot write ${file}: ${reasonOf(error)}`, {
        hint: 'Make the folder writable, or choose another place with --cache-dir DIR or CGOPROF_REPRO_CACHE.',
        cause: error,
      });
    default:
      return error;
  }
}
