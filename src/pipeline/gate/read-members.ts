/** What is inside of a file, whatever kind of archive it is. */
import path from 'node:path';
import { UnreadableArchive, type Budget } from '../../archive/budget.js';
import { streamOfSource, type ByteStream } from '../../archive/byte-stream.js';
import { collect } from '../../archive/collect.js';
import { decompress } from '../../archive/decompress.js';
import { packedBehind } from '../../archive/behind-script.js';
import { formatOf, sniffedBytes } from '../../archive/format.js';
import type { Member } from '../../archive/member.js';
import { tarMembers } from '../../archive/tar.js';
import { zipMembers, zipWithin } from '../../archive/zip.js';
import { sliceOf, type ByteSource } from '../../model/byte-source.js';
import { unreachable } from '../../model/unreachable.js';
import { DamagedFile } from '../../oracle/binary/bytes.js';
import { archiveMembers, isDebianPackage } from '../../oracle/binary/container/ar.js';
import { appendedTo, type Appended } from './appended.js';

/** What becomes of the innermost files. */
export type Leaf =
  /** ELF, PE, Mach-O or a static library, with random access until the next leaf is asked for. */
  | { readonly kind: 'compiled'; readonly names: readonly string[]; readonly bytes: ByteSource }
  | { readonly kind: 'unreadable'; readonly names: readonly string[]; readonly reason: string };

/** An image has layers with packages with archives in them; deeper ones are made to keep readers busy. */
const maxDepth = 8;

/** Where in the file one is: the names of the members on the way, outermost first, and how much was opened for that. */
interface Position {
  readonly names: readonly string[];
  readonly depth: number;
}

const outermost: Position = { names: [], depth: 0 };

export function leavesOf(content: ByteStream, budget: Budget): AsyncGenerator<Leaf, void, undefined> {
  return tryToOpen(content, budget, outermost);
}

/** The same for what is appended to a compiled file. */
export function leavesBehind(
  source: ByteSource,
  appended: Appended,
  budget: Budget,
): AsyncGenerator<Leaf, void, undefined> {
  return openAppended(source, appended, budget, outermost);
}

const tryToOpen = (
  content: ByteStream,
  budget: Budget,
  position: Position,
): AsyncGenerator<Leaf, void, undefined> => attempt(open(content, budget, position), position);

/** One member that cannot be read is an answer, and the others are still looked at. */
async function* attempt(
  leaves: AsyncGenerator<Leaf, void, undefined>,
  { names }: Position,
): AsyncGenerator<Leaf, void, undefined> {
  try {
    yield* leaves;
  } catch (error) {
    if (!(error instanceof UnreadableArchive)) throw error;
    if (error.final && names.length > 0) throw error;
    yield { kind: 'unreadable', names, reason: error.message };
  }
}

async function* open(
  content: ByteStream,
  budget: Budget,
  position: Position,
): AsyncGenerator<Leaf, void, undefined> {
  const { names, depth } = position;
  const format = formatOf(await content.peek(sniffedBytes));
  if (depth > maxDepth && format.kind !== 'other')
    throw new UnreadableArchive(`it is nested more than ${maxDepth} archives deep`);
  switch (format.kind) {
    case 'other':
      return;
    case 'unreadable':
      throw new UnreadableArchive(`it is ${format.what}: ${format.hint} and gate what comes out`);
    case 'tar':
      yield* openMembers(tarMembers(content, budget), budget, position);
      return;
    case 'compressed': {
      const unpacked = decompress(content, format.codec, budget);
      try {
        yield* open(unpacked, budget, { names, depth: depth + 1 });
      } finally {
        await unpacked.close();
      }
      return;
    }
    case 'compiled':
    case 'ar':
    case 'zip':
    case 'script':
      yield* openWhole(content, format.kind, budget, position);
      return;
    default:
      unreachable(format);
  }
}

/** These need random access, so that a copy is made where they came out of a decompressor. */
async function* openWhole(
  content: ByteStream,
  kind: 'compiled' | 'ar' | 'zip' | 'script',
  budget: Budget,
  position: Position,
): AsyncGenerator<Leaf, void, undefined> {
  const bytes = await collect(content);
  try {
    switch (kind) {
      case 'zip':
        yield* openMembers(zipMembers(bytes, budget), budget, position);
        return;
      case 'script':
        yield* openBehindScript(bytes, budget, position);
        return;
      case 'ar':
        yield* isDebianPackage(bytes)
          ? openMembers(packageMembers(bytes), budget, position)
          : openCompiled(bytes, budget, position);
        return;
      case 'compiled':
        yield* openCompiled(bytes, budget, position);
    }
  } finally {
    bytes.close();
  }
}

async function* openCompiled(
  bytes: ByteSource,
  budget: Budget,
  position: Position,
): AsyncGenerator<Leaf, void, undefined> {
  yield { kind: 'compiled', names: position.names, bytes };
  const appended = appendedTo(bytes);
  if (appended !== null) yield* openAppended(bytes, appended, budget, position);
}

/** What a program, a library or something packed stands in front of is found from there. */
async function* openAppended(
  bytes: ByteSource,
  { name, offset }: Appended,
  budget: Budget,
  { names, depth }: Position,
): AsyncGenerator<Leaf, void, undefined> {
  const inside = { names: [...names, name], depth: depth + 1 };
  const behind = sliceOf(bytes, offset, bytes.size - offset);
  const { kind } = formatOf(behind.read(0, sniffedBytes));
  // A zip is found by its end: its offsets may count from the start of the program.
  const zip = kind === 'zip' || kind === 'other' ? zipWithin(bytes) : null;
  yield* zip === null
    ? tryToOpen(streamOfSource(behind), budget, inside)
    : attempt(openMembers(zipMembers(zip, budget), budget, inside), inside);
}

/** A zip, or what a script unpacks that extracts itself: it begins behind the script's last line. */
async function* openBehindScript(
  bytes: ByteSource,
  budget: Budget,
  position: Position,
): AsyncGenerator<Leaf, void, undefined> {
  const zip = zipWithin(bytes);
  if (zip !== null) {
    yield* openMembers(zipMembers(zip, budget), budget, position);
    return;
  }
  const offset = packedBehind(bytes);
  if (offset === null) return;
  const inside = { names: [...position.names, `appended at ${offset}`], depth: position.depth + 1 };
  yield* tryToOpen(streamOfSource(sliceOf(bytes, offset, bytes.size - offset)), budget, inside);
}

async function* openMembers(
  members: AsyncIterable<Member> | Iterable<Member>,
  budget: Budget,
  { names, depth }: Position,
): AsyncGenerator<Leaf, void, undefined> {
  for await (const member of members) {
    // What a link leads to is looked at where it stands.
    if (member.kind === 'link') continue;
    const inner = { names: [...names, member.name], depth: depth + 1 };
    if (member.kind === 'unreadable') yield { kind: 'unreadable', names: inner.names, reason: member.reason };
    else yield* tryToOpen(member.content, budget, inner);
  }
}

function* packageMembers(source: ByteSource): Generator<Member> {
  try {
    for (const { name, bytes } of archiveMembers(source))
      yield { kind: 'file', name: path.posix.basename(name), content: streamOfSource(bytes) };
  } catch (error) {
    throw error instanceof DamagedFile ? new UnreadableArchive(error.message) : error;
  }
}
