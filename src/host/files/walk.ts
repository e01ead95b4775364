/** Walks a folder. Entries that cannot be walked are values, so that everything else is still examined. */
import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './files.js';
import { linkTarget } from './path-kind.js';
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
export async function* walkFolder(root: string, { skips, maxDepth }: WalkOptions): AsyncGenerator<WalkEntry> {
  const realRoot = await realpath(root);
  const walk = openWalk<null>(root, maxDepth);
  const enter = (folder: string): WalkEntry[] => {
    const reason = walk.enter(folder, null);
    return reason === null ? [] : [{ kind: 'unreadable-folder', path: folder, reason }];
  };
  yield* enter('');
  let met = 0;
  for (const { path: relative, entry } of walk.entries()) {
    met += 1;
    if (met % entriesPerTurn === 0) await giveTurn(undefined);
    if (entry.isFile()) yield fileEntry(root, relative);
    else if (entry.isSymbolicLink())
      yield { kind: 'link', path: relative, target: await linkTarget(realRoot, path.join(root, relative)) };
    else if (!entry.isDirectory()) yield { kind: 'special', path: relative };
    else if (!skips(entry.name)) yield* enter(relative);
  }
}

/** So many are visited in a millisecond or two. */
const entriesPerTurn = 100;

function fileEntry(root: string, relative: string): WalkEntry {
  try {
    return { kind: 'file', path: relative, sizeBytes: lstatSync(path.join(root, relative)).size };
  } catch (error) {
    return { kind: 'unreadable-file', path: relative, reason: errorCode(error) || String(error) };
  }
}

export interface FolderWalk<Position> {
  /** Makes the entries of a folder the next ones. Returns the reason if it cannot be read, otherwise null. */
  readonly enter: (folder: string, position: Position) => string | null;
  /** Yields the entries of the folders that were entered, in the order of their names. */
  readonly entries: () => Generator<Met<Position>>;
}

interface Met<Position> {
  /** Relative to the top, with `/`. */
  readonly path: string;
  readonly entry: Dirent;
  /** Whatever was noted about its folder. */
  readonly position: Position;
}

/**
 * Goes through the folders below `top`, whose own name is ''. It uses the file system without promises, and no
 * generator for each folder, because there may be very many entries.
 */
export function openWalk<Position>(top: string, maxDepth: number): FolderWalk<Position> {
  const open: { folder: string; position: Position; listing: readonly Dirent[]; next: number }[] = [];
  return {
    enter: (folder, position) => {
      if (open.length > maxDepth) return `more than ${maxDepth} folders deep`;
      try {
        const listing = readdirSync(path.join(top, folder), { withFileTypes: true });
        const sorted = listing.toSorted((a, b) => (a.name < b.name ? -1 : 1));
        open.push({ folder, position, listing: sorted, next: 0 });
        return null;
      } catch (error) {
        return errorCode(error) || String(error);
      }
    },
    entries: function* () {
      for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
        const { folder, position } = at;
        const entry = at.listing[at.next];
        at.next += 1;
        if (entry === undefined) open.pop();
        else yield { path: joinNames(folder, entry.name), entry, position };
      }
    },
  };
}

/** Puts a name below a folder, which may be the top itself. */
export const joinNames = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;
