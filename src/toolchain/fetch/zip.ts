/**
 * Reads one file from a zip, from as few bytes as possible: the place of the central directory, one entry in it, and
 * the file itself. Everything is bounds-checked; a zip that contradicts itself is refused. Source: PKWARE APPNOTE.TXT
 * 4.3.
 */
import { inflateRawSync } from 'node:zlib';
import { crc32 } from '../../model/crc32.js';
import { err, ok, type Result } from '../../model/result.js';

export interface DirectoryPlace {
  /** Offset of the central directory in the file, and of the byte after it. */
  readonly start: number;
  readonly end: number;
}

export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Offset of the local header in the file. */
  readonly headerOffset: number;
}

const signature = {
  local: 0x04034b50,
  entry: 0x02014b50,
  end: 0x06054b50,
  zip64Locator: 0x07064b50,
  zip64End: 0x06064b50,
};
const localBytes = 30;
const endBytes = 22;
const entryBytes = 46;
const maxComment = 0xffff;
const maxLooks = 16;

/** `tail` is the file's end, beginning at `tailStart`. The 22 bytes are the least, `endBytes` + comment the most. */
export function locateDirectory(tail: Buffer, tailStart: number): Result<DirectoryPlace, string> {
  const at = findEnd(tail);
  if (at === null) return err('there is no end record');
  const end32 = {
    entries: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const isZip64 = end32.entries === 0xffff || end32.size === 0xffffffff || end32.offset === 0xffffffff;
  const place = isZip64 ? readZip64End(tail, tailStart, at) : { ...end32, recordStart: tailStart + at };
  if (place === null) return err('the ZIP64 end record is damaged');
  const { offset, size, recordStart } = place;
  // In a module zip nothing lies between the directory and its end record; a gap hides something.
  if (offset + size !== recordStart) return err('the directory is not where the end record says');
  return ok({ start: offset, end: recordStart });
}

/**
 * Searches from the back, and only where the comment's length fits, because a comment may contain the signature as
 * well.
 */
function findEnd(tail: Buffer): number | null {
  const first = Math.max(0, tail.length - endBytes - maxComment);
  for (let at = tail.length - endBytes; at >= first; at -= 1) {
    if (tail.readUInt32LE(at) !== signature.end) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return null;
}

function readZip64End(
  tail: Buffer,
  tailStart: number,
  end: number,
): { size: number; offset: number; recordStart: number } | null {
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== signature.zip64Locator) return null;
  const recordStart = readSafe64(tail, locator + 8);
  const record = recordStart === null ? -1 : recordStart - tailStart;
  if (recordStart === null || record < 0 || record + 56 > locator) return null;
  if (tail.readUInt32LE(record) !== signature.zip64End) return null;
  const size = readSafe64(tail, record + 40);
  const offset = readSafe64(tail, record + 48);
  return size === null || offset === null ? null : { size, offset, recordStart };
}

/**
 * Looks for `name` in `part`, which ends where the directory ends but may begin in the middle of an entry. An entry
 * counts only if the chain of entries from it reaches the directory's end exactly, so that bytes that merely look like
 * one are not believed. Returns `absent` if `part` does not hold it.
 */
export function findEntry(part: Buffer, name: string): Result<ZipEntry | 'absent', string> {
  const wanted = Buffer.from(name);
  const found: number[] = [];
  let looked = 0;
  for (let at = part.indexOf(wanted); at !== -1; at = part.indexOf(wanted, at + 1)) {
    looked += 1;
    // An honest directory holds the name once, and every attempt walks the whole chain.
    if (looked > maxLooks) return err(`${name} occurs too often`);
    const start = at - entryBytes;
    if (start < 0 || part.readUInt32LE(start) !== signature.entry) continue;
    if (part.readUInt16LE(start + 28) === wanted.length && chainReachesEnd(part, start)) found.push(start);
  }
  const [start, second] = found;
  if (second !== undefined) return err(`there are two files ${name}`);
  return start === undefined ? ok('absent') : readEntry(part, start, name);
}

function chainReachesEnd(part: Buffer, start: number): boolean {
  let at = start;
  while (at + entryBytes <= part.length && part.readUInt32LE(at) === signature.entry)
    at += entryLength(part, at);
  return at === part.length;
}

const entryLength = (part: Buffer, at: number): number =>
  entryBytes + part.readUInt16LE(at + 28) + part.readUInt16LE(at + 30) + part.readUInt16LE(at + 32);

function readEntry(part: Buffer, at: number, name: string): Result<ZipEntry, string> {
  const flags = part.readUInt16LE(at + 8);
  const method = part.readUInt16LE(at + 10);
  if ((flags & 1) === 1) return err(`${name} is encrypted`);
  if (method !== 0 && method !== 8) return err(`${name} is packed in an unknown way`);
  const fields = {
    bytes: part.readUInt32LE(at + 24),
    compressedBytes: part.readUInt32LE(at + 20),
    headerOffset: part.readUInt32LE(at + 42),
  };
  const extraStart = at + entryBytes + part.readUInt16LE(at + 28);
  const extra = part.subarray(extraStart, extraStart + part.readUInt16LE(at + 30));
  const sizes = withZip64(fields, extra);
  if (sizes === null) return err(`the ZIP64 sizes of ${name} are damaged`);
  return ok({
    name,
    method: method === 0 ? 'stored' : 'deflated',
    crc32: part.readUInt32LE(at + 16),
    ...sizes,
  });
}

type Sizes = Pick<ZipEntry, 'bytes' | 'compressedBytes' | 'headerOffset'>;

/** The ZIP64 extra field holds, in this order, those values whose 32-bit field is full of ones. APPNOTE 4.5.3. */
function withZip64(fields: Sizes, extra: Buffer): Sizes | null {
  const full = 0xffffffff;
  const { bytes, compressedBytes, headerOffset } = fields;
  if (bytes !== full && compressedBytes !== full && headerOffset !== full) return fields;
  const values = zip64Extra(extra);
  let at = 0;
  const next = (value: number): number | null => {
    if (value !== full) return value;
    at += 8;
    return values !== null && at <= values.length ? readSafe64(values, at - 8) : null;
  };
  const [long, longCompressed, longOffset] = [next(bytes), next(compressedBytes), next(headerOffset)];
  if (long === null || longCompressed === null || longOffset === null) return null;
  return { bytes: long, compressedBytes: longCompressed, headerOffset: longOffset };
}

function zip64Extra(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (at + 4 + length > extra.length) return null;
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

/** Null beyond 2^53: no such file exists. */
function readSafe64(buffer: Buffer, at: number): number | null {
  const value = Number(buffer.readBigUInt64LE(at));
  return Number.isSafeInteger(value) ? value : null;
}

/** How much to read at `headerOffset`: the local header's extra field may be longer than the directory's. */
export const localRecordBytes = (entry: ZipEntry): number =>
  localBytes + Buffer.byteLength(entry.name) + maxLocalExtra + entry.compressedBytes;
const maxLocalExtra = 64;

/**
 * Reads the file: its local header is checked against the directory, its content is unpacked within bounds, and its
 * checksum is verified. `record` begins at the entry's local header. At most `maxBytes` are unpacked, no matter what the
 * zip promises.
 */
export function unpackEntry(record: Buffer, entry: ZipEntry, maxBytes: number): Result<Buffer, string> {
  const { name } = entry;
  if (record.length < localBytes || record.readUInt32LE(0) !== signature.local) {
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
