/**
 * ELF object files, as in a c-archive: nothing has an address yet, and every pointer is a relocation against a symbol.
 * Each section gets a made-up address; then the object reads like a linked file.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { readWords, type Words } from '../bytes.js';
import { checkedSegments, type Image, type Relocations, type Segment } from '../image.js';
import {
  elfArchitecture,
  readElfHeader,
  readSectionHeaders,
  type ElfHeader,
  type SectionHeader,
} from './elf.js';

const [symbolTable, rela, noBits] = [2, 4, 8];
const [allocated, executable, writable] = [2, 4, 1];
/** Far enough from zero that no small number is mistaken for an address. */
const firstAddress = 0x1000_0000;
const page = 4096;

interface Placed {
  readonly section: SectionHeader;
  readonly address: number;
}

export function readElfObject(source: ByteSource): Image {
  const header = readElfHeader(source);
  const sections = readSectionHeaders(source, header);
  const placed = placeSections(sections);
  const inFile = placed.filter(({ section }) => section.type !== noBits && section.size > 0);
  const segments = inFile.map(({ section, address }): Segment => ({
    address,
    fileOffset: section.fileOffset,
    size: Math.max(0, Math.min(section.size, source.size - section.fileOffset)),
    writable: (section.flags & writable) !== 0,
    executable: (section.flags & executable) !== 0,
  }));
  const tables = new RelocationTables(source, header, sections, placed);
  return {
    container: 'elf',
    source,
    goarch: elfArchitecture(header),
    goos: header.goos,
    pointerSize: header.bits === 64 ? 8 : 4,
    littleEndian: header.littleEndian,
    segments: checkedSegments(segments, source),
    truncated: sections.some(
      ({ type, fileOffset, size }) => type !== noBits && fileOffset + size > source.size,
    ),
    sections: inFile.map(({ section, address }) => ({ ...section, address })),
    relocations: tables.ofData(),
    callTargetsWithin: (from, to) => tables.ofCode(from, to),
  };
}

function placeSections(sections: readonly SectionHeader[]): Placed[] {
  const placed: Placed[] = [];
  let address = firstAddress;
  for (const section of sections) {
    if ((section.flags & allocated) === 0) continue;
    placed.push({ section, address });
    address += Math.ceil((section.size + 1) / page) * page;
  }
  return placed;
}

interface Relocation {
  readonly place: number;
  /** Symbol plus addend. */
  readonly target: number;
}

const isCode = (section: SectionHeader): boolean => (section.flags & executable) !== 0;

/** The relocation sections of one object, read when they are asked for. */
class RelocationTables {
  readonly #source: ByteSource;
  readonly #header: ElfHeader;
  readonly #sections: readonly SectionHeader[];
  readonly #addresses: ReadonlyMap<SectionHeader, number>;
  #symbols: Words | null = null;

  constructor(
    source: ByteSource,
    header: ElfHeader,
    sections: readonly SectionHeader[],
    placed: readonly Placed[],
  ) {
    this.#source = source;
    this.#header = header;
    this.#sections = sections;
    this.#addresses = new Map(placed.map(({ section, address }) => [section, address]));
  }

  ofData(): Relocations {
    // Asked several times, so kept once read.
    let all: readonly Relocation[] | null = null;
    const read = (): readonly Relocation[] => (all ??= [...this.#all((section) => !isCode(section))]);
    return {
      *placesHolding(wanted) {
        for (const { place, target } of read()) if (target === wanted) yield place;
      },
      valuesWithin(from, to) {
        const within = read().filter(({ place }) => place >= from && place < to);
        return new Map(within.map(({ place, target }) => [place, target]));
      },
    };
  }

  /** Relative operands on x86 count from their own end, which the addend takes into account. */
  ofCode(from: number, to: number): ReadonlyMap<number, number> {
    const targets = new Map<number, number>();
    const correction = ['amd64', '386'].includes(elfArchitecture(this.#header) ?? '') ? 4 : 0;
    for (const { place, target } of this.#all(isCode)) {
      if (place >= from && place < to) targets.set(place, target + correction);
    }
    return targets;
  }

  *#all(isWanted: (section: SectionHeader) => boolean): Generator<Relocation> {
    for (const table of this.#sections) {
      // Without addends in the table (386, arm) they stand at the place; those objects are not read.
      if (table.type !== rela) continue;
      const section = this.#sections[table.info];
      const base = section === undefined ? undefined : this.#addresses.get(section);
      if (section === undefined || base === undefined || !isWanted(section)) continue;
      yield* this.#entries(table, base);
    }
  }

  *#entries(table: SectionHeader, base: number): Generator<Relocation> {
    const wide = this.#header.bits === 64;
    const entrySize = wide ? 24 : 12;
    const symbols = this.#symbolsFor(table.link);
    if (symbols === null) return;
    const words = readWords(this.#source, table.fileOffset, table.size, this.#header.littleEndian);
    // MIPS keeps the symbol first in either byte order; elsewhere it is the high half of a 64-bit word.
    const symbolFirst =
      !this.#header.littleEndian || (elfArchitecture(this.#header) ?? '').startsWith('mips');
    for (let at = 0; at + entrySize <= words.length; at += entrySize) {
      const place = base + (wide ? words.u64(at) : words.u32(at));
      const index = wide ? words.u32(at + (symbolFirst ? 8 : 12)) : words.u32(at + 4) >>> 8;
      const symbol = this.#symbolAddress(symbols, index);
      if (symbol === null) continue;
      // Addends are small and may be negative; the low half has the whole of it.
      const addend = words.i32(at + (wide ? (this.#header.littleEndian ? 16 : 20) : 8));
      yield { place, target: symbol + addend };
    }
  }

  #symbolsFor(link: number): Words | null {
    const section = this.#sections[link];
    if (section === undefined || section.type !== symbolTable) return null;
    return (this.#symbols ??= readWords(
      this.#source,
      section.fileOffset,
      section.size,
      this.#header.littleEndian,
    ));
  }

  #symbolAddress(symbols: Words, index: number): number | null {
    const wide = this.#header.bits === 64;
    const at = index * (wide ? 24 : 16);
    if (at + (wide ? 24 : 16) > symbols.length) return null;
    const section = this.#sections[symbols.u16(at + (wide ? 6 : 14))];
    const base = section === undefined ? undefined : this.#addresses.get(section);
    return base === undefined ? null : base + (wide ? symbols.u64(at + 8) : symbols.u32(at + 4));
  }
}
