import { describe, expect, test } from 'vitest';
import { bytesInMemory, sliceOf } from '../../../../../src/model/byte-source.js';
import { DamagedFile } from '../../../../../src/oracle/binary/bytes.js';
import { archiveMembers, isArchive } from '../../../../../src/oracle/binary/container/ar.js';
import { readElf } from '../../../../../src/oracle/binary/container/elf.js';
import { isMachO, readMachO } from '../../../../../src/oracle/binary/container/macho.js';
import { isPe, readPe } from '../../../../../src/oracle/binary/container/pe.js';
import { must } from '../../../../helpers/must.js';
import { pointersAt, pointersTo, segmentAt, wordsAt } from '../../../../../src/oracle/binary/image.js';

/** A 32-bit big-endian MIPS file with one segment. */
function elf32(): Buffer {
  const bytes = Buffer.alloc(52 + 32 + 16);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 1]).copy(bytes);
  bytes.writeUInt16BE(8, 18);
  bytes.writeUInt32BE(52, 28);
  bytes.writeUInt16BE(32, 42);
  bytes.writeUInt16BE(1, 44);
  const header = [1, 84, 0x1000, 0, 16, 64, 6, 4];
  for (const [index, word] of header.entries()) bytes.writeUInt32BE(word, 52 + index * 4);
  bytes.writeUInt32BE(0x1008, 84);
  return bytes;
}

describe('ELF', () => {
  test('reads 32-bit big-endian headers', () => {
    const image = readElf(bytesInMemory(elf32()));
    expect(image).toMatchObject({ goarch: 'mips', pointerSize: 4, littleEndian: false });
    expect(image.segments).toEqual([
      { address: 0x1000, fileOffset: 84, size: 16, executable: false, writable: true },
    ]);
    expect(pointersAt(image, 0x1000, 9)).toEqual([0x1008, 0, 0, 0]);
    expect([...pointersTo(image, 0x1008)]).toEqual([0x1000]);
  });

  test('maps nothing outside its segments', () => {
    const image = readElf(bytesInMemory(elf32()));
    expect(segmentAt(image, 0x100f)).toBeDefined();
    expect(segmentAt(image, 0x1010)).toBeUndefined();
    expect(wordsAt(image, 0xfff, 4)).toBeNull();
    expect(wordsAt(image, 0x100e, 4)?.length).toBe(2);
  });

  test('refuses a file that maps itself many times over', () => {
    const bytes = Buffer.concat([
      elf32().subarray(0, 84),
      ...Array.from({ length: 9 }, () => elf32().subarray(52, 84)),
    ]);
    bytes.writeUInt16BE(10, 44);
    for (let index = 0; index < 10; index++) bytes.writeUInt32BE(bytes.length - 84, 52 + index * 32 + 16);
    expect(() => readElf(bytesInMemory(bytes))).toThrow(DamagedFile);
  });
});

describe('PE', () => {
  test('takes addresses from the image base and the section table', () => {
    const bytes = Buffer.alloc(0x300);
    bytes.write('MZ');
    bytes.writeUInt32LE(0x40, 0x3c);
    bytes.write('PE\0\0', 0x40, 'latin1');
    bytes.writeUInt16LE(0xaa64, 0x44);
    bytes.writeUInt16LE(1, 0x46);
    bytes.writeUInt16LE(0xf0, 0x54);
    bytes.writeUInt16LE(0x20b, 0x58);
    bytes.writeBigUInt64LE(0x1_4000_0000n, 0x58 + 24);
    const section = 0x58 + 0xf0;
    bytes.write('.text', section, 'latin1');
    for (const [index, word] of [0x80, 0x1000, 0x100, 0x200].entries()) {
      bytes.writeUInt32LE(word, section + 8 + index * 4);
    }
    bytes.writeUInt32LE(0x6000_0020, section + 36);
    const source = bytesInMemory(bytes);
    expect(isPe(source, bytes.subarray(0, 16))).toBe(true);
    const image = readPe(source);
    expect(image).toMatchObject({ goarch: 'arm64', goos: 'windows', pointerSize: 8 });
    expect(image.segments).toEqual([
      { address: 0x1_4000_1000, fileOffset: 0x200, size: 0x80, executable: true, writable: false },
    ]);
  });
});

// Offsets from the image's start; next in units of four bytes: 8 -> 16 -> a bind at 24.
const pointer = (target: number, next: number, bind = 0n): bigint =>
  BigInt(target) | (BigInt(next) << 51n) | (bind << 63n);

const only = (bytes: Buffer) => must(readMachO(bytesInMemory(bytes))[0]).open();

describe('Mach-O', () => {
  const base = 0x1_0000_0000;

  /** One writable segment of one page that begins with three pointers, chained when `chained`. */
  function thin(chained: boolean): Buffer {
    const bytes = Buffer.alloc(0x1000 + 0x1000 + 0x100);
    const commands = chained ? 3 : 2;
    for (const [index, word] of [
      0xfeedfacf,
      0x0100000c,
      0,
      2,
      commands,
      72 * 2 + (chained ? 16 : 0),
    ].entries()) {
      bytes.writeUInt32LE(word, index * 4);
    }
    const segment = (at: number, address: number, offset: number, protection: number): void => {
      bytes.writeUInt32LE(0x19, at);
      bytes.writeUInt32LE(72, at + 4);
      bytes.writeBigUInt64LE(BigInt(address), at + 24);
      bytes.writeBigUInt64LE(0x1000n, at + 32);
      bytes.writeBigUInt64LE(BigInt(offset), at + 40);
      bytes.writeBigUInt64LE(0x1000n, at + 48);
      bytes.writeUInt32LE(protection, at + 60);
    };
    segment(32, base, 0, 5);
    segment(104, base + 0x1000, 0x1000, 3);
    if (!chained) {
      bytes.writeBigUInt64LE(BigInt(base + 0x10), 0x1008);
      return bytes;
    }
    for (const [index, word] of [0x80000034, 16, 0x2000, 0x100].entries())
      bytes.writeUInt32LE(word, 176 + index * 4);
    bytes.writeBigUInt64LE(pointer(0x10, 2), 0x1008);
    bytes.writeBigUInt64LE(pointer(0x20, 2), 0x1010);
    bytes.writeBigUInt64LE(pointer(0x20, 0, 1n), 0x1018);
    const fixups = 0x2000;
    bytes.writeUInt32LE(32, fixups + 4);
    for (const [index, word] of [2, 0, 12].entries()) bytes.writeUInt32LE(word, fixups + 32 + index * 4);
    const starts = fixups + 32 + 12;
    bytes.writeUInt16LE(0x1000, starts + 4);
    bytes.writeUInt16LE(6, starts + 6);
    bytes.writeUInt16LE(1, starts + 20);
    bytes.writeUInt16LE(8, starts + 22);
    return bytes;
  }

  test('finds classic pointers where they stand', () => {
    expect([...pointersTo(only(thin(false)), base + 0x10)]).toEqual([base + 0x1008]);
  });

  test('follows chained fixups and leaves imports alone', () => {
    const image = only(thin(true));
    expect(image).toMatchObject({ goarch: 'arm64', goos: 'darwin' });
    expect([...pointersTo(image, base + 0x20)]).toEqual([base + 0x1010]);
    expect(pointersAt(image, base + 0x1008, 2)).toEqual([base + 0x10, base + 0x20]);
  });

  test('opens every slice of a fat file', () => {
    const slice = thin(false);
    const header = Buffer.alloc(0x100);
    for (const [index, word] of [
      0xcafebabe,
      2,
      0x0100000c,
      0,
      0x100,
      slice.length,
      0,
      0x01000007,
      0,
      0x100,
      16,
      0,
    ].entries()) {
      header.writeUInt32BE(word, index * 4);
    }
    const source = bytesInMemory(Buffer.concat([header, slice]));
    expect(isMachO(source)).toBe(true);
    const [first, second] = readMachO(source);
    expect([first?.name, second?.name]).toEqual(['arm64', 'amd64']);
    expect(first?.open().segments).toHaveLength(2);
    expect(() => second?.open()).toThrow(DamagedFile);
  });
});

const member = (name: string, body: string): Buffer =>
  Buffer.from(
    `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6).repeat(2)}${'644'.padEnd(8)}${String(body.length).padEnd(10)}\`\n${body}${body.length % 2 ? '\n' : ''}`,
  );
const read = (...parts: Buffer[]) =>
  [...archiveMembers(bytesInMemory(Buffer.concat([Buffer.from('!<arch>\n'), ...parts])))].map(
    ({ name, bytes }) => [name, Buffer.from(bytes.read(0, bytes.size)).toString()],
  );

describe('ar', () => {
  test('reads short, GNU long and BSD long names', () => {
    expect(isArchive(Buffer.from('!<arch>\n'))).toBe(true);
    expect(
      read(
        member('/', 'symbols'),
        member('//', 'a-rather-long-name.o/\nanother-long-name.o/\n'),
        member('go.o/', 'odd'),
        member('/22', 'long'),
        member('#1/8', 'short.o\0bsd'),
      ),
    ).toEqual([
      ['go.o', 'odd'],
      ['another-long-name.o', 'long'],
      ['short.o', 'bsd'],
    ]);
  });

  test('says so where it stops making sense', () => {
    expect(() => read(member('a.o/', 'one'), Buffer.alloc(80))).toThrow('no member');
    expect(() => read(member('a.o/', 'one'), Buffer.from('cut off'))).toThrow(DamagedFile);
    const long = member('a.o/', 'one');
    long.write('9999999999', 48);
    expect(() => read(long)).toThrow('in the middle of a member');
  });

  test('a last member of odd size needs no byte behind it', () => {
    expect(read(member('a.o/', 'one').subarray(0, -1))).toEqual([['a.o', 'one']]);
  });
});

test('a slice of a source stays inside it', () => {
  const slice = sliceOf(bytesInMemory(Buffer.from('0123456789')), 4, 3);
  expect(slice.size).toBe(3);
  expect(Buffer.from(slice.read(1, 100)).toString()).toBe('56');
  expect(sliceOf(bytesInMemory(Buffer.from('abc')), 10, 3).size).toBe(0);
});
