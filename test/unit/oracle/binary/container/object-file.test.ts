import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../../../src/model/byte-source.js';
import { arm as armProcessor } from '../../../../../src/oracle/binary/arch/arm.js';
import { DamagedFile, Words } from '../../../../../src/oracle/binary/bytes.js';
import { isCoffObject, readCoffObject } from '../../../../../src/oracle/binary/container/coff-object.js';
import { readElfObject } from '../../../../../src/oracle/binary/container/elf-object.js';
import { readMachO } from '../../../../../src/oracle/binary/container/macho.js';
import { objectRelocations } from '../../../../../src/oracle/binary/container/object-file.js';
import {
  coffForms,
  elfForms,
  machoForms,
  type RelocationForms,
} from '../../../../../src/oracle/binary/container/relocation-forms.js';
import { pointersAt, segmentAt } from '../../../../../src/oracle/binary/image.js';
import { judgeBinary } from '../../../../helpers/judge-binary.js';
import { explore } from '../../../../../src/oracle/binary/machine/explore.js';
import { must } from '../../../../helpers/must.js';
import { syntheticObject, type ObjectFormat } from '../../../../helpers/synthetic-object.js';

const judge = (bytes: Uint8Array) => judgeBinary(bytesInMemory(bytes));

const formats = [
  ['rela', { container: 'elf', goarch: 'amd64' }],
  ['rel', { container: 'elf', goarch: 'arm' }],
  ['coff', { container: 'pe', goarch: 'amd64' }],
  ['macho', { container: 'macho', goarch: 'amd64' }],
] as const satisfies readonly (readonly [ObjectFormat, object])[];

describe.each(formats)('a Go object made by hand: %s', (format, expected) => {
  test.each([
    ['affected', 'affected'],
    ['fixed', 'fixed'],
    ['look-alike', 'unknown'],
  ] as const)('with a guard that is %s comes out as %s', (guard, verdict) => {
    const [judgement, ...others] = judge(syntheticObject(format, guard).bytes);
    expect(others).toEqual([]);
    expect(judgement).toMatchObject({
      ...expected,
      verdict,
      goVersion: 'go1.23.0',
      exposure: { exportedFunctions: { count: 1, names: ['goOuter'] } },
    });
  });

  test.each([
    ['a place outside its section', 'place', 0x00ff_fff0, 'damaged'],
    ['a symbol that it does not have', 'symbol', 0x00ff_fff0, 'damaged'],
    ['a type of which nothing is known', 'type', 7, 'where the code begins'],
  ] as const)('with a relocation of %s is unknown', (_, field, value, reason) => {
    const { bytes, relocations } = syntheticObject(format, 'fixed');
    // The first one of the data: the pointer from the module data to the function table.
    const at = relocations.data;
    const writers = {
      rela: {
        place: () => bytes.writeUInt32LE(value, at),
        symbol: () => bytes.writeUInt32LE(value, at + 12),
        type: () => bytes.writeUInt32LE(value, at + 8),
      },
      rel: {
        place: () => bytes.writeUInt32LE(value, at),
        symbol: () => bytes.writeUIntLE(value, at + 5, 3),
        type: () => bytes.writeUInt8(value, at + 4),
      },
      coff: {
        place: () => bytes.writeUInt32LE(value, at),
        symbol: () => bytes.writeUInt32LE(value, at + 4),
        type: () => bytes.writeUInt16LE(value, at + 8),
      },
      macho: {
        place: () => bytes.writeUInt32LE(value, at),
        symbol: () => bytes.writeUIntLE(value, at + 4, 3),
        type: () => bytes.writeUInt8((value << 4) | 0x0e, at + 7),
      },
    };
    writers[format][field]();
    expect(judge(bytes)).toMatchObject([{ verdict: 'unknown', detail: expect.stringContaining(reason) }]);
  });

  test('that is cut off is never taken for one without Go', () => {
    const { bytes } = syntheticObject(format, 'affected');
    for (let size = 32; size < bytes.length; size += 16) {
      for (const { verdict } of judge(bytes.subarray(0, size)))
        expect({ size, verdict }).toEqual({ size, verdict: 'unknown' });
    }
  });
});

describe('ELF objects', () => {
  test('calls in arm code are taken from their relocations, with what stands in the instruction', () => {
    const { bytes, functions, symbols } = syntheticObject('rel', 'fixed');
    const image = readElfObject(bytesInMemory(bytes));
    const [text] = image.segments;
    const place = (name: string): number =>
      must(text).address + must(functions.get(name)).offset - must(text).fileOffset;
    const from = place('runtime.cgocallbackg');
    const targets = () => [...image.callTargetsWithin(from, from + 0x80).values()];
    expect(targets()).toEqual([place('runtime.cgocallbackg1')]);

    const call = must(functions.get('runtime.cgocallbackg')).offset + 6 * 4;
    expect(bytes.readUInt32LE(call)).toBe(0xebff_fffe);
    bytes.writeUInt32LE(0xeb00_0002, call);
    expect(targets()).toEqual([place('runtime.cgocallbackg1') + 16]);

    // Defined elsewhere.
    for (let symbol = 1; symbol < 11; symbol++) bytes.writeUInt16LE(0, symbols + symbol * 16 + 14);
    expect([
      ...readElfObject(bytesInMemory(bytes))
        .callTargetsWithin(from, from + 0x80)
        .values(),
    ]).toEqual([null]);
  });

  test('whose table of sections lies elsewhere are damaged', () => {
    const { bytes } = syntheticObject('rela', 'fixed');
    bytes.writeUInt32LE(bytes.readUInt32LE(40) + 64, 40);
    bytes.writeUInt16LE(7, 60);
    expect(() => readElfObject(bytesInMemory(bytes))).toThrow(DamagedFile);
  });

  test('of more sections than the header can count have the number in the first section', () => {
    const { bytes } = syntheticObject('rela', 'fixed');
    const table = bytes.readUInt32LE(40);
    bytes.writeUInt16LE(0, 60);
    bytes.writeUInt16LE(0xffff, 62);
    bytes.writeUInt32LE(8, table + 32);
    bytes.writeUInt32LE(7, table + 40);
    expect(judge(bytes)).toMatchObject([{ verdict: 'fixed' }]);
  });
});

describe('COFF objects', () => {
  test('with many relocations have their count in the first one', () => {
    const { bytes, relocations } = syntheticObject('coff', 'fixed');
    const more = Buffer.concat([
      bytes,
      Buffer.alloc(10),
      bytes.subarray(relocations.data, relocations.data + 30),
    ]);
    more.writeUInt32LE(4, bytes.length);
    const data = 20 + 0xf0 + 2 * 40;
    more.writeUInt32LE(bytes.length, data + 24);
    more.writeUInt16LE(0xffff, data + 32);
    more.writeUInt32LE(0xc100_0040, data + 36);
    expect(judge(more)).toMatchObject([{ verdict: 'fixed' }]);
    more.writeUInt32LE(0xffff_ffff, bytes.length);
    expect(() => readCoffObject(bytesInMemory(more))).toThrow('relocations');
  });

  test('are told from other files by their table of sections', () => {
    const { bytes } = syntheticObject('coff', 'fixed');
    expect(isCoffObject(bytesInMemory(bytes))).toBe(true);
    expect(isCoffObject(bytesInMemory(bytes.subarray(0, 300)))).toBe(false);
    expect(
      isCoffObject(bytesInMemory(Buffer.from('d\x86 begins this text as well'.padEnd(400), 'latin1'))),
    ).toBe(false);
    bytes[20 + 0xf0 + 40] = 0;
    expect(isCoffObject(bytesInMemory(bytes))).toBe(false);
  });
});

describe('Mach-O objects', () => {
  const open = (bytes: Uint8Array) => must(readMachO(bytesInMemory(bytes))[0]).open();

  test('have pointers by section as well, as Go 1.21 writes them', () => {
    const { bytes, relocations } = syntheticObject('macho', 'fixed');
    const data = must(open(bytes).segments[2]);
    const before = pointersAt(open(bytes), data.address, 22);
    for (const [index, section] of [2, 1, 1].entries()) {
      const at = relocations.data + index * 8;
      const place = data.fileOffset + bytes.readUInt32LE(at);
      // The section's address in the object, which for the code is zero.
      if (section === 2) bytes.writeUInt32LE(must(open(bytes).segments[1]).address - 0x1000_0000, place);
      bytes.writeUInt32LE(section + 3 * 2 ** 25, at + 4);
    }
    expect(pointersAt(open(bytes), data.address, 22)).toEqual(before);
    expect(segmentAt(open(bytes), must(before[20]))?.executable).toBe(true);
    expect(judge(bytes)).toMatchObject([{ verdict: 'fixed' }]);
  });

  test('a difference of two addresses is not a pointer', () => {
    const { bytes, relocations } = syntheticObject('macho', 'fixed');
    bytes.copy(bytes, relocations.data, relocations.data + 8, relocations.data + 16);
    bytes.writeUInt8(0x5e, relocations.data + 7);
    const image = open(bytes);
    const data = must(image.segments[2]);
    expect([...image.relocations.valuesWithin(data.address, data.address + 21 * 8)]).toEqual([]);
  });

  test('without sections are damaged', () => {
    const { bytes } = syntheticObject('macho', 'fixed');
    bytes.writeUInt32LE(0, 16);
    expect(() => open(bytes)).toThrow(DamagedFile);
  });
});

describe('relocations', () => {
  const table = (forms: RelocationForms, type: number, addend: number | null) =>
    objectRelocations({
      source: bytesInMemory(Buffer.from([0xff, 0xff, 0xff, 0x97, 0, 0, 0, 0])),
      littleEndian: true,
      pointerSize: 8,
      forms,
      tables: [
        { section: { address: 0x1000, fileOffset: 0, size: 4, executable: true }, offset: 4, count: 1 },
      ],
      entrySize: 4,
      placeIn: () => 0,
      read: () => ({ type, symbol: 0x2000, addend }),
    });

  test.each([
    ['arm64 ELF', elfForms['arm64'], 283, 0x10, 0x2010],
    ['loong64', elfForms['loong64'], 66, 0, 0x2000],
    ['ppc64le', elfForms['ppc64le'], 10, 0, 0x2000],
    ['riscv64', elfForms['riscv64'], 17, 0, 0x2000],
    ['arm64 COFF', coffForms['arm64'], 3, null, 0x1ffc],
    ['arm64 Mach-O', machoForms['arm64'], 2, null, 0x1ffc],
    ['386, whose calls are never left to the linker', elfForms['386'], 2, -4, null],
  ] as const)('calls of %s', (_, forms, type, addend, target) => {
    expect(table(must(forms), type, addend).callTargetsWithin(0, 0x2000)).toEqual(
      new Map([[0x1000, target]]),
    );
  });

  test('a table that is used over and over is refused', () => {
    const one = {
      section: { address: 0x1000, fileOffset: 0, size: 8, executable: false },
      offset: 0,
      count: 2,
    };
    const many = (count: number) => () =>
      objectRelocations({
        source: bytesInMemory(Buffer.alloc(8)),
        littleEndian: true,
        pointerSize: 4,
        forms: must(elfForms['386']),
        tables: Array.from({ length: count }, () => one),
        entrySize: 4,
        placeIn: () => 0,
        read: () => ({ type: 1, symbol: 0, addend: 0 }),
      });
    expect(many(2)).not.toThrow();
    expect(many(3)).toThrow(DamagedFile);
  });

  test('a jump that is left to the linker leaves the function', () => {
    // b to itself, as it stands in an object; bx lr
    const code = new Words(Buffer.from([0xfe, 0xff, 0xff, 0xea, 0x1e, 0xff, 0x2f, 0xe1]), true);
    const follow = (callTargets: ReadonlyMap<number, number | null>) =>
      explore({ architecture: armProcessor, bytes: code, start: 0, callTargets, neverReturns: () => false });
    expect(follow(new Map([[0, 0x1000]]))).toMatchObject({
      ok: false,
      reason: 'control leaves the function at 0x0',
    });
    expect(follow(new Map([[0, null]]))).toMatchObject({ ok: false });
  });
});
