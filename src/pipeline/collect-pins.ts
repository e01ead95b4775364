/** Finds every pin of Go in a repository’s folder. */
import path from 'node:path';
import { readTextFile, walkFolder, type WalkEntry } from '../host/walk.js';
import type { Pin } from '../model/pin.js';
import { unreachable } from '../model/unreachable.js';
import { pinReaderFor } from '../pins/pin-kinds.js';

/** A place where pins may be that could not be looked at: its verdict is not known. */
export interface UnreadPlace {
  /** Relative to the folder; as it is, so not safe to print. */
  readonly path: string;
  readonly reason: string;
}

export interface RepositoryPins {
  readonly pins: readonly Pin[];
  readonly unread: readonly UnreadPlace[];
}

/** No file people write by hand to pin a version comes near this. */
export const maxPinFileBytes = 4 * 1024 * 1024;

const walkOptions = { skippedFolders: new Set(['.git', 'node_modules', 'vendor']), maxDepth: 40 };

/** `root` must be a folder. Only files whose names may pin Go are opened. */
export async function collectPins(root: string): Promise<RepositoryPins> {
  const pins: Pin[] = [];
  const unread: UnreadPlace[] = [];
  for await (const entry of walkFolder(root, walkOptions)) {
    const place = await readPlace(root, entry);
    if (place.kind === 'pins') pins.push(...place.pins);
    else if (place.kind === 'unread') unread.push({ path: entry.path, reason: place.reason });
  }
  return { pins, unread };
}

type Place =
  | { readonly kind: 'pins'; readonly pins: readonly Pin[] }
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'nothing' };

const nothing: Place = { kind: 'nothing' };

async function readPlace(root: string, entry: WalkEntry): Promise<Place> {
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
      // A target that itself has a pin file's name is met on the walk.
      return pinReaderFor(entry.target) === null ? readPins(root, entry.target, read) : nothing;
    }
    case 'file':
      if (read === null) return nothing;
      if (entry.sizeBytes > maxPinFileBytes)
        return { kind: 'unread', reason: `larger than ${maxPinFileBytes} bytes` };
      return readPins(root, entry.path, read);
    default:
      return unreachable(entry);
  }
}

async function readPins(
  root: string,
  file: string,
  read: NonNullable<ReturnType<typeof pinReaderFor>>,
): Promise<Place> {
  const text = await readTextFile(path.join(root, file), maxPinFileBytes);
  return text.ok
    ? { kind: 'pins', pins: read({ path: file, text: text.value }) }
    : { kind: 'unread', reason: text.error };
}
