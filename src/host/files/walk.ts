/** Walks a folder. Entries that cannot be walked are values, so that everything else is still examined. */
import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../model/result.js';
import { readNoLink } from './open-flags.js';
import { errorCode } from './files.js';
import { giveTurn } from '../turn.js';

export type WalkEntry =
  /** A regular file; `path` is relative to the folder, with `/`. */
  | { readonly kind: 'file'; readonly path: string; readonly sizeBytes: number }
  /** A symbolic link. `target` is relative to the folder, or null if it leads out of it or is broken. */
  | { readonly kind: 'link'; readonly path: string; readonly target: string | null }
  /** A FIFO, socket or device: never opened. */
  | { readonly kind: 'special'; readonly path: string }
  | { readonly kind: 'unreadable-file'; readonly path: string; readonly reason: string }
  | { readonly kind: 'unreadable-folder'; readonly path: string; readonly reason: string };

export interface WalkOptions {
  /** Tells if folders of this name are skipped, wherever they are. */
  readonly skips: (name: string) => boolean;
  readonly maxDepth: number;
}

/** git's own files belong to no one; deeper trees are made to keep a walk busy. */
export const allFiles: WalkOptions = { skips: (name) => name === '.git', maxDepth: 100 };

/** Entries in the order of their names. Linked folders are not entered, so there are no loops. */
export async function* walkFolder(root: string, options: WalkOptions): AsyncGenerator<WalkEntry> {
  const realRoot = await realpath(root);
  let met = 0;
  for (const { relative, entry } of walk(root, options)) {
    met += 1;
    if (met % entriesPerTurn === 0) await giveTurn(undefined);
    if (typeof entry === 'string') yield { kind: 'unreadable-folder', path: relative, reason: entry };
    else if (entry.isFile()) yield fileEntry(root, relative);
    else if (entry.isSymbolicLink())
      yield { kind: 'link', path: relative, target: await linkTarget(realRoot, path.join(root, relative)) };
    else yield { kind: 'special', path: relative };
  }
}

/** So many are visited in a millisecond or two. */
const entriesPerTurn = 100;

interface Met {
  readonly relative: string;
  /** The entry, or for a folder the reason why it cannot be read. */
  readonly entry: Dirent | string;
}

/** Uses the file system without promises, because there may be very many entries. */
function* walk(root: string, { skips, maxDepth }: WalkOptions): Generator<Met> {
  const open: { readonly folder: string; readonly listing: readonly Dirent[]; next: number }[] = [];
  const enter = (folder: string): string | null => {
    if (open.length > maxDepth) return `more than ${maxDepth} folders deep`;
    try {
      const listing = readdirSync(path.join(root, folder), { withFileTypes: true });
      open.push({ folder, listing: listing.toSorted((a, b) => (a.name < b.name ? -1 : 1)), next: 0 });
      return null;
    } catch (error) {
      return errorCode(error) || String(error);
    }
  };
  const reason = enter('');
  if (reason !== null) yield { relative: '', entry: reason };
  for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
    const entry = at.listing[at.next];
    at.next += 1;
    if (entry === undefined) {
      open.pop();
      continue;
    }
    const relative = at.folder === '' ? entry.name : `${at.folder}/${entry.name}`;
    if (!entry.isDirectory()) yield { relative, entry };
    else if (!skips(entry.name)) {
      const unread = enter(relative);
      if (unread !== null) yield { relative, entry: unread };
    }
  }
}

function fileEntry(root: string, relative: string): WalkEntry {
  try {
    return { kind: 'file', path: relative, sizeBytes: lstatSync(path.join(root, relative)).size };
  } catch (error) {
    return { kind: 'unreadable-file', path: relative, reason: errorCode(error) || String(error) };
  }
}

/**
 * The target of a link, relative to the folder, with `/`; '' for the folder itself; null if it leads out of it or is
 * broken.
 */
export async function linkTarget(realRoot: string, link: string): Promise<string | null> {
  const target = await attempt(() => realpath(link));
  return target.ok ? within(realRoot, target.value) : null;
}

function within(realRoot: string, target: string): string | null {
  const relative = path.relative(realRoot, target);
  const isInside = !/^\.\.(?:[/\\]|$)/.test(relative) && !path.isAbsolute(relative);
  return isInside ? relative.split(path.sep).join('/') : null;
}

/**
 * Reads a regular file as UTF-8, byte order mark kept. It neither follows a link nor blocks on a FIFO that replaced the
 * file meanwhile. It refuses a file that grows while it is read.
 */
export async function readTextFile(file: string, maxBytes: number): Promise<Result<string, string>> {
  const bytes = await attempt(async () => {
    const handle = await open(file, readNoLink);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return err('not a regular file');
      if (stats.size > maxBytes) return err(`larger than ${maxBytes} bytes`);
      return await readWhole(handle, stats.size);
    } finally {
      await handle.close();
    }
  });
  if (!bytes.ok) return bytes;
  return bytes.value.ok ? decode(bytes.value.value) : bytes.value;
}

/** The first bytes of a regular file, fewer if it is shorter; none if it cannot be read. */
export async function readHead(file: string, length: number): Promise<Uint8Array> {
  const head = await attempt(async () => {
    const handle = await open(file, readNoLink);
    try {
      const buffer = Buffer.alloc((await handle.stat()).isFile() ? length : 0);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  });
  return head.ok ? head.value : new Uint8Array();
}

/** The place of `file` after following links, also relative to `root`; unchanged if they are broken. */
export async function withoutLinks(root: string, file: string): Promise<string> {
  const real = await realPaths(root, file);
  return real.ok ? path.relative(real.value.root, real.value.file).split(path.sep).join('/') : file;
}

const realPaths = (root: string, file: string): Promise<Result<{ root: string; file: string }, string>> =>
  attempt(async () => ({ root: await realpath(root), file: await realpath(path.join(root, file)) }));

/** Returns null if there is no such file, or a link leads out of the folder. */
export async function readTextWithin(root: string, file: string, maxBytes: number): Promise<string | null> {
  const real = await realPaths(root, file);
  if (!real.ok || within(real.value.root, real.value.file) === null) return null;
  const text = await readTextFile(real.value.file, maxBytes);
  return text.ok ? text.value : null;
}

async function readWhole(handle: FileHandle, sizeBytes: number): Promise<Result<Buffer, string>> {
  const buffer = Buffer.alloc(sizeBytes + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < buffer.length; length += read)
    ({ bytesRead: read } = await handle.read(buffer, length, buffer.length - length, length));
  return length > sizeBytes ? err('it grew while it was read') : ok(buffer.subarray(0, length));
}

function decode(bytes: Buffer): Result<string, string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err('not UTF-8 text');
  }
}

async function attempt<T>(action: () => Promise<T>): Promise<Result<T, string>> {
  try {
    return ok(await action());
  } catch (error) {
    return err(errorCode(error) || String(error));
  }
}
