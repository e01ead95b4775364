/**
 * The common parts of object files of all formats, as in a c-archive: nothing has an address yet, and every pointer is
 * a relocation against a symbol. Each section gets a made-up address; then the object reads like a linked file.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, entryBlocks, readWords, type Words } from '../bytes.js';
import type { Links, Relocations } from '../image.js';
import type { RelocationForms } from './relocation-forms.js';

/** Far enough from zero that no small number is mistaken for an address. */
export const firstAddress = 0x1000_0000;
const page = 4096;
/** Ten times the number in the largest programs. */
const mostRelocations = 16 * 1024 * 1024;

/** An address for each section, in their order. */
export function madeUpAddresses(sizes: readonly number[]): number[] {
  let next = firstAddress;
  return sizes.map((size) => {
    const address = next;
    next += Math.ceil((size + 1) / page) * page;
    return address;
  });
}

/** A table of relocations and the section that they apply to. */
export interface RelocationTable {
  readonly section: {
    readonly address: number;
    readonly fileOffset: number;
    readonly size: number;
    readonly executable: boolean;
  };
  readonly offset: number;
  readonly count: number;
}

export interface ObjectRelocation {
  readonly type: number;
  /** Address of the symbol; null if it is defined in another object or is not understood. */
  readonly symbol: number | null;
  /** Null if it is stored at the place. */
  readonly addend: number | null;
}

/** The parts that differ between formats. */
export interface ObjectFormat {
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  readonly pointerSize: 4 | 8;
  readonly forms: RelocationForms;
  readonly tables: readonly RelocationTable[];
  readonly entrySize: number;
  /** Returns the place in its section to which the relocation at `at` applies. */
  placeIn(entries: Words, at: number): number;
  read(entries: Words, at: number): ObjectRelocation;
}

/** Addresses by number, null for symbols that are defined elsewhere. `addressOf` reads the entry at a place in the table. */
export function symbolsIn(
  source: ByteSource,
  table: { readonly offset: number; readonly size: number; readonly entrySize: number },
  littleEndian: boolean,
  addressOf: (words: Words, at: number) => number | null,
): (index: number) => number | null {
  let words: Words | null = null;
  return (index) => {
    // Read on first use, because C objects, of which libraries are full, do not get that far.
    words ??= readWords(source, table.offset, table.size, littleEndian);
    const at = index * table.entrySize;
    if (at + table.entrySize > words.length)
      throw new DamagedFile('a relocation is against a symbol it does not have');
    return addressOf(words, at);
  };
}

/** Bits that a pointer's addend needs beyond 32 are its sign, so numbers of any width are exact. */
export function signedWord(words: Words, at: number, size: 4 | 8): number {
  if (size === 4) return words.i32(at);
  const [low, high] = words.littleEndian ? [at, at + 4] : [at + 4, at];
  return words.i32(high) * 2 ** 32 + words.u32(low);
}

export function objectRelocations(format: ObjectFormat): Links {
  checkTables(format);
  const { forms, source, littleEndian, pointerSize } = format;
  const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

  const pointerAt = ({ symbol, addend, fileOffset }: Placed): number | null =>
    symbol === null
      ? null
      : symbol +
        (addend ?? signedWord(readWords(source, fileOffset, pointerSize, littleEndian), 0, pointerSize));

  const relocations: Relocations = {
    *placesHolding(wanted) {
      for (const relocation of entriesWithin(format, 'data', ...everywhere)) {
        if (relocation.type === forms.pointer && pointerAt(relocation) === wanted) yield relocation.place;
      }
    },
    valuesWithin(from, to) {
      const values = new Map<number, number>();
      for (const relocation of entriesWithin(format, 'data', from, to)) {
        const value = relocation.type === forms.pointer ? pointerAt(relocation) : null;
        if (value !== null) values.set(relocation.place, value);
      }
      return values;
    },
  };
  return {
    relocations,
    callTargetsWithin(from, to) {
      const targets = new Map<number, number | null>();
      for (const { place, fileOffset, type, symbol, addend } of entriesWithin(format, 'code', from, to)) {
        if (type !== forms.call || symbol === null) {
          // Another relocation of the same place may have it: some are only hints to the linker.
          if (!targets.has(place)) targets.set(place, null);
          continue;
        }
        const written = addend ?? forms.addendInCall(readWords(source, fileOffset, 4, littleEndian).u32(0));
        targets.set(place, symbol + written);
      }
      return targets;
    },
  };
}

interface Placed extends ObjectRelocation {
  readonly place: number;
  readonly fileOffset: number;
}

/** Tables of one file hardly overlap; a file that uses one again and again is made to keep its readers busy. */
function checkTables({ tables, entrySize, source }: ObjectFormat): void {
  const count = tables.reduce((sum, table) => sum + table.count, 0);
  if (count > mostRelocations) throw new DamagedFile(`it has more than ${mostRelocations} relocations`);
  if (count * entrySize > 2 * source.size) throw new DamagedFile('its tables of relocations overlap');
}

/** The relocations of code or of data whose places lie within [from, to). */
function* entriesWithin(
  format: ObjectFormat,
  of: 'code' | 'data',
  from: number,
  to: number,
): Generator<Placed> {
  const { source, entrySize, littleEndian } = format;
  for (const { section, offset, count } of format.tables) {
    const { address, fileOffset, size, executable } = section;
    if (executable !== (of === 'code') || address >= to || address + size <= from) continue;
    for (const { words, entries } of entryBlocks(source, { offset, count, entrySize }, littleEndian)) {
      for (let index = 0; index < entries; index++) {
        const at = index * entrySize;
        const skip = format.placeIn(words, at);
        if (skip >= size) throw new DamagedFile('a relocation lies outside its section');
        const place = address + skip;
        if (place < from || place >= to) continue;
        yield { place, fileOffset: fileOffset + skip, ...format.read(words, at) };
      }
    }
  }
}
