/** Finds every pin of Go in a repository, or in one file of it, wherever its files lie. */
import { giveTurn } from '../../../host/turn.js';
import { withoutLinks } from '../../../host/files/path-kind.js';
import type { WalkEntry } from '../../../host/files/walk.js';
import type { Pin } from '../../../model/pin.js';
import { ok, type Result } from '../../../model/result.js';
import { unreachable } from '../../../model/unreachable.js';
import {
  contentReaderFor,
  isOnlyNamedLikePins,
  pinReaderFor,
  pinsByName,
  type FilePins,
} from '../../../pins/readers/pin-kinds.js';
import { PinBudget } from '../../../pins/values/budget.js';
import { withUnseen, type TextFile } from '../../../pins/values/source-file.js';
import { folderTree, isInSkippedFolder, maxPinFileBytes, type PinTree } from './pin-tree.js';

/** A place where pins may be that could not be looked at: its verdict is not known. */
export interface UnreadPlace {
  /** The path relative to the repository, unchanged, so not safe to print. */
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
 * Collects pins. Only files whose names may pin Go are read, and those that they refer to.
 * @param within a folder of the repository, relative to its root; '' for all of it
 */
export async function collectPins(tree: PinTree, within = '', signal?: AbortSignal): Promise<RepositoryPins> {
  const files = new OtherTexts(tree);
  const pins: Pin[] = [];
  const byContent: Pin[] = [];
  const unread: UnreadPlace[] = [];
  for await (const entry of tree.entries(within)) {
    signal?.throwIfAborted();
    // Texts of an archive are at hand, so that nothing would wait.
    if (pinReaderFor(entry.path) !== null) await giveTurn(signal);
    const place = await readPlace(tree, entry, files);
    (place.isByContent === true ? byContent : pins).push(...place.pins);
    if (place.reason !== null) unread.push({ path: entry.path, reason: place.reason });
  }
  // An included file is read together with the file that includes it.
  const all = withUnseen(pins, byContent);
  return { pins: all, referred: await referredPins(all, files), unread };
}

/**
 * Collects the pins of one file. Null when a file of that name pins nothing. `file` is relative to the folder `root`.
 */
export async function collectPinsOfFile(root: string, file: string): Promise<RepositoryPins | null> {
  const read = pinReaderFor(file);
  if (read === null) return null;
  const tree = folderTree(root);
  const files = new OtherTexts(tree);
  // The user named it, so that it may be a link.
  const { pins, reason } = await readPins(tree, await withoutLinks(root, file), read, files);
  const unread = reason === null ? [] : [{ path: file, reason }];
  return { pins, referred: await referredPins(pins, files), unread };
}

interface Place {
  readonly pins: readonly Pin[];
  /** The reason why it could not be read, or not all of the files that it refers to; null if all were. */
  readonly reason: string | null;
  readonly isByContent?: true;
}

const nothing: Place = { pins: [], reason: null };
const unreadFor = (reason: string): Place => ({ pins: [], reason });

async function readPlace(tree: PinTree, entry: WalkEntry, files: OtherTexts): Promise<Place> {
  const named = pinsByName(entry.path);
  if (named !== null) return { pins: named, reason: null };
  const read = pinReaderFor(entry.path);
  switch (entry.kind) {
    case 'unreadable-folder':
      return unreadFor(entry.reason);
    case 'unreadable-file':
      return read === null ? nothing : unreadFor(entry.reason);
    case 'special':
      return read === null ? nothing : unreadFor('not a regular file');
    case 'link': {
      if (read === null) return nothing;
      if (entry.target === null) return unreadFor('a symbolic link that leads out of the folder, or nowhere');
      return isMetOnWalk(entry.target) ? nothing : readPins(tree, entry.target, read, files);
    }
    case 'file':
      if (read === null) return readByContent(entry, files);
      if (entry.sizeBytes > maxPinFileBytes)
        return unreadAsText(tree, entry.path, `larger than ${maxPinFileBytes} bytes`);
      return readPins(tree, entry.path, read, files);
    default:
      return unreachable(entry);
  }
}

/** Reads a file by its content. A file that is no text, or longer than any that people write, is of no such kind. */
async function readByContent(
  { path, sizeBytes }: WalkEntry & { readonly kind: 'file' },
  files: OtherTexts,
): Promise<Place> {
  const read = contentReaderFor(path);
  if (read === null || sizeBytes > maxPinFileBytes) return nothing;
  const text = await files.own(path);
  if (!text.ok) return nothing;
  return { isByContent: true, ...(await files.readWith(read, { path, text: text.value })) };
}

/** True if a file is read for its own name, so that a link to it is no second place. */
const isMetOnWalk = (file: string): boolean => pinReaderFor(file) !== null && !isInSkippedFolder(file);

async function readPins(tree: PinTree, file: string, read: FilePins, files: OtherTexts): Promise<Place> {
  const text = await files.own(file);
  return text.ok
    ? files.readWith(read, { path: file, text: text.value })
    : unreadAsText(tree, file, text.error);
}

/**
 * Makes the place of a file that could not be read as text. A library that is called dockerfile.abi3.so is no
 * Dockerfile.
 */
async function unreadAsText(tree: PinTree, file: string, reason: string): Promise<Place> {
  return isOnlyNamedLikePins(file, await tree.head(file)) ? nothing : unreadFor(reason);
}

/**
 * Collects the pins of referred files. A `go-version-file` may name a file that the walk does not meet, or that was not
 * asked for.
 */
async function referredPins(pins: readonly Pin[], files: OtherTexts): Promise<readonly Pin[]> {
  const known = new Set(pins.map(({ file }) => file));
  const named = pins.flatMap(({ requirement }) => (requirement.kind === 'file' ? [requirement.path] : []));
  const referred: Pin[] = [];
  for (const file of new Set(named)) {
    const read = known.has(file) ? null : pinReaderFor(file);
    const text = read === null ? null : await files.textOf(file);
    if (read !== null && text !== null)
      referred.push(...(await files.readWith(read, { path: file, text })).pins);
  }
  return referred;
}

// The limit of rounds. Files that name files that name files are made to waste time.
const maxRounds = 20;
const maxFiles = 500;
/** The number of characters that are kept for the files that follow. */
const maxKept = 4 * 1024 * 1024;

/**
 * The texts of the repository’s files. Readers wait for nothing: a text that one asks for is read, and the reader
 * starts again.
 */
class OtherTexts {
  readonly #tree: PinTree;
  readonly #texts = new Map<string, string | null>();
  #kept = 0;

  constructor(tree: PinTree) {
    this.#tree = tree;
  }

  /** Reads one file on one budget, however often its reader starts again. */
  async readWith(read: FilePins, file: TextFile): Promise<Place> {
    if (this.#kept > maxKept) {
      this.#texts.clear();
      this.#kept = 0;
    }
    const budget = new PinBudget();
    const asked = new Set<string>();
    for (let round = 0; ; round += 1) {
      const wanted = new Set<string>();
      const textOf = (path: string): string | null => {
        const text = this.#texts.get(path);
        if (text === undefined) wanted.add(path);
        asked.add(path);
        return text ?? null;
      };
      const pins = read(file, { textOf }, budget);
      if (wanted.size === 0) return { pins, reason: null };
      if (asked.size > maxFiles) return { pins, reason: `it refers to more than ${maxFiles} files` };
      const reason = `it refers to files that refer to files, over more than ${maxRounds} of them`;
      if (round >= maxRounds) return { pins, reason };
      for (const path of wanted) await this.textOf(path);
    }
  }

  /** The text of a file that is read for itself, and kept for those that refer to it. */
  async own(path: string): Promise<Result<string, string>> {
    const known = this.#texts.get(path);
    if (known !== undefined && known !== null) return ok(known);
    const text = await this.#tree.text(path);
    if (text.ok) this.#keep(path, text.value);
    return text;
  }

  async textOf(path: string): Promise<string | null> {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const text = await this.#tree.textWithin(path);
    this.#keep(path, text);
    return text;
  }

  #keep(path: string, text: string | null): void {
    this.#texts.set(path, text);
    this.#kept += path.length + (text?.length ?? 0);
  }
}
