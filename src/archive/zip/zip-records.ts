/** Reads the records of a zip as they are: nothing is compared here, and no number is trusted. APPNOTE.TXT 4.3. */
import type { ByteSource } from '../../model/byte-source.js';

export const zipSignature = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  entry: 0x02014b50,
  digest: 0x05054b50,
  zip64End: 0x06064b50,
  zip64Locator: 0x07064b50,
  end: 0x06054b50,
  /** At the start of a zip that was meant for several disks and fits on one. */
  spanned: 0x30304b50,
} as const;

/** The facts about a file, from its own header or from the directory. */
export interface ZipFacts {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

export interface LocalHeader extends ZipFacts {
  /** The offset of its content. */
  readonly dataStart: number;
}

export interface DirectoryEntry extends ZipFacts {
  /** The offset of the file's own header, counted from the writer's own origin. */
  readonly headerOffset: number;
  readonly end: number;
}

export const hasDescriptor = ({ flags }: ZipFacts): boolean => (flags & 8) !== 0;
/** True if its file, or the directory with its facts, is encrypted (APPNOTE 4.4.4, bits 0 and 13). */
export const isEncrypted = ({ flags }: ZipFacts): boolean => (flags & 0x2001) !== 0;

export const endRecordBytes = 22;

/** The result is shorter where the source ends. */
export function bufferAt(source: ByteSource, offset: number, length: number): Buffer {
  if (offset < 0 || offset >= source.size) return Buffer.alloc(0);
  const bytes = source.read(offset, length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Returns null if there are not four bytes. */
export function signatureAt(source: ByteSource, offset: number): number | null {
  const bytes = bufferAt(source, offset, 4);
  return bytes.length < 4 ? null : bytes.readUInt32LE(0);
}

export function readLocalHeader(source: ByteSource, at: number): LocalHeader | null {
  const record = readRecord(source, at, { signature: zipSignature.local, bytes: 30, factsAt: 6, more: [] });
  return record === null ? null : { ...record.facts, dataStart: record.end };
}

export function readDirectoryEntry(source: ByteSource, at: number): DirectoryEntry | null {
  const record = readRecord(source, at, { signature: zipSignature.entry, bytes: 46, factsAt: 8, more: [42] });
  if (record === null) return null;
  const [headerOffset = 0] = record.more;
  return { ...record.facts, headerOffset, end: record.end + record.fixed.readUInt16LE(32) };
}

/** The part of a record that has a fixed length. */
interface RecordForm {
  readonly signature: number;
  readonly bytes: number;
  /** The offset of the facts, which are in the same order in both records. */
  readonly factsAt: number;
  /** Offsets of further numbers that may be in the extra field. */
  readonly more: readonly number[];
}

/** Returns null if it is not such a record. Its name and extra field follow the fixed part; `end` is behind them. */
function readRecord(source: ByteSource, at: number, { signature, bytes: length, factsAt, more }: RecordForm) {
  const fixed = bufferAt(source, at, length);
  if (fixed.length < length || fixed.readUInt32LE(0) !== signature) return null;
  const nameLength = fixed.readUInt16LE(factsAt + 20);
  const extraLength = fixed.readUInt16LE(factsAt + 22);
  const rest = bufferAt(source, at + length, nameLength + extraLength);
  const [bytes = 0, packedBytes = 0, ...others] = withZip64(
    [factsAt + 16, factsAt + 12, ...more].map((offset) => fixed.readUInt32LE(offset)),
    rest.subarray(nameLength),
  );
  const facts: ZipFacts = {
    name: rest.toString('utf8', 0, nameLength),
    flags: fixed.readUInt16LE(factsAt),
    method: fixed.readUInt16LE(factsAt + 2),
    crc32: fixed.readUInt32LE(factsAt + 8),
    packedBytes,
    bytes,
  };
  return { facts, fixed, more: others, end: at + length + nameLength + extraLength };
}

const full = 0xffffffff;

/** Values that do not fit are in an extra field, in this order. APPNOTE 4.5.3. */
function withZip64(fields: readonly number[], extra: Buffer): number[] {
  if (!fields.includes(full)) return [...fields];
  const values = zip64Extra(extra);
  let at = 0;
  return fields.map((field) => {
    if (field !== full || values === null || at + 8 > values.length) return field;
    at += 8;
    return readLong(values, at - 8);
  });
}

function zip64Extra(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

/** Numbers beyond 2^53 lose precision, but no file is so long. */
export const readLong = (buffer: Buffer, at: number): number => Number(buffer.readBigUInt64LE(at));
