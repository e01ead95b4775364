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
    if (place.kind === 'pins') (place.isByContent === true ? byContent : pins).push(...place.pins);
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
  const place = await readPins(tree, await withoutLinks(root, file), read, files);
  const pins = place.kind === 'pins' ? place.pins : [];
  const unread = place.reason === null ? [] : [{ path: file, reason: place.reason }];
  return { pins, referred: await referredPins(pins, files), unread };
}

type Place =
  /** Has a reason when the files that it refers to were not all read. */
  | {
      readonly kind: 'pins';
      readonly pins: readonly Pin[];
      readonly reason: string | null;
      readonly isByContent?: true;
    }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: null };

const nothing: Place = { kind: 'nothing', reason: null };

async function readPlace(tree: PinTree, entry: WalkEntry, files: OtherTexts): Promise<Place> {
  const named = pinsByName(entry.path);
  if (named !== null) return { kind: 'pins', pins: named, reason: null };
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
  return { kind: 'pins', isByContent: true, ...(await files.readWith(read, { path, text: text.value })) };
}

/** True if a file is read for its own name, so that a link to it is no second place. */
const isMetOnWalk = (file: string): boolean => pinReaderFor(file) !== null && !isInSkippedFolder(file);

async function readPins(tree: PinTree, file: string, read: FilePins, files: OtherTexts): Promise<Place> {
  const text = await files.own(file);
  return text.ok
    ? { kind: 'pins', ...(await files.readWith(read, { path: file, text: text.value })) }
    : unreadAsText(tree, file, text.error);
}

/**
 * Makes the place of a file that could not be read as text. A library that is called dockerfile.abi3.so is no
 * Dockerfile.
 */
async function unreadAsText(tree: PinTree, file: string, reason: string): Promise<Place> {
  return isOnlyNamedLikePins(file, await tree.head(file)) ? nothing : { kind: 'unread', reason };
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
  async readWith(
    read: FilePins,
    file: TextFile,
  ): Promise<{ readonly pins: readonly Pin[]; readonly reason: string | null }> {
    if (this.#kept > maxKept) this.#forget();
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
      if (round >= maxRounds)
        return {
          pins,
          reason: `it refers to files that refer to files, over more than ${maxRounds} of them`,
        };
      for (const path of wanted) await this.textOf(path);
    }
  }

  /** The text of a file that is read for itself, and kept for those that refer to it. */
  async own(path: string): Promise<Result<string, string>> {
    const known = this.#texts.get(path);
    if (known !== undefined && known !== null) return ok(known);
    const text = await this.#tree.text(path);
    if (text.ok) {
      this.#texts.set(path, text.value);
      this.#kept += path.length + text.value.length;
    }
    return text;
  }

  async textOf(path: string): Promise<string | null> {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const text = await this.#tree.textWithin(path);
    this.#texts.set(path, text);
    this.#kept += path.length + (text?.length ?? 0);
    return text;
  }

  #forget(): void {
    this.#texts.clear();
    this.#kept = 0;
  }
}
