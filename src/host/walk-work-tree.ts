/** The files of a git work tree, told apart by whether git tracks them. Git itself is never started. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './files.js';
import type { GitIndex } from './git-index.js';
import { gitFolderOf, readTracked, type GitPlace } from './git-work-tree.js';
import { realPathOf } from './path-kind.js';
import { linkTarget } from './walk.js';

export type WorkTreeEntry =
  /** A regular file; `path` is relative to the folder that is walked, with `/`. */
  | { readonly kind: 'file'; readonly path: string; readonly tracked: Answer }
  /** A symbolic link. `target` is null when it leads out of the folder that is walked, or nowhere. */
  | {
      readonly kind: 'link';
      readonly path: string;
      readonly tracked: Answer;
      readonly target: { readonly path: string; readonly tracked: Answer } | null;
    }
  /** Something in it is tracked. */
  | { readonly kind: 'unreadable-folder'; readonly path: string; readonly reason: string };

/** `unknown` where the list of what is tracked cannot be read. */
type Answer = 'yes' | 'no' | 'unknown';

const maxDepth = 100;

/** What is tracked below a folder, in its own terms. */
interface Tracked {
  readonly ofFile: (path: string) => Answer;
  /** Whether a tracked file is in the folder, or below. */
  readonly isFolder: (path: string) => boolean;
  readonly isSubmodule: (path: string) => boolean;
}

/**
 * Files and links below a folder of a work tree, submodules and what is ignored included; links are not followed.
 */
export async function* walkWorkTree(place: GitPlace): AsyncGenerator<WorkTreeEntry> {
  const { root, name, gitFolder } = place;
  const known = trackedAt.get(place) ?? trackedIn(gitFolder);
  trackedAt.set(place, known);
  yield* walk(await realPathOf(path.join(root, name)), '', { tracked: await known, base: name }, 0);
}

/** A place is walked several times for one answer; the index of git, which may be large, is read once. */
const trackedAt = new WeakMap<GitPlace, Promise<Tracked>>();

/** The same without a work tree: nothing is tracked. */
export async function* walkFiles(folder: string): AsyncGenerator<WorkTreeEntry> {
  yield* walk(await realPathOf(folder), '', { tracked: nothing, base: '' }, 0);
}

const nothing: Tracked = { ofFile: () => 'no', isFolder: () => false, isSubmodule: () => false };

/** Where one is in the work tree that its index speaks of. */
interface Position {
  readonly tracked: Tracked;
  readonly base: string;
}

async function* walk(
  top: string,
  folder: string,
  { tracked, base }: Position,
  depth: number,
): AsyncGenerator<WorkTreeEntry> {
  const listing = await list(path.join(top, folder), depth);
  if (typeof listing === 'string') {
    if (tracked.isFolder(base)) yield { kind: 'unreadable-folder', path: folder, reason: listing };
    return;
  }
  for (const entry of listing.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === '.git') continue;
    const shown = join(folder, entry.name);
    const known = join(base, entry.name);
    if (entry.isFile()) yield { kind: 'file', path: shown, tracked: tracked.ofFile(known) };
    if (entry.isSymbolicLink()) yield await linkEntry(top, { shown, known }, tracked);
    if (!entry.isDirectory()) continue;
    const gitFolder = tracked.isSubmodule(known) ? await gitFolderOf(path.join(top, shown)) : null;
    const below =
      gitFolder === null ? { tracked, base: known } : { tracked: await trackedIn(gitFolder), base: '' };
    yield* walk(top, shown, below, depth + 1);
  }
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

async function list(folder: string, depth: number) {
  if (depth > maxDepth) return `more than ${maxDepth} folders deep`;
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return errorCode(error) || String(error);
  }
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

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

/** Where file systems take several spellings for one name, the index may have another than the folder. */
const fold: (name: string) => string =
  process.platform === 'darwin' || process.platform === 'win32'
    ? (name) => name.normalize('NFC').toLowerCase()
    : (name) => name;
