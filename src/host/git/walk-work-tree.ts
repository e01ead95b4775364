/** Yields the entries of a folder, and tells which of them git tracks. Git itself is never started. */
import path from 'node:path';
import type { GitIndex } from './git-index.js';
import { gitFolderOf, readTracked, type GitPlace } from './git-work-tree.js';
import { linkTarget, realPathOf } from '../files/path-kind.js';
import { joinNames, openWalk } from '../files/walk.js';

export type WorkTreeEntry =
  /** A regular file; `path` is relative to the folder that is walked, with `/`. */
  | { readonly kind: 'file'; readonly path: string; readonly tracked: Answer }
  /** A symbolic link. `target` is null if it leads out of the folder that is walked, or is broken. */
  | {
      readonly kind: 'link';
      readonly path: string;
      readonly tracked: Answer;
      readonly target: { readonly path: string; readonly tracked: Answer } | null;
    }
  | {
      readonly kind: 'unreadable-folder';
      readonly path: string;
      readonly reason: string;
      /** True if something in it is tracked. */
      readonly holdsTracked: boolean;
    }
  /** A FIFO, socket or device: never opened. */
  | { readonly kind: 'special'; readonly path: string };

/** `unknown` if the list of tracked files cannot be read. */
type Answer = 'yes' | 'no' | 'unknown';

const maxDepth = 100;

/** The tracked files below a folder, relative to it. */
interface Tracked {
  readonly ofFile: (path: string) => Answer;
  /** Tells if a tracked file is in the folder, or below. */
  readonly isFolder: (path: string) => boolean;
  readonly isSubmodule: (path: string) => boolean;
}

/**
 * Yields the entries below a folder in the order of their names, including submodules and files that git ignores; links
 * are not followed.
 * @param place of the folder; null: nothing is tracked
 */
export async function* walkWorkTree(folder: string, place: GitPlace | null): AsyncGenerator<WorkTreeEntry> {
  const top = await realPathOf(folder);
  const walk = openWalk<Position>(top, maxDepth);
  const enter = (below: string, { tracked, base }: Position): WorkTreeEntry[] => {
    const reason = walk.enter(below, { tracked, base });
    if (reason === null) return [];
    return [{ kind: 'unreadable-folder', path: below, reason, holdsTracked: tracked.isFolder(base) }];
  };
  const tracked = place === null ? nothing : await trackedAt(place);
  yield* enter('', { tracked, base: place?.name ?? '' });
  for (const { path: shown, entry, position } of walk.entries()) {
    if (entry.name === '.git') continue;
    const { tracked, base } = position;
    const inIndex = joinNames(base, entry.name);
    if (entry.isFile()) {
      yield { kind: 'file', path: shown, tracked: tracked.ofFile(inIndex) };
    } else if (entry.isSymbolicLink()) {
      yield await linkEntry(top, { shown, known: inIndex }, tracked);
    } else if (entry.isDirectory()) {
      const gitFolder = tracked.isSubmodule(inIndex) ? await gitFolderOf(path.join(top, shown)) : null;
      yield* enter(
        shown,
        gitFolder === null ? { tracked, base: inIndex } : { tracked: await trackedIn(gitFolder), base: '' },
      );
    } else {
      yield { kind: 'special', path: shown };
    }
  }
}

/** A place may be walked several times for one answer. git's index, which may be large, is read once. */
const known = new WeakMap<GitPlace, Promise<Tracked>>();

function trackedAt(place: GitPlace): Promise<Tracked> {
  const tracked = known.get(place) ?? trackedIn(place.gitFolder);
  known.set(place, tracked);
  return tracked;
}

const nothing: Tracked = { ofFile: () => 'no', isFolder: () => false, isSubmodule: () => false };

/** The current position in the work tree that the index describes. */
interface Position {
  readonly tracked: Tracked;
  readonly base: string;
}

/** @param names of the link: below the folder that is walked, and in its index */
async function linkEntry(
  top: string,
  { shown, known }: { readonly shown: string; readonly known: string },
  tracked: Tracked,
): Promise<WorkTreeEntry> {
  const inside = await linkTarget(top, path.join(top, shown));
  const knownTarget = path.posix.join(known, path.posix.relative(shown, inside ?? ''));
  return {
    kind: 'link',
    path: shown,
    tracked: tracked.ofFile(known),
    target: inside === null ? null : { path: inside, tracked: tracked.ofFile(knownTarget) },
  };
}

async function trackedIn(gitFolder: string): Promise<Tracked> {
  const index = await readTracked(gitFolder);
  return index.ok ? trackedBy(index.value) : unknown;
}

const unknown: Tracked = { ofFile: () => 'unknown', isFolder: () => true, isSubmodule: () => false };

function trackedBy({ files, folders, submodules }: GitIndex): Tracked {
  const known = new Set([...files].map(fold));
  const whole = new Set([...folders].map(fold));
  const above = new Set<string>(['']);
  for (const file of [...known, ...whole]) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      if (above.has(folder)) break;
      above.add(folder);
    }
  }
  const isInWhole = (name: string): boolean =>
    whole.size > 0 && ancestorsOf(name).some((folder) => whole.has(folder));
  return {
    ofFile: (name) => (known.has(fold(name)) || isInWhole(fold(name)) ? 'yes' : 'no'),
    isFolder: (name) => above.has(fold(name)) || whole.has(fold(name)) || isInWhole(fold(name)),
    isSubmodule: (name) => submodules.has(name),
  };
}

function ancestorsOf(name: string): readonly string[] {
  const end = name.lastIndexOf('/');
  return end <= 0 ? [] : [name.slice(0, end), ...ancestorsOf(name.slice(0, end))];
}

/** If a file system accepts several spellings for one name, the index may have another spelling than the folder. */
const fold: (name: string) => string =
  process.platform === 'darwin' || process.platform === 'win32'
    ? (name) => name.normalize('NFC').toLowerCase()
    : (name) => name;
