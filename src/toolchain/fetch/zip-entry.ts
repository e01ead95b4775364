/**
 * Reads one file from a zip: its local header is checked against the directory, its content is unpacked within bounds,
 * and its checksum is verified.
 */
import { inflateRawSync } from 'node:zlib';
import { crc32 } from '../../model/crc32.js';
import { err, ok, type Result } from '../../model/result.js';
import type { ZipEntry } from './zip-directory.js';

const localSignature = 0x04034b50;
const localBytes = 30;

/** How much to read at `headerOffset`: the local header's extra field may be longer than the directory's. */
export const localRecordBytes = (entry: ZipEntry): number =>
  localBytes + Buffer.byteLength(entry.name) + maxLocalExtra + entry.compressedBytes;
const maxLocalExtra = 64;

/** `record` begins at the entry's local header. At most `maxBytes` are unpacked, no matter what the zip promises. */
export function unpackEntry(record: Buffer, entry: ZipEntry, maxBytes: number): Result<Buffer, string> {
  const { name } = entry;
  if (record.length < localBytes || record.readUInt32LE(0) !== localSignature) {
    return err(`${name} is not where the directory says`);
  }
  const nameEnd = localBytes + record.readUInt16LE(26);
  if (record.toString('utf8', localBytes, nameEnd) !== name)
    return err(`another file is in the place of ${name}`);
  const start = nameEnd + record.readUInt16LE(28);
  const packed = record.subarray(start, start + entry.compressedBytes);
  if (packed.length !== entry.compressedBytes) return err(`${name} is cut short`);
  if (entry.bytes > maxBytes) return err(`${name} is too large`);
  const content = entry.method === 'stored' ? packed : inflate(packed, entry.bytes);
  if (content === null) return err(`${name} cannot be unpacked`);
  if (content.length !== entry.bytes) return err(`${name} has a different size from that in the directory`);
  return crc32(content) === entry.crc32 ? ok(content) : err(`${name} fails its checksum`);
}

function inflate(packed: Buffer, bytes: number): Buffer | null {
  try {
    // One byte more than promised is an error inside zlib, so a bomb stops here.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch {
    return null;
  }
}
