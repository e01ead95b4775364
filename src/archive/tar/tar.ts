/**
 * Reads tar archives: every file that GNU tar, bsdtar, Python and Go would take out of one, also behind a damaged
 * header and behind its end.
 */
import { UnreadableArchive, type Budget } from '../budget.js';
import { partOf, type ByteStream } from '../byte-stream.js';
import type { Member, Members } from '../member.js';
import { positioned, type PositionedStream } from '../positioned-stream.js';
import { untilHeader } from './tar-blocks.js';
import { readExtension, type Extension } from './tar-extension.js';
import { blockBytes, parseTarHeader, type TarHeader } from './tar-header.js';

/** The finding in place of a header. */
type Found =
  | { readonly kind: 'header'; readonly header: TarHeader }
  /** Blocks that are not a header; `isBehind` is true if empty blocks, which end an archive, come before them. */
  | { readonly kind: 'unknown'; readonly isBehind: boolean };

/**
 * Yields files and links, but no folders or devices. Each member's content must be used before the next one is
 * requested.
 */
export async function* tarMembers(inner: ByteStream, budget: Budget): Members {
  const stream = positioned(inner);
  let extension: Extension = {};
  let damage: string | null = null;
  for (
    let found = await findHeader(stream, budget);
    found !== null;
    found = await findHeader(stream, budget)
  ) {
    if (found.kind === 'unknown') {
      budget.spendMember();
      if (!found.isBehind) damage ??= 'one of its headers is damaged';
      extension = {};
      const { part, finish } = untilHeader(stream, budget);
      const name = `${found.isBehind ? 'behind' : 'in'} the archive at ${stream.at()}`;
      yield { kind: 'file', name, content: part };
      await finish();
      continue;
    }
    budget.spendBytes(0);
    const { header } = found;
    for (let more = header.hasMoreHoles; more;) more = (await stream.read(blockBytes))[504] === 1;
    const size = await sizeOf(stream, header, extension);
    const { part, finish } = partOf(stream, size);
    switch (header.kind) {
      case 'pax':
      case 'long-name':
      case 'long-target': {
        const read = await readExtension(header.kind, size, part);
        if (read === null) damage ??= 'one of its headers is damaged';
        extension = { ...extension, ...read };
        break;
      }
      case 'about-others':
        break;
      case 'file':
      case 'with-holes':
      case 'hard-link':
      case 'symbolic-link':
      case 'empty':
        budget.spendMember();
        yield* membersOf(header, extension, size, part);
        extension = {};
    }
    const missing = await finish();
    await stream.skip((blockBytes - (size % blockBytes)) % blockBytes);
    if (missing > 0) damage = 'it is cut short';
  }
  if (damage !== null) throw new UnreadableArchive(damage);
}

function* membersOf(
  header: TarHeader,
  extension: Extension,
  size: number,
  content: ByteStream,
): Generator<Member, void, undefined> {
  const name = extension.name ?? header.name;
  if (header.kind === 'hard-link' || header.kind === 'symbolic-link') {
    const target = extension.target ?? header.target;
    yield { kind: 'link', name, target, hard: header.kind === 'hard-link' };
  }
  if (header.kind === 'with-holes' || extension.withHoles === true)
    yield { kind: 'unreadable', name, reason: 'it is stored with holes' };
  else if (header.kind === 'file' || size > 0) yield { kind: 'file', name, content };
  // A size that does not fit into the header is omitted there, or is the largest that fits.
  const isContradicted =
    header.size !== 0 && header.size !== size && size < largestShort && header.kind === 'file';
  if (isContradicted) yield { kind: 'unreadable', name, reason: 'its headers give it two sizes' };
}

const largestShort = 8 ** 11 - 1;

/**
 * The size of the data behind the header. A size in a pax header is the member's, and not that of other headers in
 * between.
 */
async function sizeOf(stream: ByteStream, { kind, size }: TarHeader, extension: Extension): Promise<number> {
  switch (kind) {
    case 'file':
    case 'with-holes':
      return extension.size ?? size;
    case 'hard-link':
    case 'symbolic-link':
    case 'empty':
      // Some give these a content nevertheless. GNU tar takes it for headers. If it is not one, it is examined.
      return (extension.size ?? size) > 0 && (await startsWithContent(stream)) ? (extension.size ?? size) : 0;
    case 'pax':
    case 'long-name':
    case 'long-target':
    case 'about-others':
      return size;
  }
}

async function startsWithContent(stream: ByteStream): Promise<boolean> {
  const block = await stream.peek(blockBytes);
  return block.length === blockBytes && parseTarHeader(block) === null && block.some((byte) => byte !== 0);
}

/** No archive is padded with so many zeros; sparse files can have any number. */
const mostEmptyBlocks = 2 * 2 ** 20;

/** Behind empty blocks, which end an archive, `tar -i` reads another one. Returns null at the end of everything. */
async function findHeader(stream: PositionedStream, budget: Budget): Promise<Found | null> {
  for (let empty = 0; empty < mostEmptyBlocks; empty += 1) {
    const bytes = await stream.peek(blockBytes);
    if (bytes.length === 0) return null;
    if (bytes.every((byte) => byte === 0)) {
      budget.spendBytes(0);
      await stream.skip(bytes.length);
      continue;
    }
    const header = bytes.length < blockBytes ? null : parseTarHeader(bytes);
    if (header === null) return { kind: 'unknown', isBehind: empty > 0 };
    await stream.skip(blockBytes);
    return { kind: 'header', header };
  }
  throw new UnreadableArchive('it is followed by more than a gigabyte of zeros');
}
