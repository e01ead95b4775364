/** ELF object files: sections count, not segments. Processor supplements define the meaning of their relocations. */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile } from '../bytes.js';
import { checkedSegments, noLinks, sizeInFile, type Image, type Links, type Segment } from '../image.js';
import {
  elfArchitecture,
  readElfHeader,
  readSectionHeaders,
  type ElfHeader,
  type SectionHeader,
} from './elf.js';
import {
  madeUpAddresses,
  objectRelocations,
  signedWord,
  symbolsIn,
  type RelocationTable,
} from './object-file.js';
import { elfForms } from './relocation-forms.js';

/** `sh_type`; rela has addends in the table, with rel they are stored at the place. */
const [unused, symbolTable, stringTable, rela, noBits, rel] = [0, 2, 3, 4, 8, 9];
const namesElsewhere = 0xffff;
const [allocated, executable, writable] = [2, 4, 1];
/** Processors whose objects have rel tables; all others have rela. */
const withRel: ReadonlySet<string> = new Set(['386', 'arm']);

export function readElfObject(source: ByteSource): Image {
  const header = withAllSections(source, readElfHeader(source));
  const sections = placeSections(readSectionHeaders(source, header));
  // Without program headers, nothing else shows that the place of this table was damaged.
  if (sections[0]?.type !== unused || sections[header.sectionNames]?.type !== stringTable)
    throw new DamagedFile('it has no table of sections where there should be one');
  const inFile = sections.filter(({ type, size }) => type !== noBits && size > 0);
  const segments = inFile.filter(isLoaded).map((section): Segment => ({
    address: section.address,
    fileOffset: section.fileOffset,
    size: sizeInFile(source, section.fileOffset, section.size),
    writable: (section.flags & writable) !== 0,
    executable: isExecutable(section),
  }));
  return {
    container: 'elf',
    source,
    goarch: elfArchitecture(header),
    goos: header.goos,
    pointerSize: header.pointerSize,
    littleEndian: header.littleEndian,
    segments: checkedSegments(segments, source),
    truncated: sections.some(
      ({ type, fileOffset, size }) => type !== noBits && fileOffset + size > source.size,
    ),
    sections: inFile,
    ...relocationsOf(source, header, sections),
  };
}

/** Objects of more sections than the header can count keep the numbers in the first section, which is unused. */
function withAllSections(source: ByteSource, header: ElfHeader): ElfHeader {
  const { sectionHeaders } = header;
  if (sectionHeaders.count !== 0 || sectionHeaders.offset === 0) return header;
  const [first] = readSectionHeaders(source, {
    ...header,
    sectionHeaders: { ...sectionHeaders, count: 1 },
    sectionNames: 1,
  });
  if (first === undefined) return header;
  const sectionNames = header.sectionNames === namesElsewhere ? first.link : header.sectionNames;
  return { ...header, sectionHeaders: { ...sectionHeaders, count: first.size }, sectionNames };
}

const isLoaded = ({ flags }: SectionHeader): boolean => (flags & allocated) !== 0;
const isExecutable = ({ flags }: SectionHeader): boolean => (flags & executable) !== 0;

/** Sections that are not loaded keep the address zero. */
function placeSections(sections: readonly SectionHeader[]): SectionHeader[] {
  const addresses = madeUpAddresses(sections.map((section) => (isLoaded(section) ? section.size : 0)));
  return sections.map((section, index) => ({
    ...section,
    address: isLoaded(section) ? (addresses[index] ?? 0) : 0,
  }));
}

function relocationsOf(source: ByteSource, header: ElfHeader, sections: readonly SectionHeader[]): Links {
  const goarch = elfArchitecture(header) ?? '';
  const forms = elfForms[goarch];
  // Go makes no object files for other processors.
  if (forms === undefined) return noLinks;
  const { littleEndian, pointerSize } = header;
  const wide = pointerSize === 8;
  const hasAddends = !withRel.has(goarch);
  const entrySize = (hasAddends ? 3 : 2) * pointerSize;
  const symbols = readSymbols(source, header, sections);
  return objectRelocations({
    source,
    littleEndian,
    pointerSize,
    forms,
    tables: tablesOf(sections, hasAddends ? rela : rel, entrySize),
    entrySize,
    placeIn: (entries, at) => entries.word(at, pointerSize),
    read(entries, at) {
      const info = at + pointerSize;
      // Halves of a 64-bit word, or three bytes and one of a 32-bit word.
      const [high, low] = littleEndian ? [info + 4, info] : [info, info + 4];
      const index = wide ? entries.u32(high) : entries.u32(info) >>> 8;
      return {
        type: wide ? entries.u32(low) : entries.u32(info) & 0xff,
        symbol: symbols(index),
        addend: hasAddends ? signedWord(entries, at + 2 * pointerSize, pointerSize) : null,
      };
    },
  });
}

function tablesOf(sections: readonly SectionHeader[], kind: number, entrySize: number): RelocationTable[] {
  return sections.flatMap((table) => {
    const section = table.type === kind ? sections[table.info] : undefined;
    if (section === undefined || !isLoaded(section)) return [];
    const { address, fileOffset, size } = section;
    return [
      {
        section: { address, fileOffset, size, executable: isExecutable(section) },
        offset: table.fileOffset,
        count: Math.floor(table.size / entrySize),
      },
    ];
  });
}

/** An object has one table of symbols. */
function readSymbols(
  source: ByteSource,
  { pointerSize, littleEndian }: ElfHeader,
  sections: readonly SectionHeader[],
): (index: number) => number | null {
  const tables = sections.filter(({ type }) => type === symbolTable);
  const [table] = tables;
  if (table === undefined) return () => null;
  if (tables.length > 1) throw new DamagedFile('it has several tables of symbols');
  const wide = pointerSize === 8;
  const { fileOffset: offset, size } = table;
  return symbolsIn(source, { offset, size, entrySize: wide ? 24 : 16 }, littleEndian, (words, at) => {
    const section = sections[words.u16(at + (wide ? 6 : 14))];
    if (section === undefined || !isLoaded(section)) return null;
    return section.address + words.word(at + (wide ? 8 : 4), pointerSize);
  });
}
