import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ReproError } from '../../model/errors.js';
import { readWithoutWaiting } from './open-flags.js';
import type { ByteSource } from '../../model/byte-source.js';
import { systemErrorWords } from '../../text/system-errors.js';

const blockSize = 64 * 1024;
const blocksKept = 64;

export interface FileSource extends ByteSource {
  /** Tells if the file was written to since it was opened, so that the parts read may not belong together. */
  hasChanged(): boolean;
  close(): void;
}

/**
 * Opens a file for random access without loading it: small reads go through a cache of 4 MB, large ones straight to the
 * file. The caller closes it. Throws `bad-file` when it cannot be opened or is not a regular file: a FIFO or a device
 * would block or never end.
 */
export function openByteSource(path: string): FileSource {
  return byteSourceOf(open(path));
}

/** Does the same for a file that is open already; closing the source closes it. */
export function byteSourceOf(descriptor: number): FileSource {
  const { size, mtimeMs } = fstatSync(descriptor);
  const blocks = new Map<number, Uint8Array>();

  function readDirectly(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
      // The file became shorter than it was when opened; the reader notices by the length.
      if (count === 0) return bytes.subarray(0, filled);
      filled += count;
    }
    return bytes;
  }

  function block(index: number): Uint8Array {
    const cached = blocks.get(index);
    if (cached !== undefined) return cached;
    const start = index * blockSize;
    const bytes = readDirectly(start, Math.min(blockSize, size - start));
    if (blocks.size >= blocksKept) blocks.clear();
    blocks.set(index, bytes);
    return bytes;
  }

  return {
    size,
    read(offset, length) {
      const end = Math.min(offset + length, size);
      if (end <= offset) return new Uint8Array(0);
      const first = Math.floor(offset / blockSize);
      const start = first * blockSize;
      if (end <= start + blockSize) return block(first).subarray(offset - start, end - start);
      return readDirectly(offset, end - offset);
    },
    hasChanged: () => {
      const now = fstatSync(descriptor);
      return now.size !== size || now.mtimeMs !== mtimeMs;
    },
    close: () => closeSync(descriptor),
  };
}

function open(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, readWithoutWaiting);
  } catch (cause) {
    throw new ReproError('bad-file', `cannot open ${path}: ${systemErrorWords(cause)}`, {
      hint: 'Name a file that exists and that this user may read.',
      cause,
    });
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new ReproError('bad-file', `${path} is not a regular file`, { hint: 'Name a compiled file.' });
}
