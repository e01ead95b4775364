/**
 * Reads the inside of a file, no matter what kind of archive it is. Every byte belongs to something that is yielded.
 */
import path from 'node:path';
import { UnreadableArchive, type Budget } from '../../../archive/budget.js';
import { holdsPackedText, packedBehind } from '../../../archive/behind-script.js';
import { asarMembers } from '../../../archive/asar.js';
import { streamOfSource, type ByteStream } from '../../../archive/byte-stream.js';
import { collect } from '../../../archive/collect.js';
import type { Content, DataKind } from '../../../archive/content/content.js';
import { cpioMembers } from '../../../archive/cpio.js';
import { ContentReader } from '../../../archive/content/read-content.js';
import { decompress, type Packing } from '../../../archive/decompress.js';
import { formatOf, sniffedBytes } from '../../../archive/format.js';
import type { Member } from '../../../archive/member.js';
import { rpmMembers } from '../../../archive/rpm.js';
import { Turns } from '../../../archive/turns.js';
import { tarMembers } from '../../../archive/tar/tar.js';
import { zipMembers, zipWithin } from '../../../archive/zip/zip.js';
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { unreachable } from '../../../model/unreachable.js';
import { DamagedFile, findBytes } from '../../../oracle/binary/bytes.js';
import { archiveMembers, isDebianPackage } from '../../../oracle/binary/container/ar.js';
import type { Leaves, Reading } from './leaf.js';
import { embeddedLeaves } from './read-embedded.js';
import { isCoffObject } from '../../../oracle/binary/container/coff-object.js';
import type { RuntimeQuestion } from '../../../oracle/binary/runtime-question.js';
import { appendedAt, judgeBinary } from '../../../oracle/binary/judge-binary.js';

/**
 * The limit of nested archives. An image has layers with packages with archives in them; deeper ones are made to keep
 * readers busy.
 */
const maxDepth = 8;
/** The same limit for everything that is opened: compressions, parts of packages, data appended to programs. */
const maxLayers = 32;
/** The limit of a compiled file. No linker's output comes near; /proc/kcore claims 128 TiB. */
const maxCompiledBytes = 8 * 2 ** 30;
/** The limit of a text. Nobody writes a longer one by hand. */
const maxTextBytes = 4 * 2 ** 20;

/** The present position in the file, and the way in which it is read. */
interface Position {
  readonly reading: Reading;
  readonly names: readonly string[];
  /** The number of archives, as people count: neither compressions nor the parts of one package. */
  readonly depth: number;
  /** The number of everything that was opened. */
  readonly layers: number;
}

/** The position of something with these names that lies in what is at this one, or behind it. */
const deeper = ({ reading, depth, layers }: Position, names: readonly string[]): Position => ({
  reading,
  names,
  depth: depth + 1,
  layers: layers + 1,
});

/** Reads everything in a file; `names` are put before those of its members. */
export function leavesOf(source: ByteSource, reading: Reading, names: readonly string[] = []): Leaves {
  return tryToOpen(streamOfSource(source), { reading, names, depth: 0, layers: 0 });
}

const tryToOpen = (content: ByteStream, position: Position): Leaves =>
  attempt(open(content, position), position);

/** Reads one member. A member that cannot be read is an answer, and the others are still read. */
async function* attempt(leaves: Leaves, { names, layers }: Position): Leaves {
  try {
    yield* leaves;
  } catch (error) {
    if (!(error instanceof UnreadableArchive)) throw error;
    if (error.final && layers > 0) throw error;
    yield { kind: 'unreadable', names, reason: error.message };
  }
}

async function* open(content: ByteStream, position: Position): Leaves {
  const format = formatOf(await content.peek(sniffedBytes));
  const isPacked = format.kind !== 'other' && format.kind !== 'compiled' && format.kind !== 'script';
  if (position.depth > maxDepth && isPacked)
    throw new UnreadableArchive(`it is nested more than ${maxDepth} archives deep`);
  if (position.layers > maxLayers && format.kind !== 'other')
    throw new UnreadableArchive(`it is packed more than ${maxLayers} times over`);
  switch (format.kind) {
    case 'unreadable':
      throw new UnreadableArchive(`it is ${format.what}: ${format.hint} and gate what comes out`);
    case 'tar':
    case 'cpio':
    case 'rpm': {
      const members = streamed[format.kind](content, position.reading.budget);
      yield* openMembers(members, position, { isOnePackage: format.kind === 'rpm' });
      return;
    }
    case 'compressed':
      yield* openPacked(content, format.codec, position);
      return;
    case 'compiled':
    case 'ar':
    case 'zip':
    case 'asar':
    case 'script':
    case 'other':
      yield* openWhole(content, format.kind, position);
      return;
    default:
      unreachable(format);
  }
}

/** The readers of archives that are read from the beginning to the end. */
const streamed = { tar: tarMembers, cpio: cpioMembers, rpm: rpmMembers };

async function* openPacked(content: ByteStream, codec: Packing, position: Position): Leaves {
  const unpacked = decompress(content, codec, position.reading.budget);
  try {
    yield* open(unpacked, { ...position, layers: position.layers + 1 });
  } finally {
    await unpacked.close();
  }
}

/** Opens archives that need random access. A copy is made if they came out of a decompressor. */
async function* openWhole(
  content: ByteStream,
  kind: 'compiled' | 'ar' | 'zip' | 'asar' | 'script' | 'other',
  position: Position,
): Leaves {
  const bytes = await collect(content);
  try {
    switch (kind) {
      case 'zip':
        yield* openMembers(zipMembers(bytes, position.reading.budget), position);
        return;
      case 'asar':
        yield* openMembers(asarMembers(bytes, position.reading.budget), position);
        return;
      case 'ar':
        yield* isDebianPackage(bytes)
          ? openMembers(packageMembers(bytes), position, { isOnePackage: true })
          : openLibrary(bytes, position);
        return;
      case 'compiled':
        yield* openCompiled(bytes, position);
        return;
      case 'script':
      case 'other':
        yield* openData(bytes, kind, position);
        return;
      default:
        unreachable(kind);
    }
  } finally {
    bytes.close();
  }
}

async function* openCompiled(bytes: ByteSource, position: Position): Leaves {
  const { names, reading } = position;
  if (bytes.size > maxCompiledBytes) throw new UnreadableArchive('it is larger than any compiled file');
  const judgements = judgeBinary(bytes, reading.question);
  // Java's classes begin as fat Mach-O files do, old programs of DOS as PE files.
  if (judgements.length === 0) {
    yield* openData(bytes, 'other', position);
    return;
  }
  yield { kind: 'compiled', names, judgements };
  const offset = appendedAt(bytes);
  // An affected program says enough. The parts of a file that has parts are judged themselves.
  if (judgements.every(({ verdict, member }) => verdict !== 'affected' && member === null)) {
    const own = offset === null ? bytes : sliceOf(bytes, 0, offset);
    yield* embeddedLeaves(own, names, reading, (content, inside) =>
      tryToOpen(streamOfSource(content), deeper(position, inside)),
    );
  }
  if (offset !== null) yield* openAppended(bytes, offset, position);
}

/** Opens a static library: its object files are judged together, and everything else in it is opened. */
async function* openLibrary(bytes: ByteSource, position: Position): Leaves {
  const { names, reading } = position;
  yield { kind: 'compiled', names, judgements: judgeBinary(bytes, reading.question) };
  yield* openMembers(otherMembers(bytes), position);
}

function* otherMembers(library: ByteSource): Generator<Member> {
  try {
    for (const { name, bytes } of archiveMembers(library)) {
      const isObject = formatOf(bytes.read(0, sniffedBytes)).kind === 'compiled' || isCoffObject(bytes);
      // Data behind an object file is not judged with the library either.
      const from = isObject ? appendedAt(bytes) : 0;
      if (from !== null)
        yield { kind: 'file', name, content: streamOfSource(sliceOf(bytes, from, bytes.size - from)) };
    }
  } catch (error) {
    // The judgement of the library reports this error.
    if (!(error instanceof DamagedFile)) throw error;
  }
}

/** Opens the data that a program, a library or packed data stands in front of. It is found from there. */
async function* openAppended(bytes: ByteSource, offset: number, position: Position): Leaves {
  const inside = deeper(position, [...position.names, `appended at ${offset}`]);
  const behind = sliceOf(bytes, offset, bytes.size - offset);
  const { kind } = formatOf(behind.read(0, sniffedBytes));
  // A zip is found by its end: its offsets may count from the start of the program.
  const hasZip = (kind === 'zip' || kind === 'other') && zipWithin(bytes) !== null;
  yield* hasZip
    ? attempt(openMembers(zipMembers(bytes, position.reading.budget, offset), inside), inside)
    : tryToOpen(streamOfSource(behind), inside);
}

/** Reads data to its end. Hidden data is opened if it can be found from the ends. */
async function* openData(bytes: ByteSource, kind: 'script' | 'other', position: Position): Leaves {
  const { names, reading } = position;
  const content = goObject(bytes, reading.question) ?? (await contentOf(bytes, reading.budget));
  // Only the name of data packed by brotli tells what it is.
  if (
    content.kind === 'data' &&
    content.data === 'unknown' &&
    (names.at(-1) ?? reading.fileName).endsWith('.br')
  ) {
    const unpacked = { ...position, names: [...names, 'unpacked'] };
    yield* openPacked(streamOfSource(bytes), 'brotli', unpacked);
    return;
  }
  const isText = content.kind === 'data' && content.data === 'text';
  if (isText && kind === 'script' && holdsPackedText(bytes)) {
    const hint = 'run it where it does no harm, and gate what comes out';
    yield { kind: 'suspect', names, what: 'a program or an archive, written in base64', hint };
    return;
  }
  // Python's, Java's and others' programs are a zip behind a script or a mark of their own.
  const hasZip = content.kind === 'suspect' && zipWithin(bytes) !== null;
  const offset = !hasZip && !isText && kind === 'script' ? packedBehind(bytes) : null;
  if (offset === null && content.kind === 'data') {
    yield { kind: 'data', names, data: content.data, text: textOf(bytes, content.data, names, reading) };
    return;
  }
  if (hasZip) yield* openMembers(zipMembers(bytes, reading.budget), position);
  else if (offset === null) {
    if (content.kind === 'suspect') yield { ...content, names };
  } else {
    // A self-extracting archive begins behind the script's last line.
    const inside = deeper(position, [...names, `appended at ${offset}`]);
    yield* tryToOpen(streamOfSource(sliceOf(bytes, offset, bytes.size - offset)), inside);
  }
}

const goObjectMark = 'go object ';

/**
 * Recognises a package that the Go compiler has compiled, in a library or the build cache: it is no program, whatever
 * constants are in it. Null for anything else. The compiled runtime will be a part of a program.
 */
function goObject(bytes: ByteSource, { entry }: RuntimeQuestion): Content | null {
  if (Buffer.from(bytes.read(0, goObjectMark.length)).toString('latin1') !== goObjectMark) return null;
  const isRuntime = !findBytes(bytes, 0, bytes.size, Buffer.from(`${entry}.`)).next().done;
  if (!isRuntime) return { kind: 'data', data: 'Go object' };
  return { kind: 'suspect', what: 'a compiled runtime of Go', hint: 'gate the toolchain that compiled it' };
}

const pieceBytes = 256 * 1024;

async function contentOf(bytes: ByteSource, budget: Budget): Promise<Content> {
  const reader = new ContentReader();
  const turns = new Turns(budget);
  for (let at = 0; at < bytes.size;) {
    const piece = bytes.read(at, pieceBytes);
    if (piece.length === 0) throw new UnreadableArchive('it became shorter while it was read');
    reader.push(piece);
    at += piece.length;
    await turns.take(piece.length);
  }
  return reader.finish();
}

function textOf(
  bytes: ByteSource,
  data: DataKind,
  names: readonly string[],
  reading: Reading,
): string | null {
  const isWanted = data === 'text' && bytes.size <= maxTextBytes && reading.wantsText(names.at(-1) ?? '');
  return isWanted ? Buffer.from(bytes.read(0, bytes.size)).toString('utf8') : null;
}

/** @param isOnePackage what is in it is no archive in an archive, to people */
async function* openMembers(
  members: AsyncIterable<Member> | Iterable<Member>,
  position: Position,
  { isOnePackage = false } = {},
): Leaves {
  const { reading } = position;
  const turns = new Turns(reading.budget);
  const depth = position.depth + (isOnePackage ? 0 : 1);
  const layers = position.layers + 1;
  for await (const member of members) {
    const names = [...position.names, member.name];
    switch (member.kind) {
      case 'file':
        yield* tryToOpen(member.content, { reading, names, depth, layers });
        break;
      case 'link':
        yield { kind: 'link', names, target: member.target, hard: member.hard };
        break;
      case 'unreadable':
        yield { kind: 'unreadable', names, reason: member.reason };
        break;
      default:
        unreachable(member);
    }
    await turns.take(memberCost);
  }
}

/** The cost of a member, as the number of bytes that take about as long. */
const memberCost = 16 * 1024;

function* packageMembers(source: ByteSource): Generator<Member> {
  try {
    for (const { name, bytes } of archiveMembers(source))
      yield { kind: 'file', name: path.posix.basename(name), content: streamOfSource(bytes) };
  } catch (error) {
    throw error instanceof DamagedFile ? new UnreadableArchive(error.message) : error;
  }
}
