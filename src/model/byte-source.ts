/**
 * Random access to the bytes of something that may be far larger than memory: a file, a member of an archive, a test's
 * array. Synchronous, because the parsers jump about and each read is small or cached.
 */
export interface ByteSource {
  /** Length in bytes when it was opened. */
  readonly size: number;
  /** Bytes from `offset`; shorter than `length` only where the source ends. Never negative arguments. */
  read(offset: number, length: number): Uint8Array;
}

/** A source over bytes already in memory. */
export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The part of `source` that starts at `offset` and has at most `size` bytes, as a source of its own. */
export function sliceOf(source: ByteSource, offset: number, size: number): ByteSource {
  const length = Math.max(0, Math.min(size, source.size - offset));
  return {
    size: length,
    read: (from, count) => source.read(offset + from, Math.max(0, Math.min(count, length - from))),
  };
}
