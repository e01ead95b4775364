/** Finds every pin of Go in a repository, or in one file of it, wherever its files lie. */
import { withoutLinks, type WalkEntry } from '../host/walk.js';
import type { Pin } from '../model/pin.js';
import { unreachable } from '../model/unreachable.js';
import { isOnlyNamedLikePins, pinReaderFor } from '../pins/pin-kinds.js';
import type { PinReader } from '../pins/source-file.js';
import { folderTree, isInSkippedFolder, maxPinFileBytes, type PinTree } from './pin-tree.js';

/** A place where pins may be that could not be looked at: its verdict is not known. */
export interface UnreadPlace {
  /** Relative to the repository; as it is, so not safe to print. */
  readonly path: string;
  readonly reason: string;
}

export interface RepositoryPins {
  readonly pins: readonly Pin[];
  /** Pins of files that `pins` refer to and that are not judged themselves. */
  readonly referred: readonly Pin[];
  readonly unread: readonly UnreadPlace[];
}

/**
 * Only files whose names may pin Go are read, and those that they refer to.
 * @param within a folder of the repository, relative to its root; '' for all of it
 */
export async function collectPins(tree: PinTree, within = ''): Promise<RepositoryPins> {
  const files = new OtherTexts(tree);
  const pins: Pin[] = [];
  const unread: UnreadPlace[] = [];
  for await (const entry of tree.entries(within)) {
    const place = await readPlace(tree, entry, files);
    if (place.kind === 'pins') pins.push(...place.pins);
    else if (place.kind === 'unread') unread.push({ path: entry.path, reason: place.reason });
  }
  return { pins, referred: await referredPins(pins, files), unread };
}

/** Null when a file of that name pins nothing. `file` relative to the folder `root`. */
export async function collectPinsOfFile(root: string, file: string): Promise<RepositoryPins | null> {
  const read = pinReaderFor(file);
  if (read === null) return null;
  const tree = folderTree(root);
  const files = new OtherTexts(tree);
  // It was named, so that it may be a link.
  const place = await readPins(tree, await withoutLinks(root, file), read, files);
  if (place.kind === 'unread')
    return { pins: [], referred: [], unread: [{ path: file, reason: place.reason }] };
  const pins = place.kind === 'pins' ? place.pins : [];
  return { pins, referred: await referredPins(pins, files), unread: [] };
}

type Place =
  | { readonly kind: 'pins'; readonly pins: readonly Pin[] }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'nothing' };

const nothing: Place = { kind: 'nothing' };

async function readPlace(tree: PinTree, entry: WalkEntry, files: OtherTexts): Promise<Place> {
  const read = pinReaderFor(entry.path);
  switch (entry.kind) {
    case 'unreadable-folder':
      return { kind: 'unread', reason: entry.reason };
    case 'unreadable-file':
      return read === null ? nothing : { kind: 'unread', reason: entry.reason };
    case 'special':
      return read === null ? nothing : { kind: 'unread', reason: 'not a regular file' };
    case 'link': {
      if (read === null) return nothing;
      if (entry.target === null)
        return { kind: 'unread', reason: 'a symbolic link that leads out of the folder, or nowhere' };
      return isMetOnWalk(entry.target) ? nothing : readPins(tree, entry.target, read, files);
    }
    case 'file':
      if (read === null) return nothing;
      if (entry.sizeBytes > maxPinFileBytes)
        return unreadAsText(tree, entry.path, `larger than ${maxPinFileBytes} bytes`);
      return readPins(tree, entry.path, read, files);
    default:
      return unreachable(entry);
  }
}

/** Whether a file is read for its own name, so that a link to it is no second place. */
const isMetOnWalk = (file: string): boolean => pinReaderFor(file) !== null && !isInSkippedFolder(file);

async function readPins(tree: PinTree, file: string, read: PinReader, files: OtherTexts): Promise<Place> {
  const text = await tree.text(file);
  return text.ok
    ? { kind: 'pins', pins: await files.readWith((others) => read({ path: file, text: text.value }, others)) }
    : unreadAsText(tree, file, text.error);
}

/** A library that is called dockerfile.abi3.so is no Dockerfile. */
async function unreadAsText(tree: PinTree, file: string, reason: string): Promise<Place> {
  return isOnlyNamedLikePins(file, await tree.head(file)) ? nothing : { kind: 'unread', reason };
}

/** A `go-version-file` may name a file that the walk does not meet, or that was not asked for. */
async function referredPins(pins: readonly Pin[], files: OtherTexts): Promise<readonly Pin[]> {
  const known = new Set(pins.map(({ file }) => file));
  const named = pins.flatMap(({ requirement }) => (requirement.kind === 'file' ? [requirement.path] : []));
  const referred: Pin[] = [];
  for (const file of new Set(named)) {
    const read = known.has(file) ? null : pinReaderFor(file);
    if (read === null) continue;
    referred.push(
      ...(await files.readWith((others) => {
        const text = others.textOf(file);
        return text === null ? [] : read({ path: file, text }, others);
      })),
    );
  }
  return referred;
}

// Files that name files that name files, made to waste time.
const maxRounds = 20;
const maxFiles = 500;

/** Texts of the repository’s files. Readers wait for nothing: what one asks for is read, and the reader starts again. */
class OtherTexts {
  readonly #tree: PinTree;
  readonly #texts = new Map<string, string | null>();

  constructor(tree: PinTree) {
    this.#tree = tree;
  }

  async readWith(read: (others: { textOf: (path: string) => string | null }) => Pin[]): Promise<Pin[]> {
    for (let round = 0; ; round += 1) {
      const wanted = new Set<string>();
      const pins = read({
        textOf: (file) => {
          const text = this.#texts.get(file);
          if (text === undefined) wanted.add(file);
          return text ?? null;
        },
      });
      if (wanted.size === 0 || round >= maxRounds || this.#texts.size > maxFiles) return pins;
      for (const file of wanted) this.#texts.set(file, await this.#tree.textWithin(file));
    }
  }
}
