/** What stands in a zip where its directory names nothing. */
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
  /** Nothing of a zip; never only zeros, which align what follows. */
  | { readonly kind: 'unknown'; readonly start: number; readonly end: number };

/**
 * One part after the other, as readers do that read a zip as it comes.
 *
 * @param spend is told how many bytes were looked through, and ends it when there were too many
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
    // Where its end is not known, what looks like a file in there is looked at as well.
    at = size === null ? nextRecord(source, local.dataStart, gap.end, spend) : local.dataStart + size;
  }
}

/** The end of a record that is no file and hides none; null where there is none. */
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

/** Of the packed content; null when nothing says it. */
function sizeOf(
  source: ByteSource,
  local: LocalHeader,
  end: number,
  spend: (bytes: number) => void,
): number | null {
  if (!hasDescriptor(local) || local.packedBytes !== 0) return local.packedBytes;
  // It stands behind the content, and is that of what stands before it.
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

/** Where one of the signatures stands first; `end` when none does. */
function find(
  source: ByteSource,
  from: number,
  end: number,
  signatures: readonly number[],
  spend: (bytes: number) => void,
): number {
  for (let start = from; start < end; start += pieceBytes) {
    // The last three bytes of a piece are looked at with the next one.
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
