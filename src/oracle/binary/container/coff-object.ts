/**
 * COFF object files, as in a c-archive for Windows: https://learn.microsoft.com/windows/win32/debug/pe-format. Addends
 * are stored at the place.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { latin1, readWords } from '../bytes.js';
import { checkedSegments, noLinks, sizeInFile, type Image, type Links, type Segment } from '../image.js';
import { madeUpAddresses, objectRelocations, symbolsIn, type RelocationTable } from './object-file.js';
import { coffForms } from './relocation-forms.js';

const architectures: Readonly<Record<number, string>> = { 0x14c: '386', 0x8664: 'amd64', 0xaa64: 'arm64' };

const [headerSize, sectionSize, symbolSize, relocationSize] = [20, 40, 18, 10];
const mostSections = 1024;
const executableImage = 2;
const [uninitialised, manyRelocations, discardable, executable, writable] = [
  0x80, 0x0100_0000, 0x0200_0000, 0x2000_0000, 0x8000_0000,
];
/** A count that does not fit is in the first relocation instead, which is counted as well and has no other meaning. */
const countElsewhere = 0xffff;

interface CoffHeader {
  readonly machine: number;
  readonly sectionCount: number;
  readonly symbols: { readonly offset: number; readonly count: number };
  /** The offset of the table of sections. An object needs no optional header, but Go's linker writes an empty one. */
  readonly sectionsAt: number;
  readonly flags: number;
}

interface CoffSection {
  readonly name: string;
  readonly address: number;
  readonly fileOffset: number;
  /** The size from the header; the file may be shorter. */
  readonly size: number;
  readonly relocations: { readonly offset: number; readonly count: number };
  readonly flags: number;
}

/** The processor's number is the only mark, so the table of sections has to look like one. */
export function isCoffObject(source: ByteSource): boolean {
  if (source.size < headerSize + sectionSize) return false;
  const { machine, sectionCount, sectionsAt, flags } = readHeader(source);
  const plausible =
    architectures[machine] !== undefined &&
    sectionCount > 0 &&
    sectionCount <= mostSections &&
    (flags & executableImage) === 0 &&
    sectionsAt + sectionCount * sectionSize <= source.size;
  if (!plausible) return false;
  const table = readWords(source, sectionsAt, sectionCount * sectionSize, true);
  return Array.from({ length: sectionCount }, (_, index) =>
    latin1(table.bytes.subarray(index * sectionSize, index * sectionSize + 8)),
  ).every((name) => /^[!-~]{1,8}\0*$/.test(name));
}

export function readCoffObject(source: ByteSource): Image {
  const header = readHeader(source);
  const sections = readSections(source, header);
  const goarch = architectures[header.machine] ?? null;
  const loaded = sections.filter(isLoaded);
  const segments = loaded.map(({ address, fileOffset, size, flags }): Segment => ({
    address,
    fileOffset,
    size: sizeInFile(source, fileOffset, size),
    executable: (flags & executable) !== 0,
    writable: (flags & writable) !== 0,
  }));
  return {
    container: 'pe',
    source,
    goarch,
    goos: 'windows',
    pointerSize: goarch === '386' ? 4 : 8,
    littleEndian: true,
    segments: checkedSegments(segments, source),
    truncated: sections.some(
      ({ flags, fileOffset, size }) => (flags & uninitialised) === 0 && fileOffset + size > source.size,
    ),
    sections: loaded,
    ...relocationsOf(source, header, sections, goarch),
  };
}

function readHeader(source: ByteSource): CoffHeader {
  const header = readWords(source, 0, headerSize, true);
  return {
    machine: header.u16(0),
    sectionCount: header.u16(2),
    symbols: { offset: header.u32(8), count: header.u32(12) },
    sectionsAt: headerSize + header.u16(16),
    flags: header.u16(18),
  };
}

/** Debugging information, which is most of an object, is not loaded. */
const isLoaded = ({ flags, size }: CoffSection): boolean =>
  (flags & (uninitialised | discardable)) === 0 && size > 0;

function readSections(source: ByteSource, { sectionCount, sectionsAt }: CoffHeader): CoffSection[] {
  const table = readWords(source, sectionsAt, sectionCount * sectionSize, true);
  const addresses = madeUpAddresses(
    Array.from({ length: sectionCount }, (_, index) => table.u32(index * sectionSize + 16)),
  );
  return addresses.map((address, index) => {
    const at = index * sectionSize;
    const flags = table.u32(at + 36);
    return {
      name: table.text(at, 8),
      address,
      size: table.u32(at + 16),
      fileOffset: table.u32(at + 20),
      relocations: relocationsIn(source, table.u32(at + 24), table.u16(at + 32), flags),
      flags,
    };
  });
}

function relocationsIn(
  source: ByteSource,
  offset: number,
  count: number,
  flags: number,
): CoffSection['relocations'] {
  if (count !== countElsewhere || (flags & manyRelocations) === 0) return { offset, count };
  const all = readWords(source, offset, relocationSize, true).u32(0);
  return { offset: offset + relocationSize, count: Math.max(0, all - 1) };
}

function relocationsOf(
  source: ByteSource,
  header: CoffHeader,
  sections: readonly CoffSection[],
  goarch: string | null,
): Links {
  const forms = coffForms[goarch ?? ''];
  if (forms === undefined) return noLinks;
  const symbols = readSymbols(source, header, sections);
  const tables = sections.filter(isLoaded).map((section): RelocationTable => {
    const { address, fileOffset, size, flags, relocations } = section;
    return { section: { address, fileOffset, size, executable: (flags & executable) !== 0 }, ...relocations };
  });
  return objectRelocations({
    source,
    littleEndian: true,
    pointerSize: goarch === '386' ? 4 : 8,
    forms,
    tables,
    entrySize: relocationSize,
    placeIn: (entries, at) => entries.u32(at),
    read: (entries, at) => ({
      type: entries.u16(at + 8),
      symbol: symbols(entries.u32(at + 4)),
      addend: null,
    }),
  });
}

function readSymbols(
  source: ByteSource,
  { symbols: { offset, count } }: CoffHeader,
  sections: readonly CoffSection[],
): (index: number) => number | null {
  const table = { offset, size: count * symbolSize, entrySize: symbolSize };
  return symbolsIn(source, table, true, (words, at) => {
    // Counted from one; zero and the highest numbers are not sections.
    const section = sections[words.u16(at + 12) - 1];
    return section === undefined ? null : section.address + words.u32(at + 8);
  });
}
