/**
 * Finds where the directories of a zip may begin, by everything that its end says: tools differ in which part they
 * believe.
 */
import type { ByteSource } from '../../model/byte-source.js';
import type { Range } from '../coverage.js';
import {
  bufferAt,
  endRecordBytes,
  readDirectoryEntry,
  readLong,
  signatureAt,
  zipSignature,
} from './zip-records.js';

export interface ZipEnd {
  /** The offset of the end record itself. */
  readonly at: number;
  /** The records that were understood: this one, its comment, and those of ZIP64. */
  readonly records: readonly Range[];
  readonly directories: readonly DirectoryPlace[];
}

export interface DirectoryPlace {
  readonly start: number;
  /**
   * The numbers to add to offsets, since writers count from the start of the file or of the zip; the second is used if
   * nothing is found by the first.
   */
  readonly bases: readonly number[];
}

const longestComment = 0xffff;
/** The range in which end records are searched: some tools skip a few bytes behind a record and its comment. */
export const tailBytes = endRecordBytes + 2 * longestComment;
const endMark = Buffer.from('PK\x05\x06', 'latin1');
const zip64EndMark = Buffer.from('PK\x06\x06', 'latin1');

/** Yields all end records near the end, the last one first. */
export function* zipEnds(source: ByteSource): Generator<ZipEnd, void, undefined> {
  const tailStart = Math.max(0, source.size - tailBytes);
  const tail = bufferAt(source, tailStart, tailBytes);
  for (let at = tail.lastIndexOf(endMark); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(endMark, at - 1))
    if (at + endRecordBytes <= tail.length) yield readEnd(source, tailStart + at);
}

/** A directory as one end record describes it. */
interface Described {
  readonly end: number;
  readonly size: number;
  readonly offset: number;
}

function readEnd(source: ByteSource, at: number): ZipEnd {
  const fixed = bufferAt(source, at, endRecordBytes);
  const records: Range[] = [{ start: at, end: at + endRecordBytes }];
  const comment = bufferAt(source, at + endRecordBytes, fixed.readUInt16LE(20));
  // A comment that is not text is examined like all other bytes.
  if (isText(comment))
    records.push({ start: at + endRecordBytes, end: at + endRecordBytes + comment.length });
  const short = { end: at, size: fixed.readUInt32LE(12), offset: fixed.readUInt32LE(16) };
  const long = readZip64Ends(source, at, records);
  return { at, records, directories: placesOf(source, [short, ...long]) };
}

const isText = (bytes: Buffer): boolean => bytes.every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13));

/**
 * Reads the record that the locator before the end record points to, and one right before the locator. Adds the
 * understood parts to `records`.
 */
function readZip64Ends(source: ByteSource, end: number, records: Range[]): Described[] {
  const locator = end - 20;
  if (signatureAt(source, locator) !== zipSignature.zip64Locator) return [];
  records.push({ start: locator, end });
  const beforeStart = Math.max(0, locator - longestComment);
  const before = bufferAt(source, beforeStart, locator - beforeStart).lastIndexOf(zip64EndMark);
  const places = new Set([readLong(bufferAt(source, locator, 20), 8)]);
  if (before !== -1) places.add(beforeStart + before);
  return [...places].flatMap((at) => {
    const record = bufferAt(source, at, 56);
    if (record.length < 56 || record.readUInt32LE(0) !== zipSignature.zip64End) return [];
    const recordEnd = at + 12 + readLong(record, 4);
    records.push({ start: at, end: recordEnd === locator ? locator : at + 56 });
    return [{ end: at, size: readLong(record, 40), offset: readLong(record, 48) }];
  });
}

/**
 * Returns places only where a directory does begin. Each of the two numbers for its place belongs to one way of
 * counting offsets.
 */
function placesOf(source: ByteSource, described: readonly Described[]): DirectoryPlace[] {
  const places = new Map<string, DirectoryPlace>();
  for (const { end, size, offset } of described) {
    const before = end - size - offset;
    for (const place of [
      { start: end - size, bases: [before, 0] },
      { start: offset, bases: [0, before] },
    ]) {
      const key = `${place.start} ${place.bases[0]}`;
      if (place.start >= 0 && !places.has(key) && readDirectoryEntry(source, place.start) !== null)
        places.set(key, place);
    }
  }
  return [...places.values()];
}
