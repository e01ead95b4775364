/**
 * Yields the members of a zip: every file that some tool would take out of it. Tools read its directory, which they
 * find in different ways, or one file after the other from the start. If these differ, all readings are members.
 */
import { sliceOf, type ByteSource } from '../../model/byte-source.js';
import { UnreadableArchive, type Budget } from '../budget.js';
import { streamOfSource } from '../byte-stream.js';
import { createCoverage, type Coverage } from '../coverage.js';
import { crc32 } from '../crc32.js';
import type { Members } from '../member.js';
import { summed } from '../summed-stream.js';
import { stored, unpackedBy } from './zip-content.js';
import { tailBytes, zipEnds, type DirectoryPlace } from './zip-end.js';
import { gapParts } from './zip-gap.js';
import {
  bufferAt,
  hasDescriptor,
  isEncrypted,
  readDirectoryEntry,
  readLocalHeader,
  signatureAt,
  zipSignature,
  type DirectoryEntry,
  type LocalHeader,
  type ZipFacts,
} from './zip-records.js';

/** The state of reading one zip. */
interface Reader {
  readonly source: ByteSource;
  readonly budget: Budget;
  readonly coverage: Coverage;
  /** Content that was already yielded, so that nothing comes twice. */
  readonly given: Set<string>;
  /**
   * Ranges of stored content. Anything in there that looks like an end record is found when that content is examined.
   */
  readonly asItIs: { start: number; end: number }[];
  /** Counts bytes; throws when files overlap so often that reading them would not end. */
  readonly spend: (bytes: number) => void;
}

/** @param from the offset of the zip; the bytes before it are no part of it, such as a program that reads it */
export async function* zipMembers(source: ByteSource, budget: Budget, from = 0): Members {
  const coverage = createCoverage(source.size, from);
  const reader: Reader = {
    source,
    budget,
    coverage,
    given: new Set(),
    asItIs: [],
    spend: spender(source.size),
  };
  const read = new Map<string, Set<number>>();
  let end = 0;
  for (const { at, records, directories } of zipEnds(source)) {
    if (at < from || reader.asItIs.some(({ start, end: behind }) => at >= start && at < behind)) continue;
    end ||= at;
    for (const record of records) coverage.add(record.start, record.end);
    for (const directory of directories) yield* listedMembers(reader, directory, read);
  }
  yield* unlistedMembers(reader, end);
  if (end === 0) throw new UnreadableArchive('it has no directory at its end');
}

/** Finds where the zip that ends `source` begins, for programs and scripts that carry a zip behind them. */
export function zipWithin(source: ByteSource): ByteSource | null {
  for (const { directories } of zipEnds(source)) {
    const starts = directories.map(({ start, bases }) => {
      const entry = readDirectoryEntry(source, start);
      return (entry === null ? undefined : placeOf(source, entry, bases)) ?? start;
    });
    if (starts.length > 0) {
      const first = Math.min(...starts);
      return sliceOf(source, first, source.size - first);
    }
  }
  return null;
}

const mostOverlaps = 8;

function spender(size: number): (bytes: number) => void {
  let left = mostOverlaps * (size + 2 ** 20);
  return (bytes) => {
    left -= bytes;
    if (left < 0) throw new UnreadableArchive('its files overlap', { final: true });
  };
}

/**
 * Yields entry by entry as long as there are any, no matter how many were promised.
 *
 * @param readBefore the places of entries that were read, by the bases with which they were read
 */
async function* listedMembers(
  reader: Reader,
  { start, bases }: DirectoryPlace,
  readBefore: Map<string, Set<number>>,
): Members {
  const { source, budget, coverage } = reader;
  const read = readBefore.get(bases.join(' ')) ?? new Set();
  readBefore.set(bases.join(' '), read);
  for (let at = start; !read.has(at);) {
    const entry = readDirectoryEntry(source, at);
    if (entry === null) return;
    read.add(at);
    coverage.add(at, entry.end);
    budget.spendMember();
    const place = placeOf(source, entry, bases);
    const local = place === undefined ? null : readLocalHeader(source, place);
    if (place === undefined || local === null)
      yield {
        kind: 'unreadable',
        name: entry.name,
        reason: 'there is no file where the directory of its zip says',
      };
    else yield* listedMember(reader, entry, local, place);
    at = entry.end;
  }
}

/** The place of the entry's own header. */
const placeOf = (source: ByteSource, entry: DirectoryEntry, bases: readonly number[]): number | undefined =>
  bases
    .map((base) => entry.headerOffset + base)
    .find((place) => signatureAt(source, place) === zipSignature.local);

/** One way to read a file of a zip. */
interface Reading {
  readonly facts: ZipFacts;
  readonly start: number;
  readonly size: number;
}

async function* listedMember(
  reader: Reader,
  entry: DirectoryEntry,
  local: LocalHeader,
  place: number,
): Members {
  const readings = readingsOf(entry, local);
  const least = Math.min(...readings.map(({ size }) => size));
  const end = local.dataStart + least;
  const descriptor = hasDescriptor(local) ? descriptorAt(reader.source, end, entry) : null;
  reader.coverage.add(place, descriptor?.end ?? end);
  for (const reading of readings) yield* membersOf(reader, entry.name, reading);
  const isContradicted =
    hasDescriptor(local) &&
    (descriptor === null
      ? local.method === stored && local.packedBytes !== entry.packedBytes
      : !descriptor.sizes.includes(entry.packedBytes));
  if (isContradicted)
    yield {
      kind: 'unreadable',
      name: entry.name,
      reason: 'the size behind it differs from that in the directory',
    };
}

/** Yields the reading of the directory, and that of its own header if it differs. */
function readingsOf(entry: DirectoryEntry, local: LocalHeader): Reading[] {
  const start = local.dataStart;
  const isOpen = hasDescriptor(local) && local.packedBytes === 0;
  const own = isOpen
    ? { ...local, packedBytes: entry.packedBytes, bytes: entry.bytes, crc32: entry.crc32 }
    : local;
  const all = [entry, own].flatMap((facts) => [
    { facts, start, size: facts.packedBytes },
    // Stored data has one size, but these are two.
    ...(facts.method === stored && !isEncrypted(facts) ? [{ facts, start, size: facts.bytes }] : []),
  ]);
  return all.filter(
    ({ facts, size }, index) =>
      all.findIndex((other) => other.size === size && other.facts.method === facts.method) === index,
  );
}

/** Yields the file, and anything that is wrong with it. */
async function* membersOf(
  { source, budget, given, asItIs, spend }: Reader,
  name: string,
  { facts, start, size }: Reading,
): Members {
  const key = `${start} ${size} ${facts.method}`;
  if (given.has(key)) return;
  given.add(key);
  // It is usually a folder.
  if (name.endsWith('/') && size === 0) return;
  const packed = sliceOf(source, start, size);
  spend(packed.size);
  const content = isEncrypted(facts) ? null : unpackedBy(facts.method, packed, facts, budget);
  if (content === null) {
    yield { kind: 'unreadable', name, reason: refusal(facts) };
    return;
  }
  const isStored = facts.method === stored;
  if (isStored && start + size > source.size - tailBytes) asItIs.push({ start, end: start + size });
  const { stream, sum } = summed(content);
  try {
    yield { kind: 'file', name, content: stream };
  } finally {
    await content.close();
  }
  if (packed.size < size) yield { kind: 'unreadable', name, reason: 'it is cut short' };
  const actual = isStored ? sumOf(packed) : sum();
  const isKnown = facts.crc32 !== 0 || !hasDescriptor(facts);
  if (isKnown && actual !== null && actual !== facts.crc32)
    yield { kind: 'unreadable', name, reason: 'its content does not match its checksum' };
}

const refusal = (facts: ZipFacts): string =>
  isEncrypted(facts)
    ? 'it is encrypted'
    : `it is packed by method ${facts.method}, which is not read: unpack it with \`7z x\` and gate what comes out`;

function sumOf(source: ByteSource): number {
  let sum = 0;
  for (let at = 0; at < source.size; at += 2 ** 20) sum = crc32(source.read(at, 2 ** 20), sum);
  return sum;
}

/**
 * Finds the record that may follow the content of a file whose header did not know its size; its numbers have four or
 * eight bytes.
 */
function descriptorAt(
  source: ByteSource,
  at: number,
  { crc32: sum, packedBytes }: ZipFacts,
): { readonly end: number; readonly sizes: readonly number[] } | null {
  const bytes = bufferAt(source, at, 28);
  if (bytes.length < 16) return null;
  // The signature was added to the format later. Without it, only a record with the expected values is believed to be
  // one.
  if (bytes.readUInt32LE(0) === sum && bytes.readUInt32LE(4) === packedBytes)
    return {
      end: at + (bytes.readUInt32LE(8) === 0 && !hasRecordAt(bytes, 12) ? 20 : 12),
      sizes: [packedBytes],
    };
  if (bytes.readUInt32LE(0) !== zipSignature.descriptor) return null;
  const long = bytes.length >= 24 ? Number(bytes.readBigUInt64LE(8)) : null;
  const short = bytes.readUInt32LE(8);
  const isLong = long !== null && (bytes.length < 28 || bytes.toString('latin1', 24, 26) === 'PK');
  const isShort = bytes.toString('latin1', 16, 18) === 'PK';
  return { end: at + (isLong && !isShort ? 24 : 16), sizes: [short, ...(long === null ? [] : [long])] };
}

/** An empty file has zeros for its sizes, in either length. */
const hasRecordAt = (bytes: Buffer, at: number): boolean => bytes.toString('latin1', at, at + 2) === 'PK';

/**
 * Yields the files that no directory names: readers that go from one file to the next see such files, and anything may
 * hide there.
 */
async function* unlistedMembers(reader: Reader, end: number): Members {
  const { source, budget, coverage, spend } = reader;
  for (const gap of coverage.gaps()) {
    for (const part of gapParts(source, gap, spend)) {
      budget.spendMember();
      if (part.kind === 'file') {
        const { local: facts, size } = part;
        yield* membersOf(reader, facts.name, { facts, start: facts.dataStart, size });
        continue;
      }
      const where = part.start > end ? 'behind' : 'in';
      const name = `${where} the archive at ${part.start}`;
      yield {
        kind: 'file',
        name,
        content: streamOfSource(sliceOf(source, part.start, part.end - part.start)),
      };
    }
  }
}
