/** Finds every pin of Go in a repository’s folder, or in one file of it. */
import path from 'node:path';
import { readTextFile, readTextWithin, walkFolder, withoutLinks, type WalkEntry } from '../host/walk.js';
import type { Pin } from '../model/pin.js';
import { unreachable } from '../model/unreachable.js';
import { pinReaderFor } from '../pins/pin-kinds.js';
import type { PinReader } from '../pins/source-file.js';

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

/** No file people write by hand to pin a version comes near this. */
export const maxPinFileBytes = 4 * 1024 * 1024;

/** Others' files, and what the go command ignores as well: test data and parked code. */
const skippedFolders = new Set(['.git', 'node_modules', 'vendor', 'testdata']);
const isSkipped = (name: string): boolean => skippedFolders.has(name) || name.startsWith('_');
const walkOptions = { skips: isSkipped, maxDepth: 40 };

/**
 * `root` must be a folder. Only files whose names may pin Go are opened, and those that they refer to.
 * @param within a folder of the repository, relative to its root; '' for all of it
 */
export async function collectPins(root: string, within = ''): Promise<RepositoryPins> {
  const files = new OtherTexts(root);
  const pins: Pin[] = [];
  const unread: UnreadPlace[] = [];
  for await (const found of walkFolder(path.join(root, within), walkOptions)) {
    const entry = within === '' ? found : inRepository(found, within);
    const place = await readPlace(root, entry, files);
    if (place.kind === 'pins') pins.push(...place.pins);
    else if (place.kind === 'unread') unread.push({ path: entry.path, reason: place.reason });
  }
  return { pins, referred: await referredPins(pins, files), unread };
}

/** Null when a file of that name pins nothing. `file` relative to `root`. */
export async function collectPinsOfFile(root: string, file: string): Promise<RepositoryPins | null> {
  const read = pinReaderFor(file);
  if (read === null) return null;
  const files = new OtherTexts(root);
  // It was named, so that it may be a link.
  const place = await readPins(root, await withoutLinks(root, file), read, files);
  if (place.kind === 'unread')
    return { pins: [], referred: [], unread: [{ path: file, reason: place.reason }] };
  const pins = place.kind === 'pins' ? place.pins : [];
  return { pins, referred: await referredPins(pins, files), unread: [] };
}

function inRepository(entry: WalkEntry, within: string): WalkEntry {
  const inside = `${within}/${entry.path}`;
  if (entry.kind !== 'link') return { ...entry, path: inside };
  return { ...entry, path: inside, target: entry.target === null ? null : `${within}/${entry.target}` };
}

type Place =
  | { readonly kind: 'pins'; readonly pins: readonly Pin[] }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'nothing' };

const nothing: Place = { kind: 'nothing' };

async function readPlace(root: string, entry: WalkEntry, files: OtherTexts): Promise<Place> {
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
      return isMetOnWalk(entry.target) ? nothing : readPins(root, entry.target, read, files);
    }
    case 'file':
      if (read === null) return nothing;
      if (entry.sizeBytes > maxPinFileBytes)
        return { kind: 'unread', reason: `larger than ${maxPinFileBytes} bytes` };
      return readPins(root, entry.path, read, files);
    default:
      return unreachable(entry);
  }
}

/** Whether a file is read for its own name, so that a link to it is no second place. */
const isMetOnWalk = (file: string): boolean =>
  pinReaderFor(file) !== null && !file.split('/').slice(0, -1).some(isSkipped);

async function readPins(root: string, file: string, read: PinReader, files: OtherTexts): Promise<Place> {
  const text = await readTextFile(path.join(root, file), maxPinFileBytes);
  return text.ok
    ? { kind: 'pins', pins: await files.readWith((others) => read({ path: file, text: text.value }, others)) }
    : { kind: 'unread', reason: text.error };
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
  readonly #root: string;
  readonly #texts = new Map<string, string | null>();

  constructor(root: string) {
    this.#root = root;
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
      for (const file of wanted)
        this.#texts.set(file, await readTextWithin(this.#root, file, maxPinFileBytes));
    }
  }
}
