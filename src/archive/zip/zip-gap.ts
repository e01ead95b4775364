/** Reads the parts of a zip that its directory does not name. */
import type { ByteSource } from '../../model/byte-source.js';
import type { Range } from '../coverage.js';
import {
  bufferAt,
  endRecordBytes,
  hasDescriptor,
  readDirectoryEntry,
  readLocalHeader,
  readLong,
  zipSignature,
  type LocalHeader,
} from './zip-records.js';

export type GapPart =
  /** `size` is that of the packed content. */
  | { readonly kind: 'file'; readonly local: LocalHeader; readonly size: number }
  /** Bytes that do not belong to a zip; never only zeros, which align the data behind them. */
  | { readonly kind: 'unknown'; readonly start: number; readonly end: number };

/**
 * Yields one part after the other, like readers that read a zip as a stream.
 *
 * @param spend is told how many bytes were searched, and ends the search when there were too many
 */
export function* gapParts(
  source: ByteSource,
  gap: Range,
  spend: (bytes: number) => void,
): Generator<GapPart, void, undefined> {
  for (let at = gap.start; at < gap.end;) {
    const next = recordEnd(source, at, gap.end);
    if (next !== null) {
      at = next;
      continue;
    }
    const local = readLocalHeader(source, at);
    if (local === null || local.dataStart > gap.end) {
      const end = nextRecord(source, at + 1, gap.end, spend);
      if (!isEmpty(source, at, end)) yield { kind: 'unknown', start: at, end };
      at = end;
      continue;
    }
    const size = sizeOf(source, local, gap.end, spend);
    yield { kind: 'file', local, size: size ?? gap.end - local.dataStart };
    // If its end is not known, anything in it that looks like a file is examined as well.
    at = size === null ? nextRecord(source, local.dataStart, gap.end, spend) : local.dataStart + size;
  }
}

/** Returns the end of a record that is not a file and hides none; null if there is none. */
function recordEnd(source: ByteSource, at: number, end: number): number | null {
  const bytes = bufferAt(source, at, 24);
  if (bytes.length < 16) return null;
  const length = recordLength(source, at, bytes);
  return length !== null && at + length <= end ? at + length : null;
}

function recordLength(source: ByteSource, at: number, bytes: Buffer): number | null {
  switch (bytes.readUInt32LE(0)) {
    case zipSignature.entry: {
      const entry = readDirectoryEntry(source, at);
      return entry === null ? null : entry.end - at;
    }
    case zipSignature.end:
      return endRecordBytes + (bytes.length < endRecordBytes ? 0 : bytes.readUInt16LE(20));
    case zipSignature.zip64End: {
      const length = 12 + readLong(bytes, 4);
      return length <= 0xffff ? length : null;
    }
    case zipSignature.zip64Locator:
      return 20;
    case zipSignature.digest:
      return 6 + bytes.readUInt16LE(4);
    case zipSignature.spanned:
      return 4;
    case zipSignature.descriptor:
      if (bytes.readUInt32LE(4) === zipSignature.local) return 4;
      return bytes.length >= 24 && bytes.readUInt32LE(12) === 0 && bytes.readUInt32LE(20) === 0 ? 24 : 16;
    default:
      return null;
  }
}

/** Returns the size of the packed content; null if nothing states it. */
function sizeOf(
  source: ByteSource,
  local: LocalHeader,
  end: number,
  spend: (bytes: number) => void,
): number | null {
  if (!hasDescriptor(local) || local.packedBytes !== 0) return local.packedBytes;
  // The record is behind the content, and its size is that of the bytes before it.
  for (let at = local.dataStart; at < end;) {
    at = find(source, at, end, [zipSignature.descriptor], spend);
    const bytes = bufferAt(source, at, 16);
    if (at < end && bytes.length === 16 && bytes.readUInt32LE(8) === at - local.dataStart)
      return at - local.dataStart;
    at += 4;
  }
  return null;
}

const recordStarts = Object.values(zipSignature);

const nextRecord = (source: ByteSource, from: number, end: number, spend: (bytes: number) => void): number =>
  find(source, from, end, recordStarts, spend);

const pieceBytes = 256 * 1024;
const mark = Buffer.from('PK');

/** Finds the first of the signatures; returns `end` if there is none. */
function find(
  source: ByteSource,
  from: number,
  end: number,
  signatures: readonly number[],
  spend: (bytes: number) => void,
): number {
  for (let start = from; start < end; start += pieceBytes) {
    // The last three bytes of a piece are examined with the next one.
    const piece = bufferAt(source, start, Math.min(pieceBytes + 3, end - start));
    spend(piece.length);
    for (let at = piece.indexOf(mark); at !== -1 && at + 4 <= piece.length; at = piece.indexOf(mark, at + 1))
      if (signatures.includes(piece.readUInt32LE(at))) return start + at;
  }
  return end;
}

function isEmpty(source: ByteSource, start: number, end: number): boolean {
  for (let at = start; at < end; at += pieceBytes)
    if (bufferAt(source, at, Math.min(pieceBytes, end - at)).some((byte) => byte !== 0)) return false;
  return true;
}
