/**
 * Mach-O object files, as in a c-archive for macOS: one segment, whose sections have addresses that count from zero.
 * <mach-o/reloc.h>, <mach-o/nlist.h>. Addends are stored at the place; if it has too few bits, in a relocation of their
 * own, which no call and no pointer needs.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, type Words } from '../bytes.js';
import { checkedSegments, noLinks, sizeInFile, type Image, type Links, type Segment } from '../image.js';
import {
  loadCommands,
  sectionsIn,
  segmentCommand64,
  type MachOHeader,
  type MachOSection,
} from './macho-header.js';
import {
  firstAddress,
  objectRelocations,
  symbolsIn,
  type ObjectRelocation,
  type RelocationTable,
} from './object-file.js';
import { machoForms } from './relocation-forms.js';

const symbolTableCommand = 2;
const [symbolSize, relocationSize] = [16, 8];
const [hasInstructions, zeroFilled] = [0x8000_0400, [1, 12, 18]];
/** In `n_type`: the bits of symbols for debuggers, the bits of the kind, and the kind that is in a section. */
const [debuggers, kind, inSection] = [0xe0, 0x0e, 0x0e];
/** A pointer is of this type and as long as two to the power of this. */
const [pointerType, eightBytes] = [0, 3];
const hasSymbol = 0x0800_0000;
/**
 * Types that change the meaning of the next relocation of the same place: the subtrahend of a difference; an addend.
 */
const prefixTypes: Readonly<Record<string, readonly number[]>> = { amd64: [5], arm64: [1, 10] };

const isCode = ({ flags }: MachOSection): boolean => (flags & hasInstructions) !== 0;
const isInFile = ({ flags, size }: MachOSection): boolean => !zeroFilled.includes(flags & 0xff) && size > 0;

export function readMachOObject(source: ByteSource, header: MachOHeader): Image {
  const { goarch, goos, commands } = header;
  const sections: MachOSection[] = [];
  let symbols: ((index: number) => number | null) | null = null;
  let count = 0;
  for (const { command, at, length } of loadCommands(header)) {
    count++;
    if (command === segmentCommand64) sections.push(...sectionsIn(commands, at, length));
    if (command === symbolTableCommand)
      symbols = readSymbols(source, commands.u32(at + 8), commands.u32(at + 12));
  }
  if (count !== header.commandCount || sections.length === 0)
    throw new DamagedFile('its load commands do not describe it');
  const loaded = sections
    .filter(isInFile)
    .map((section) => ({ ...section, address: firstAddress + section.address }));
  const segments = loaded.map((section): Segment => ({
    address: section.address,
    fileOffset: section.fileOffset,
    size: sizeInFile(source, section.fileOffset, section.size),
    executable: isCode(section),
    // The object has one segment for all of them, which allows everything.
    writable: !isCode(section),
  }));
  return {
    container: 'macho',
    source,
    goarch,
    goos,
    pointerSize: 8,
    littleEndian: true,
    segments: checkedSegments(segments, source),
    truncated: loaded.some(({ fileOffset, size }) => fileOffset + size > source.size),
    sections: loaded,
    ...relocationsOf(source, loaded, goarch, symbols ?? (() => null)),
  };
}

function relocationsOf(
  source: ByteSource,
  sections: readonly MachOSection[],
  goarch: string | null,
  symbols: (index: number) => number | null,
): Links {
  const forms = machoForms[goarch ?? ''];
  if (forms === undefined) return noLinks;
  const tables = sections.map((section): RelocationTable => {
    const { address, fileOffset, size } = section;
    return { section: { address, fileOffset, size, executable: isCode(section) }, ...section.relocations };
  });
  return objectRelocations({
    source,
    littleEndian: true,
    pointerSize: 8,
    forms,
    tables,
    entrySize: relocationSize,
    placeIn: (entries, at) => entries.u32(at),
    read: relocationReader(goarch, symbols),
  });
}

/** The reader of one object's relocations, in their order. */
function relocationReader(
  goarch: string | null,
  symbols: (index: number) => number | null,
): (entries: Words, at: number) => ObjectRelocation {
  const prefixes = prefixTypes[goarch ?? ''] ?? [];
  let prefixed = -1;
  return (entries, at) => {
    const [place, word] = [entries.u32(at), entries.u32(at + 4)];
    const [number, type] = [word & 0xff_ffff, word >>> 28];
    const isPrefixed = prefixed === place;
    const isPrefix = prefixes.includes(type);
    prefixed = isPrefix ? place : -1;
    const isPointer = type === pointerType && ((word >>> 25) & 3) === eightBytes;
    const isUnderstood = !isPrefix && !isPrefixed && (isPointer || type !== pointerType);
    // Without a symbol, the place holds an address in the object's own numbering.
    const bySection = isPointer && number > 0 ? firstAddress : null;
    const symbol = (word & hasSymbol) === 0 ? bySection : symbols(number);
    return { type, symbol: isUnderstood ? symbol : null, addend: null };
  };
}

function readSymbols(source: ByteSource, offset: number, count: number): (index: number) => number | null {
  const table = { offset, size: count * symbolSize, entrySize: symbolSize };
  return symbolsIn(source, table, true, (words, at) => {
    const type = words.u8(at + 4);
    if ((type & debuggers) !== 0 || (type & kind) !== inSection) return null;
    return firstAddress + words.u64(at + 8);
  });
}
