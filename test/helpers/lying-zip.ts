/** Zips of every form, also such as contradict themselves: each number can be another than the true one. */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/model/crc32.js';

interface ZipNumbers {
  readonly name?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly crc32?: number;
  readonly packedBytes?: number;
  readonly bytes?: number;
  readonly extra?: Buffer;
}

export interface ZipPart {
  readonly name: string;
  readonly content: Uint8Array;
  /** Deflated when it is not given; the content is then packed by the caller. */
  readonly packed?: { readonly method: number; readonly bytes: Uint8Array };
  readonly local?: ZipNumbers;
  readonly listed?: ZipNumbers & { readonly offset?: number };
  /** The directory does not name it. */
  readonly unlisted?: boolean;
  /** The header of the file has no sizes, they stand behind it. */
  readonly descriptor?: 'signed' | 'unsigned' | 'long';
  readonly descriptorBytes?: number;
  /** What stands before its header. */
  readonly gap?: Uint8Array;
}

export interface ZipForm {
  readonly before?: Uint8Array;
  /** Whether offsets count what stands before. */
  readonly countsBefore?: boolean;
  readonly zip64?: boolean;
  readonly beforeDirectory?: Uint8Array;
  readonly beforeEnd?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly behind?: Uint8Array;
  readonly end?: {
    readonly count?: number;
    readonly size?: number;
    readonly offset?: number;
    readonly commentBytes?: number;
  };
}

export const storedPart = (name: string, content: Uint8Array, more: Partial<ZipPart> = {}): ZipPart => ({
  name,
  content,
  packed: { method: 0, bytes: content },
  ...more,
});

const nothing = Buffer.alloc(0);

export function lyingZip(parts: readonly ZipPart[], form: ZipForm = {}): Buffer {
  const chunks: Uint8Array[] = [];
  let at = 0;
  const add = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    at += chunk.length;
  };
  const before = form.before ?? nothing;
  add(before);
  const base = form.countsBefore === true ? 0 : before.length;
  const directory: Buffer[] = [];
  for (const part of parts) {
    const { method, bytes: packed } = part.packed ?? { method: 8, bytes: deflateRawSync(part.content) };
    add(part.gap ?? nothing);
    const actual = {
      name: part.name,
      flags: part.descriptor === undefined ? 0 : 8,
      method,
      crc32: crc32(part.content),
      packedBytes: packed.length,
      bytes: part.content.length,
      extra: nothing,
    };
    const unknown = part.descriptor === undefined ? {} : { crc32: 0, packedBytes: 0, bytes: 0 };
    if (part.unlisted !== true)
      directory.push(listedHeader({ ...actual, ...part.listed }, part.listed?.offset ?? at - base, form));
    add(localHeader({ ...actual, ...unknown, ...part.local }));
    add(packed);
    if (part.descriptor !== undefined)
      add(descriptorOf(part.descriptor, { ...actual, packedBytes: part.descriptorBytes ?? packed.length }));
  }
  add(form.beforeDirectory ?? nothing);
  const start = at - base;
  for (const entry of directory) add(entry);
  const size = at - base - start;
  add(form.beforeEnd ?? nothing);
  addEnd(add, { count: directory.length, size, offset: start, at: at - base }, form);
  add(form.behind ?? nothing);
  return Buffer.concat(chunks);
}

interface End {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  readonly at: number;
}

function addEnd(add: (chunk: Uint8Array) => void, { at, ...actual }: End, form: ZipForm): void {
  const { count, size, offset } = { ...actual, ...form.end };
  if (form.zip64 === true) {
    const record = Buffer.alloc(76);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(BigInt(count), 24);
    record.writeBigUInt64LE(BigInt(count), 32);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(offset), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(at), 64);
    record.writeUInt32LE(1, 72);
    add(record);
  }
  const comment = form.comment ?? nothing;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(form.zip64 === true ? 0xffff : count, 8);
  end.writeUInt16LE(form.zip64 === true ? 0xffff : count, 10);
  end.writeUInt32LE(form.zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(form.zip64 === true ? 0xffffffff : offset, 16);
  end.writeUInt16LE(form.end?.commentBytes ?? comment.length, 20);
  add(end);
  add(comment);
}

/** What both headers have in common, from the flags to the lengths. */
function common(numbers: Required<ZipNumbers>): Buffer {
  const fields = Buffer.alloc(24);
  fields.writeUInt16LE(numbers.flags, 0);
  fields.writeUInt16LE(numbers.method, 2);
  fields.writeUInt32LE(0x21 << 16, 4);
  fields.writeUInt32LE(numbers.crc32, 8);
  fields.writeUInt32LE(numbers.packedBytes, 12);
  fields.writeUInt32LE(numbers.bytes, 16);
  fields.writeUInt16LE(Buffer.byteLength(numbers.name), 20);
  fields.writeUInt16LE(numbers.extra.length, 22);
  return fields;
}

const localHeader = (numbers: Required<ZipNumbers>): Buffer =>
  Buffer.concat([Buffer.from('PK\x03\x04\x14\0'), common(numbers), Buffer.from(numbers.name), numbers.extra]);

function listedHeader(numbers: Required<ZipNumbers>, offset: number, { zip64 = false }: ZipForm): Buffer {
  const tail = Buffer.alloc(14);
  const long = Buffer.alloc(28);
  long.writeUInt16LE(1, 0);
  long.writeUInt16LE(24, 2);
  for (const [index, value] of [numbers.bytes, numbers.packedBytes, offset].entries())
    long.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  tail.writeUInt32LE(zip64 ? 0xffffffff : offset, 10);
  const written = zip64 ? { ...numbers, bytes: 0xffffffff, packedBytes: 0xffffffff, extra: long } : numbers;
  return Buffer.concat([
    Buffer.from('PK\x01\x02\x14\0\x14\0', 'latin1'),
    common(written),
    tail,
    Buffer.from(numbers.name),
    written.extra,
  ]);
}

function descriptorOf(
  kind: 'signed' | 'unsigned' | 'long',
  { crc32: sum, packedBytes, bytes }: Required<ZipNumbers>,
): Buffer {
  const fields = Buffer.alloc(kind === 'long' ? 24 : 16);
  fields.writeUInt32LE(0x08074b50, 0);
  fields.writeUInt32LE(sum, 4);
  fields.writeUInt32LE(packedBytes, 8);
  fields.writeUInt32LE(bytes, kind === 'long' ? 16 : 12);
  return kind === 'unsigned' ? fields.subarray(4) : fields;
}
