/** Reads tar archives. */
import { UnreadableArchive, type Budget } from './budget.js';
import { partOf, type ByteStream } from './byte-stream.js';
import type { Member } from './member.js';
import { blockBytes, parseTarHeader, type TarHeader } from './tar-header.js';

/** A name is not longer than this, nor are all the facts about one member. */
const maxExtendedHeader = 1024 * 1024;

/** What headers before a member say about it. */
interface Extension {
  readonly name?: string;
  readonly target?: string;
  readonly size?: number;
  readonly withHoles?: true;
}

/** Files and links; no folders or devices. Each member's content must be used before the next one is asked for. */
export async function* tarMembers(
  stream: ByteStream,
  budget: Budget,
): AsyncGenerator<Member, void, undefined> {
  let extension: Extension = {};
  for (;;) {
    const header = await readHeader(stream);
    if (header === null) return;
    const size = sizeOf(header, extension);
    const { part, finish } = partOf(stream, size);
    if (header.kind === 'pax' || header.kind === 'long-name' || header.kind === 'long-target') {
      extension = { ...extension, ...(await readExtension(header.kind, size, part)) };
    } else {
      budget.spendMember();
      const name = extension.name ?? header.name;
      if (header.kind === 'with-holes' || extension.withHoles === true)
        yield { kind: 'unreadable', name, reason: 'it is stored with holes' };
      else if (header.kind === 'file') yield { kind: 'file', name, content: part };
      else if (header.kind === 'hard-link' || header.kind === 'symbolic-link') {
        const target = extension.target ?? header.target;
        yield { kind: 'link', name, target, hard: header.kind === 'hard-link' };
      }
      if (header.kind !== 'about-others') extension = {};
    }
    const missing = await finish();
    await stream.skip((blockBytes - (size % blockBytes)) % blockBytes);
    if (missing > 0) throw new UnreadableArchive('it is cut short');
  }
}

/** Of what follows the header. A size in a pax header is the member's, and not that of other headers in between. */
function sizeOf({ kind, size }: TarHeader, extension: Extension): number {
  switch (kind) {
    case 'file':
    case 'with-holes':
    case 'no-file':
      return extension.size ?? size;
    case 'hard-link':
    case 'symbolic-link':
    case 'empty':
      return 0;
    case 'pax':
    case 'long-name':
    case 'long-target':
    case 'about-others':
      return size;
  }
}

/** Archives are filled up to whole records; more is no part of one. */
const mostEmptyBlocks = 4096;

/** Null at the end, which is empty blocks, or no block. */
async function readHeader(stream: ByteStream): Promise<TarHeader | null> {
  for (let empty = 0; empty < mostEmptyBlocks; empty += 1) {
    const bytes = await stream.read(blockBytes);
    if (bytes.every((byte) => byte === 0)) {
      if (bytes.length < blockBytes) return null;
      continue;
    }
    const header = bytes.length < blockBytes ? null : parseTarHeader(bytes);
    if (header !== null) return header;
    // Behind the end stands another archive, which `tar -i` would read, or anything at all.
    if (empty > 0) return null;
    throw new UnreadableArchive(
      bytes.length < blockBytes ? 'it is cut short' : 'one of its headers is damaged',
    );
  }
  return null;
}

async function readExtension(
  kind: 'pax' | 'long-name' | 'long-target',
  size: number,
  part: ByteStream,
): Promise<Extension> {
  if (size > maxExtendedHeader) throw new UnreadableArchive('one of its headers is too long');
  const body = Buffer.from(await part.read(size));
  const text = body.toString('utf8').split('\0', 1)[0] ?? '';
  if (kind === 'long-name') return { name: text };
  if (kind === 'long-target') return { target: text };
  const records = paxRecords(body);
  const path = records.get('path') ?? records.get('GNU.sparse.name');
  const target = records.get('linkpath');
  const longSize = records.get('size');
  const withHoles = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(target === undefined ? {} : { target }),
    ...(longSize === undefined || !/^\d{1,15}$/.test(longSize) ? {} : { size: Number(longSize) }),
    ...(withHoles ? { withHoles: true } : {}),
  };
}

/** `LENGTH KEY=VALUE\n`, where the length is that of the whole record. */
function paxRecords(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const length = Number(/^\d{1,7}/.exec(body.toString('latin1', at, at + 8))?.[0]);
    if (!(length > 0) || at + length > body.length)
      throw new UnreadableArchive('one of its headers is damaged');
    const record = body.toString('utf8', body.indexOf(0x20, at) + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
