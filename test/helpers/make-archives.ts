/** Archives written field by field, sound ones and lying ones. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ArchivedFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Tar only: the type flag, `0` for a file. */
  readonly type?: string;
  /** Tar only: what a link leads to. */
  readonly target?: string;
  /** Tar only: the size that the header claims. */
  readonly size?: number;
}

/** POSIX ustar, with a pax header for names that do not fit. */
export function makeTar(files: readonly ArchivedFile[]): Buffer {
  const blocks = files.flatMap(({ name, content, type = '0', size = content.length, target = '' }) => {
    const long = Buffer.byteLength(name) > 100;
    const pax = long ? [tarEntry('pax', 'x', paxRecord('path', name))] : [];
    return [...pax, tarEntry(long ? 'long' : name, type, content, size, target)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function tarEntry(
  name: string,
  type: string,
  content: Uint8Array,
  size = content.length,
  target = '',
): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'utf8');
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(target, 157, 'utf8');
  header.write('ustar\u{0}00', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

export function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (String(length).length + bytes !== length) length += 1;
  return Buffer.from(`${length}${rest}`);
}

/** Names up to 16 characters. */
export function makeAr(files: readonly ArchivedFile[]): Buffer {
  const members = files.map(({ name, content }) => {
    const header = Buffer.alloc(60, ' ');
    header.write(name, 0);
    header.write(String(content.length), 48);
    header.write('`\n', 58);
    return Buffer.concat([header, content, Buffer.alloc(content.length % 2, '\n')]);
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...members]);
}

export type CpioKind = 'newc' | 'odc' | 'binary' | 'binary of the other byte order';

/** With `mode`s of files, or of links by the type flag `2`. */
export function makeCpio(kind: CpioKind, files: readonly ArchivedFile[]): Buffer {
  const last = { name: 'TRAILER!!!', content: Buffer.alloc(0) };
  return Buffer.concat([...files, last].map((file) => cpioEntry(kind, file)));
}

function cpioEntry(kind: CpioKind, { name, content, type }: ArchivedFile): Buffer {
  const mode = type === '2' ? 0o120777 : 0o100644;
  const nameBytes = Buffer.byteLength(name) + 1;
  switch (kind) {
    case 'odc': {
      const fields = [1, 2, mode, 0, 0, 1, 0].map((value) => octal(value, 6)).join('');
      const sizes = `${octal(0, 11)}${octal(nameBytes, 6)}${octal(content.length, 11)}`;
      return Buffer.concat([Buffer.from(`070707${fields}${sizes}${name}\0`), content]);
    }
    case 'newc': {
      const fields = [1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, nameBytes, 0];
      const text = fields.map((value) => value.toString(16).padStart(8, '0')).join('');
      return Buffer.concat([filled(Buffer.from(`070701${text}${name}\0`), 4), filled(content, 4)]);
    }
    case 'binary':
    case 'binary of the other byte order': {
      const high = Math.floor(content.length / 0x10000);
      const words = [0o070707, 1, 2, mode, 0, 0, 1, 0, 0, 0, nameBytes, high, content.length % 0x10000];
      const header = Buffer.alloc(26);
      for (const [index, word] of words.entries())
        if (kind === 'binary') header.writeUInt16LE(word, 2 * index);
        else header.writeUInt16BE(word, 2 * index);
      return Buffer.concat([header, filled(Buffer.from(`${name}\0`), 2), filled(content, 2)]);
    }
  }
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
const filled = (bytes: Uint8Array, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);

/** A lead, two headers with one entry each, and what is packed. */
export function makeRpm(payload: Uint8Array): Buffer {
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb, 0);
  lead.writeUInt16BE(0x0300, 4);
  const header = (bytes: number): Buffer => {
    const start = Buffer.alloc(32);
    start.writeUInt32BE(0x8eade801, 0);
    start.writeUInt32BE(1, 8);
    start.writeUInt32BE(bytes, 12);
    return Buffer.concat([start, Buffer.alloc(bytes, 'x')]);
  };
  return Buffer.concat([lead, filled(header(5), 8), header(7), payload]);
}

/** Of Electron. @param list instead of the true list of files */
export function makeAsar(files: readonly ArchivedFile[], list?: object): Buffer {
  let offset = 0;
  const entries = files.map(({ name, content }) => {
    const entry = [name, { size: content.length, offset: String(offset) }] as const;
    offset += content.length;
    return entry;
  });
  const json = Buffer.from(JSON.stringify(list ?? { files: Object.fromEntries(entries) }));
  const start = Buffer.alloc(16);
  const padded = filled(json, 4);
  for (const [index, word] of [4, padded.length + 8, padded.length + 4, json.length].entries())
    start.writeUInt32LE(word, 4 * index);
  return Buffer.concat([start, padded, ...files.map(({ content }) => content)]);
}

export interface ZippedFile extends ArchivedFile {
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** What the directory claims. */
  readonly method?: number;
}

/** @param before what stands before the zip and is counted by its offsets */
export function makeZip(files: readonly ZippedFile[], before = 0): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = before;
  for (const { name, content, stored = false, encrypted = false, method = stored ? 0 : 8 } of files) {
    const packed = stored ? Buffer.from(content) : deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(checksum(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** From Node 20.15 on; nothing here checks it on older ones. */
const checksum = (content: Uint8Array): number => (typeof crc32 === 'function' ? crc32(content) : 0);
