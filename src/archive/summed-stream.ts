/** Computes the checksum of the bytes that are read from a stream. */
import type { ByteStream } from './byte-stream.js';
import { crc32 } from './crc32.js';

export interface SummedStream {
  readonly stream: ByteStream;
  /** Returns null until the stream has been read to its end. */
  readonly sum: () => number | null;
}

export function summed(inner: ByteStream): SummedStream {
  let sum = 0;
  let ended = false;
  const count = (bytes: Uint8Array, asked: number): Uint8Array => {
    sum = crc32(bytes, sum);
    ended ||= bytes.length < asked;
    return bytes;
  };
  const read = async (length: number): Promise<Uint8Array> => count(await inner.read(length), length);
  return {
    sum: () => (ended ? sum : null),
    stream: {
      ...inner,
      read,
      next: async () => {
        const piece = await inner.next();
        ended ||= piece === null;
        return piece === null ? null : count(piece, 0);
      },
      skip: async (length) => {
        let left = length;
        while (left > 0) {
          const { length: got } = await read(Math.min(left, 256 * 1024));
          left -= got;
          if (got === 0) break;
        }
        return length - left;
      },
    },
  };
}
