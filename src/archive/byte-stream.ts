/** Bytes in order, with look-ahead. Archives are read from them, whether from a file or from a decompressor. */
import { sliceOf, type ByteSource } from '../model/byte-source.js';

export interface ByteStream {
  /** Returns the next bytes without consuming them; fewer than `length` only at the end of the stream. */
  peek(length: number): Promise<Uint8Array>;
  /** Returns the next bytes; fewer than `length` only at the end of the stream. */
  read(length: number): Promise<Uint8Array>;
  /** Skips at most `length` bytes and returns how many there were. */
  skip(length: number): Promise<number>;
  /** Returns the next bytes in a piece of whatever size is cheap; null at the end. */
  next(): Promise<Uint8Array | null>;
  /** Returns the rest with random access if that needs no copy, otherwise null. */
  rest(): ByteSource | null;
  /** Frees what produces the bytes. Unread bytes are lost. */
  close(): Promise<void>;
}

/** Bytes in order, in pieces of any length. */
export type Chunks = AsyncGenerator<Uint8Array, void, undefined>;

const pieceBytes = 256 * 1024;

export function streamOfSource(source: ByteSource): ByteStream {
  let at = 0;
  const take = (length: number): Uint8Array => {
    const bytes = source.read(at, length);
    at += bytes.length;
    return bytes;
  };
  return {
    peek: (length) => Promise.resolve(source.read(at, length)),
    read: (length) => Promise.resolve(take(length)),
    skip: (length) => {
      const skipped = Math.max(0, Math.min(length, source.size - at));
      at += skipped;
      return Promise.resolve(skipped);
    },
    next: () => {
      const piece = take(pieceBytes);
      return Promise.resolve(piece.length === 0 ? null : piece);
    },
    rest: () => sliceOf(source, at, source.size - at),
    close: () => Promise.resolve(),
  };
}

export function streamOfChunks(chunks: Chunks): ByteStream {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let ended = false;

  async function pull(): Promise<boolean> {
    if (ended) return false;
    const { done, value } = await chunks.next();
    if (done === true) {
      ended = true;
      return false;
    }
    held.push(value);
    heldBytes += value.length;
    return true;
  }

  /** Makes the first held piece at least `length` long, if there are so many bytes. */
  async function gather(length: number): Promise<Uint8Array> {
    while (heldBytes < length && (await pull()));
    const [first] = held;
    if (held.length > 1 && (first?.length ?? 0) < length) held = [Buffer.concat(held)];
    return (held[0] ?? new Uint8Array(0)).subarray(0, length);
  }

  function drop(length: number): void {
    heldBytes -= length;
    const [first, ...others] = held;
    if (first === undefined) return;
    const left = first.subarray(length);
    held = left.length === 0 ? others : [left, ...others];
  }

  const read = async (length: number): Promise<Uint8Array> => {
    const bytes = await gather(length);
    drop(bytes.length);
    return bytes;
  };

  const next = async (): Promise<Uint8Array | null> => {
    if (heldBytes === 0) await pull();
    const [first] = held;
    if (first === undefined) return null;
    drop(first.length);
    return first;
  };

  return {
    peek: gather,
    read,
    next,
    skip: async (length) => {
      let left = length;
      while (left > 0) {
        if (heldBytes === 0 && !(await pull())) break;
        const step = Math.min(left, held[0]?.length ?? 0);
        drop(step);
        left -= step;
      }
      return length - left;
    },
    rest: () => null,
    close: async () => {
      await chunks.return();
    },
  };
}

/** Presents the next `size` bytes of a stream as a stream of their own. `finish` skips the unread ones. */
export function partOf(
  stream: ByteStream,
  size: number,
): { readonly part: ByteStream; readonly finish: () => Promise<number> } {
  let left = size;
  const count = (bytes: Uint8Array): Uint8Array => {
    left -= bytes.length;
    return bytes;
  };
  const part: ByteStream = {
    peek: (length) => stream.peek(Math.min(length, left)),
    read: async (length) => count(await stream.read(Math.min(length, left))),
    skip: async (length) => {
      const skipped = await stream.skip(Math.min(length, left));
      left -= skipped;
      return skipped;
    },
    next: async () => {
      if (left === 0) return null;
      const piece = await stream.read(Math.min(left, pieceBytes));
      return piece.length === 0 ? null : count(piece);
    },
    rest: () => {
      const source = stream.rest();
      return source === null ? null : sliceOf(source, 0, left);
    },
    // The part does not own the whole stream, so it must not close it.
    close: () => Promise.resolve(),
  };
  return {
    part,
    finish: async () => {
      const missing = left - (await stream.skip(left));
      left = 0;
      return missing;
    },
  };
}

/** Yields the rest, piece by piece. */
export async function* piecesOf(stream: ByteStream): Chunks {
  for (let piece = await stream.next(); piece !== null; piece = await stream.next()) yield piece;
}
