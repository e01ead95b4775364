/** How the files in a zip are packed, and how they are unpacked here. APPNOTE.TXT 4.4.5. */
import type { ByteSource } from '../../model/byte-source.js';
import type { Budget } from '../budget.js';
import { piecesOf, streamOfChunks, streamOfSource, type ByteStream, type Chunks } from '../byte-stream.js';
import { decompress } from '../decompress.js';
import type { Codec } from '../format.js';

export const stored = 0;

const codecs: Readonly<Record<number, Codec | 'deflate'>> = {
  8: 'deflate',
  12: 'bzip2',
  // The number that zstd had at first.
  20: 'zstd',
  93: 'zstd',
  95: 'xz',
};
const lzma = 14;

/** Returns null for a method that cannot be read. */
export function unpackedBy(
  method: number,
  packed: ByteSource,
  facts: { readonly flags: number; readonly bytes: number },
  budget: Budget,
): ByteStream | null {
  const stream = streamOfSource(packed);
  if (method === stored) return stream;
  if (method === lzma) return decompress(streamOfChunks(lzmaAlone(stream, facts)), 'xz', budget);
  const codec = codecs[method];
  return codec === undefined ? null : decompress(stream, codec, budget);
}

/**
 * Converts it to the form that xz reads: the settings, the size, and the data. In a zip the settings follow a version
 * and their length, and the size is that of the file unless a mark ends the data (bit 1).
 */
async function* lzmaAlone(
  packed: ByteStream,
  { flags, bytes }: { readonly flags: number; readonly bytes: number },
): Chunks {
  const start = Buffer.from(await packed.read(9));
  const size = Buffer.alloc(8, 0xff);
  if ((flags & 2) === 0) size.writeBigUInt64LE(BigInt(bytes));
  yield Buffer.concat([start.subarray(4), size]);
  yield* piecesOf(packed);
}
