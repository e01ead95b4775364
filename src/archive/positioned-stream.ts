/** A stream that knows how far it has been read. */
import type { ByteStream } from './byte-stream.js';

export type PositionedStream = ByteStream & {
  /** Returns how many bytes were read or skipped. */
  readonly at: () => number;
};

export function positioned(inner: ByteStream): PositionedStream {
  let at = 0;
  const counted = (bytes: Uint8Array): Uint8Array => {
    at += bytes.length;
    return bytes;
  };
  return {
    ...inner,
    at: () => at,
    read: async (length) => counted(await inner.read(length)),
    skip: async (length) => {
      const skipped = await inner.skip(length);
      at += skipped;
      return skipped;
    },
    next: async () => {
      const piece = await inner.next();
      return piece === null ? null : counted(piece);
    },
  };
}
