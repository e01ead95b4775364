/** Reads tar archives: POSIX ustar and pax, GNU's long names and large numbers. man 5 tar; POSIX pax, "ustar Interchange Format". */
import { UnreadableArchive, type Budget } from './budget.js';
import { partOf, type ByteStream } from './byte-stream.js';
import type { Member } from './member.js';

const blockBytes = 512;
/** A name is not longer than this, nor are all the facts about one member. */
const maxExtendedHeader = 1024 * 1024;

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** What headers before a member say about it. */
interface Extension {
  readonly name?: string;
  readonly size?: number;
  readonly sparse?: true;
}

/** Regular files only. Each member's content must be used before the next one is asked for. */
export async function* tarMembers(
  stream: ByteStream,
  budget: Budget,
): AsyncGenerator<Member, void, undefined> {
  let extension: Extension = {};
  for (;;) {
    const header = await readHeader(stream);
    if (header === null) return;
    const size = extension.size ?? header.size;
    const { part, finish } = partOf(stream, size);
    if (header.type === 'x' || header.type === 'L') {
      extension = { ...extension, ...(await readExtension(header.type, size, part)) };
    } else {
      budget.spendMember();
      const name = extension.name ?? header.name;
      if (header.type === 'S' || extension.sparse === true)
        yield { kind: 'unreadable', name, reason: 'it is stored with holes' };
      else if (isFile(header.type)) yield { kind: 'file', name, content: part };
      // A global header (g) and GNU's long link names (K) say nothing about content.
      if (header.type !== 'g' && header.type !== 'K') extension = {};
    }
    const missing = await finish();
    await stream.skip((blockBytes - (size % blockBytes)) % blockBytes);
    if (missing > 0) throw new UnreadableArchive('it is cut short');
  }
}

const isFile = (type: string): boolean => type === '0' || type === '\0' || type === '7';

/** Null at the end, which is an empty block, or no block. */
async function readHeader(stream: ByteStream): Promise<Header | null> {
  const bytes = await stream.read(blockBytes);
  if (bytes.every((byte) => byte === 0)) return null;
  if (bytes.length < blockBytes) throw new UnreadableArchive('it is cut short');
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, blockBytes);
  const sum = numberAt(block, 148, 8);
  const actual = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  const size = numberAt(block, 124, 12);
  if (sum !== actual || size === null) throw new UnreadableArchive('one of its headers is damaged');
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: block.toString('latin1', 156, 157),
  };
}

function textAt(block: Buffer, offset: number, length: number): string {
  const end = block.indexOf(0, offset);
  return block.toString('utf8', offset, end === -1 || end > offset + length ? offset + length : end);
}

/** Octal digits, or GNU's binary form for what does not fit; null for neither. */
function numberAt(block: Buffer, offset: number, length: number): number | null {
  if (block[offset] === 0x80) {
    const value = Number(block.readBigUInt64BE(offset + length - 8));
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = block.toString('latin1', offset, offset + length).replaceAll(/[\0 ]+/g, '');
  return /^[0-7]*$/.test(text) ? Number.parseInt(text === '' ? '0' : text, 8) : null;
}

async function readExtension(type: 'x' | 'L', size: number, part: ByteStream): Promise<Extension> {
  if (size > maxExtendedHeader) throw new UnreadableArchive('one of its headers is too long');
  const body = Buffer.from(await part.read(size));
  if (type === 'L') return { name: body.toString('utf8').replace(/\0.*$/s, '') };
  const records = paxRecords(body);
  const path = records.get('path') ?? records.get('GNU.sparse.name');
  const longSize = records.get('size');
  const sparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(longSize === undefined || !/^\d{1,15}$/.test(longSize) ? {} : { size: Number(longSize) }),
    ...(sparse ? { sparse: true } : {}),
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
