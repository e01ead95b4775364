/** Reads the files of a repository: from a folder, or from texts that were taken out of an archive. */
import path from 'node:path';
import { readHead, readTextFile, readTextWithin } from '../../../host/files/file-content.js';
import { walkFolder, type WalkEntry } from '../../../host/files/walk.js';
import { err, ok, type Result } from '../../../model/result.js';
import { headBytes } from '../../../pins/values/binary-head.js';

export interface PinTree {
  /**
   * The entries that may pin Go, without others' files.
   * @param within a folder relative to the root, with `/`; '' for all of it
   */
  readonly entries: (within: string) => AsyncIterable<WalkEntry> | Iterable<WalkEntry>;
  /** A regular file's text; the error says why it cannot be read. */
  readonly text: (file: string) => Promise<Result<string, string>>;
  /** The first bytes of a file that cannot be read as text. */
  readonly head: (file: string) => Promise<Uint8Array>;
  /** The same as `text`, but links are followed; null when there is no such file, or a link leads out of the tree. */
  readonly textWithin: (file: string) => Promise<string | null>;
}

/** The limit of a file. No file people write by hand to pin a version comes near this. */
export const maxPinFileBytes = 4 * 1024 * 1024;

/** The limit of depth. Deeper trees are made to keep a walk busy. */
export const maxPinDepth = 40;

/** The folders of others' files, and those that the go command ignores as well: test data and parked code. */
const skippedFolders = new Set(['.git', 'node_modules', 'vendor', 'testdata']);
const isSkipped = (name: string): boolean => skippedFolders.has(name) || name.startsWith('_');

/** True if a folder above the file is passed over. `file` is relative to the repository, with `/`. */
export const isInSkippedFolder = (file: string): boolean => file.split('/').slice(0, -1).some(isSkipped);

/** Reads the files below `root`. */
export function folderTree(root: string): PinTree {
  return {
    entries: (within) => entriesBelow(root, within),
    text: (file) => Promise.resolve(readTextFile(path.join(root, file), maxPinFileBytes)),
    head: (file) => Promise.resolve(readHead(path.join(root, file), headBytes)),
    textWithin: (file) => readTextWithin(root, file, maxPinFileBytes),
  };
}

async function* entriesBelow(root: string, within: string): AsyncGenerator<WalkEntry> {
  const walk = walkFolder(path.join(root, within), { skips: isSkipped, maxDepth: maxPinDepth });
  for await (const entry of walk) yield within === '' ? entry : inRepository(entry, within);
}

function inRepository(entry: WalkEntry, within: string): WalkEntry {
  const inside = `${within}/${entry.path}`;
  if (entry.kind !== 'link') return { ...entry, path: inside };
  return { ...entry, path: inside, target: entry.target === null ? null : `${within}/${entry.target}` };
}

/** Serves texts in memory, by their path with `/`. */
export function treeOfTexts(files: ReadonlyMap<string, string>): PinTree {
  const textOf = (file: string): Result<string, string> => {
    const text = files.get(file);
    return text === undefined ? err('there is no such file') : ok(text);
  };
  return {
    entries: (within) => entriesOf(files, within === '' ? '' : `${within}/`),
    text: (file) => Promise.resolve(textOf(file)),
    // Every file here is text.
    head: () => Promise.resolve(new Uint8Array()),
    textWithin: (file) => Promise.resolve(files.get(file) ?? null),
  };
}

/** Lists the entries in the order of a walk: by names, folder after folder. */
function* entriesOf(files: ReadonlyMap<string, string>, folder: string): Generator<WalkEntry> {
  const inOrder = [...files.keys()]
    .map((file) => ({ file, key: file.replaceAll('/', '\0') }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  for (const { file } of inOrder) {
    const below = file.startsWith(folder) ? file.slice(folder.length) : null;
    if (below === null || isInSkippedFolder(below)) continue;
    yield { kind: 'file', path: file, sizeBytes: files.get(file)?.length ?? 0 };
  }
}
