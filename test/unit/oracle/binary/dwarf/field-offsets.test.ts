import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DamagedFile, Words } from '../../../../../src/oracle/binary/bytes.js';
import { fieldOffsets } from '../../../../../src/oracle/binary/dwarf/field-offsets.js';

const [go, c] = [0x16, 0x1d];
const fields = ['runtime.g.m', 'runtime.m.ncgo'];
const text = (value: string): number[] => [...Buffer.from(value), 0];
const u16 = (value: number): number[] => [value & 0xff, value >> 8];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

/**
 * Abbreviations: 1 a unit, 2 a struct with members, 3 a member, 4 one of every form that can be skipped, 5 a struct
 * whose name is kept elsewhere.
 */
const skippable: readonly (readonly [form: number, bytes: readonly number[]])[] = [
  [0x01, [1, 2, 3, 4, 5, 6, 7, 8]], // addr
  [0x03, [2, 0, 9, 9]], // block2
  [0x04, [1, 0, 0, 0, 9]], // block4
  [0x07, [1, 2, 3, 4, 5, 6, 7, 8]], // data8
  [0x09, [0x81, 0x00, 7]], // block, its length in two bytes
  [0x0a, [1, 7]], // block1
  [0x0d, [0xff, 0x7f]], // sdata
  [0x0e, [1, 2, 3, 4]], // strp
  [0x10, [1, 2, 3, 4]], // ref_addr
  [0x16, [0x0b, 5]], // indirect: data1
  [0x18, [2, 3, 3]], // exprloc
  [0x19, []], // flag_present
  [0x1e, Array.from({ length: 16 }, () => 6)], // data16
  [0x1f, [1, 2, 3, 4]], // line_strp
  [0x21, []], // implicit_const
  [0x27, [1, 2, 3]], // strx3
];
const constants = (form: number): number[] => (form === 0x21 ? [0x7f] : []);
const abbreviations = [
  [1, 0x11, 1, 0x13, 0x0b, 0, 0],
  [2, 0x13, 1, 0x03, 0x08, 0, 0],
  [3, 0x0d, 0, 0x03, 0x08, 0x38, 0x0f, 0, 0],
  [4, 0x34, 0, ...skippable.flatMap(([form]) => [0x02, form, ...constants(form)]), 0, 0],
  [5, 0x13, 1, 0x03, 0x0e, 0, 0],
  [0],
].flat();

const member = (name: string, place: number): number[] => [
  3,
  ...text(name),
  (place & 0x7f) | 0x80,
  place >> 7,
];
const struct = (name: string, ...members: number[][]): number[] => [2, ...text(name), ...members.flat(), 0];
const oddities = [4, ...skippable.flatMap(([, bytes]) => bytes)];

function unit(version: number, language: number, ...entries: number[][]): number[] {
  const header = version === 5 ? [...u16(5), 1, 8, ...u32(0)] : [...u16(version), ...u32(0), 8];
  const body = [...header, 1, language, ...entries.flat(), 0];
  return [...u32(body.length), ...body];
}

const read = (info: readonly number[], table = abbreviations): Record<string, number> =>
  fieldOffsets(
    { info: new Words(Uint8Array.from(info), true), abbreviations: new Words(Uint8Array.from(table), true) },
    fields,
  );

const g = struct('runtime.g', member('stack', 0), member('m', 48));
const m = struct('runtime.m', member('g0', 0), member('ncgo', 304));

describe('fieldOffsets', () => {
  test.each([2, 3, 4, 5])('reads version %i', (version) => {
    expect(read(unit(version, go, g, m))).toStrictEqual({ 'runtime.g.m': 48, 'runtime.m.ncgo': 304 });
  });

  it('steps over C, whatever is in it, and over values of every form', () => {
    const inC = unit(5, c, struct('runtime.g', member('m', 8)));
    expect(read([...inC, ...unit(4, go, oddities, g, oddities, m)])).toStrictEqual({
      'runtime.g.m': 48,
      'runtime.m.ncgo': 304,
    });
  });

  it('reads units of 64-bit DWARF', () => {
    const body = [...u16(4), ...u32(0), ...u32(0), 8, 1, go, ...g, 0];
    expect(read([0xff, 0xff, 0xff, 0xff, ...u32(body.length), ...u32(0), ...body])).toStrictEqual({
      'runtime.g.m': 48,
    });
  });

  it('does not find what is not there, is called otherwise, or lies deeper', () => {
    const unnamed = [5, 1, 2, 3, 4, ...member('m', 16), 0];
    const nested = struct('other', struct('runtime.g', member('m', 24)));
    expect(read(unit(4, go, unnamed, nested, struct('runtime.gs', member('m', 8))))).toStrictEqual({});
  });

  test.each([
    ['a unit that ends outside', unit(4, go, g).slice(0, -3)],
    ['a unit of no length', [0, 0, 0, 0]],
    ['a version that is not there yet', unit(6, go, g)],
    ['an entry without an abbreviation', unit(4, go, [9])],
    ['a number without an end', unit(4, go, [4, ...Array.from({ length: 170 }, () => 0x80)])],
    ['a name without an end', unit(4, go, [2, 0x41, 0x41]).slice(0, -1)],
  ])('refuses %s', (_, info) => {
    expect(() => read(info)).toThrow(DamagedFile);
  });

  it('refuses a block whose length has no end, and forms that name one another', () => {
    const unending = Array.from({ length: 160 }, () => 0x80);
    const table = [1, 0x11, 1, 0x13, 0x0b, 0, 0, 2, 0x34, 0, 0x02, 0x09, 0x03, 0x08, 0, 0, 0];
    expect(() => read(unit(4, go, [2, ...unending, 1, 0x41, 0]), table)).toThrow(DamagedFile);
    const indirect = Array.from({ length: 20_000 }, () => 0x16);
    const indirectTable = [1, 0x11, 1, 0x13, 0x0b, 0, 0, 2, 0x34, 0, 0x02, 0x16, 0, 0, 0];
    expect(() => read(unit(4, go, [2, ...indirect]), indirectTable)).toThrow(DamagedFile);
  });

  it('refuses a form that no version has', () => {
    expect(() => read(unit(4, go, g), [1, 0x11, 1, 0x13, 0x7e, 0, 0, 0])).toThrow(/unknown form 126/);
  });

  it('ends, whatever it is given', () => {
    const whole = unit(4, go, oddities, g, m);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const info = [...whole];
        for (const [at, byte] of changes) info[at] = byte;
        try {
          read(info);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedFile);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
