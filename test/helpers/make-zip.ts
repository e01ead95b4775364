import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../src/model/crc32.js';

export interface ZipFile {
  readonly name: string;
  readonly content: Buffer;
  readonly stored?: boolean;
  /** Lies about the file, for tests of distrust. */
  readonly lie?: {
    readonly crc32?: number;
    readonly bytes?: number;
    readonly compressedBytes?: number;
    readonly headerOffset?: number;
    readonly localName?: string;
    readonly flags?: number;
    readonly method?: number;
  };
  /** Sizes and offset in a ZIP64 extra field. */
  readonly zip64?: boolean;
}

export interface ZipOptions {
  readonly comment?: Buffer;
  readonly zip64?: boolean;
  /** Bytes put between the directory and its end record. */
  readonly gap?: number;
}

/** A zip as the module proxy's, or a broken one. Written out field by field from APPNOTE.TXT. */
export function makeZip(files: readonly ZipFile[], options: ZipOptions = {}): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const add = (chunk: Buffer): void => {
    chunks.push(chunk);
    offset += chunk.length;
  };
  for (const file of files) {
    const packed = file.stored === true ? file.content : deflateRawSync(file.content);
    const start = file.lie?.headerOffset ?? offset;
    const sum = file.lie?.crc32 ?? crc32(file.content);
    const local = Buffer.alloc(30);
    const localName = Buffer.from(file.lie?.localName ?? file.name);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(localName.length, 26);
    add(Buffer.concat([local, localName, packed]));
    directory.push(directoryEntry(file, packed.length, sum, start));
  }
  const start = offset;
  for (const entry of directory) add(entry);
  const size = offset - start;
  add(Buffer.alloc(options.gap ?? 0));
  if (options.zip64 === true) add(zip64End(files.length, size, start, offset));
  const comment = options.comment ?? Buffer.alloc(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 === true ? 0xffff : files.length, 10);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : start, 16);
  end.writeUInt16LE(comment.length, 20);
  add(Buffer.concat([end, comment]));
  return Buffer.concat(chunks);
}

function directoryEntry(file: ZipFile, packedBytes: number, sum: number, start: number): Buffer {
  const name = Buffer.from(file.name);
  const header = Buffer.alloc(46);
  const sizes = [file.lie?.bytes ?? file.content.length, file.lie?.compressedBytes ?? packedBytes, start];
  const extra = file.zip64 === true ? Buffer.alloc(5 + 4 + 24) : Buffer.alloc(0);
  if (file.zip64 === true) {
    extra.writeUInt16LE(0x5455, 0); // Another extra field first.
    extra.writeUInt16LE(1, 2);
    extra.writeUInt16LE(1, 5);
    extra.writeUInt16LE(24, 7);
    for (const [at, value] of sizes.entries()) extra.writeBigUInt64LE(BigInt(value), 9 + 8 * at);
  }
  const [bytes = 0, compressed = 0, offset = 0] = file.zip64 === true ? sizes.map(() => 0xffffffff) : sizes;
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(file.lie?.flags ?? 0, 8);
  header.writeUInt16LE(file.lie?.method ?? (file.stored === true ? 0 : 8), 10);
  header.writeUInt32LE(sum, 16);
  header.writeUInt32LE(compressed, 20);
  header.writeUInt32LE(bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64End(entries: number, size: number, start: number, here: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(here), 64);
  return record;
}
