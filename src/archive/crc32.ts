/** Sums of content, as gzip and zip have them. */
import zlib from 'node:zlib';
import { crc32 as slowCrc32 } from '../model/crc32.js';

/** Of all that `before` is the sum of, followed by `bytes`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  // Node 20 has it from 20.15 on.
  return typeof zlib.crc32 === 'function' ? zlib.crc32(bytes, before) : slowCrc32(bytes, before);
}
