/** Checksums of content, as used by gzip and zip. */
import zlib from 'node:zlib';
import { crc32 as slowCrc32 } from '../model/crc32.js';

/** Continues the sum `before` with `bytes`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  // Node has it from 20.15 on.
  return typeof zlib.crc32 === 'function' ? zlib.crc32(bytes, before) : slowCrc32(bytes, before);
}
