/**
 * ELF, 32 and 64 bit, either byte order: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html Executables and
 * shared objects are read by their program headers, so section headers are not needed.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords } from '../bytes.js';
import { checkedSegments, noCallTargets, type Image, type SectionHint, type Segment } from '../image.js';
import { elfRelocations } from './elf-relocations.js';

export interface ElfHeader {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly type: number;
  readonly machine: number;
  readonly goos: string | null;
  readonly programHeaders: { readonly offset: number; readonly size: number; readonly count: number };
  readonly sectionHeaders: { readonly offset: number; readonly size: number; readonly count: number };
  readonly sectionNames: number;
}

export const relocatableObject = 1;
const [loadSegment, dynamicSegment] = [1, 2];
const noBits = 8;

/** e_machine, class and byte order to GOARCH. */
const architectures: Readonly<Record<string, string>> = {
  '62/64/le': 'amd64',
  '3/32/le': '386',
  '183/64/le': 'arm64',
  '40/32/le': 'arm',
  '243/64/le': 'riscv64',
  '21/64/le': 'ppc64le',
  '21/64/be': 'ppc64',
  '22/64/be': 's390x',
  '258/64/le': 'loong64',
  '8/64/le': 'mips64le',
  '8/64/be': 'mips64',
  '8/32/le': 'mipsle',
  '8/32/be': 'mips',
};

/** EI_OSABI as Go's linker writes it. Zero is System V: usually Linux, but not a proof of it. */
const systems: Readonly<Record<number, string>> = {
  2: 'netbsd',
  6: 'solaris',
  9: 'freebsd',
  12: 'openbsd',
};

export function isElf(start: Uint8Array): boolean {
  return start[0] === 0x7f && start[1] === 0x45 && start[2] === 0x4c && start[3] === 0x46;
}

export function readElfHeader(source: ByteSource): ElfHeader {
  const identity = readWords(source, 0, 16, true);
  const bits = identity.u8(4) === 2 ? 64 : 32;
  const littleEndian = identity.u8(5) !== 2;
  const words = readWords(source, 0, bits === 64 ? 64 : 52, littleEndian);
  const wide = bits === 64;
  const tail = wide ? 52 : 40;
  return {
    bits,
    littleEndian,
    type: words.u16(16),
    machine: words.u16(18),
    goos: systems[identity.u8(7)] ?? null,
    programHeaders: {
      offset: wide ? words.u64(32) : words.u32(28),
      size: words.u16(tail + 2),
      count: words.u16(tail + 4),
    },
    sectionHeaders: {
      offset: wide ? words.u64(40) : words.u32(32),
      size: words.u16(tail + 6),
      count: words.u16(tail + 8),
    },
    sectionNames: words.u16(tail + 10),
  };
}

export function elfArchitecture(header: ElfHeader): string | null {
  return architectures[`${header.machine}/${header.bits}/${header.littleEndian ? 'le' : 'be'}`] ?? null;
}

export function readElf(source: ByteSource): Image {
  const header = readElfHeader(source);
  const programHeaders = readProgramHeaders(source, header);
  const segments = programHeaders.filter(({ type }) => type === loadSegment).map(({ segment }) => segment);
  if (segments.every(({ size }) => size === 0)) throw new DamagedFile('no part of it is meant to be loaded');
  const dynamic = programHeaders.find(({ type }) => type === dynamicSegment);
  const base = {
    container: 'elf' as const,
    source,
    goarch: elfArchitecture(header),
    goos: header.goos,
    pointerSize: header.bits === 64 ? (8 as const) : (4 as const),
    littleEndian: header.littleEndian,
    segments: checkedSegments(segments, source),
    truncated: programHeaders.some(({ cut }) => cut),
  };
  return {
    ...base,
    sections: readSectionHints(source, header),
    relocations: elfRelocations(base, dynamic?.segment),
    callTargetsWithin: noCallTargets,
  };
}

/**
 * Finds the end of the last part that its headers know: data behind it was appended. Parts that would end outside the
 * file do not count, since section headers may lie. Throws `DamagedFile`.
 */
export function elfEnd(source: ByteSource): number {
  const header = readElfHeader(source);
  const tables = [header.programHeaders, header.sectionHeaders].map(({ offset, size, count }) => ({
    fileOffset: offset,
    size: size * count,
  }));
  const segments = readProgramHeaders(source, header).map(({ segment }) => segment);
  // Not Math.max, because there may be more of these than the arguments a call can have.
  return [...tables, ...segments, ...readSectionHints(source, header)]
    .map(({ fileOffset, size }) => fileOffset + size)
    .filter((end) => end <= source.size)
    .reduce((last, end) => Math.max(last, end), 0);
}

export interface ProgramHeader {
  readonly type: number;
  readonly segment: Segment;
  /** The size from the header; the file may be shorter. */
  readonly fileSize: number;
  readonly memorySize: number;
  readonly cut: boolean;
}

/** Throws `DamagedFile` if the table lies outside the file. */
export function readProgramHeaders(source: ByteSource, header: ElfHeader): ProgramHeader[] {
  const wide = header.bits === 64;
  const { offset, size, count } = header.programHeaders;
  if (count === 0 || size < (wide ? 56 : 32)) return [];
  const words = readWords(source, offset, size * count, header.littleEndian);
  return Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const flags = words.u32(at + (wide ? 4 : 24));
    const fileOffset = wide ? words.u64(at + 8) : words.u32(at + 4);
    const fileSize = wide ? words.u64(at + 32) : words.u32(at + 16);
    const segment = {
      address: wide ? words.u64(at + 16) : words.u32(at + 8),
      fileOffset,
      // A truncated file still has its beginning; a missing part fails where it is needed.
      size: Math.max(0, Math.min(fileSize, source.size - fileOffset)),
      executable: (flags & 1) !== 0,
      writable: (flags & 2) !== 0,
    };
    return {
      type: words.u32(at),
      segment,
      fileSize,
      memorySize: wide ? words.u64(at + 40) : words.u32(at + 20),
      cut: segment.size < fileSize,
    };
  });
}

export interface SectionHeader extends SectionHint {
  readonly nameOffset: number;
  readonly type: number;
  readonly flags: number;
  readonly link: number;
  readonly info: number;
}

/** Reads all section headers. Throws `DamagedFile` if they lie outside the file. */
export function readSectionHeaders(source: ByteSource, header: ElfHeader): SectionHeader[] {
  const wide = header.bits === 64;
  const { offset, size, count } = header.sectionHeaders;
  if (count === 0 || size < (wide ? 64 : 40)) return [];
  const words = readWords(source, offset, size * count, header.littleEndian);
  const headers = Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const field = (position: number): number =>
      wide ? words.u64(at + 8 + position * 8) : words.u32(at + 8 + position * 4);
    return {
      name: '',
      nameOffset: words.u32(at),
      type: words.u32(at + 4),
      flags: field(0),
      address: field(1),
      fileOffset: field(2),
      size: field(3),
      link: words.u32(at + (wide ? 40 : 24)),
      info: words.u32(at + (wide ? 44 : 28)),
    };
  });
  const strings = headers[header.sectionNames];
  if (strings === undefined) return headers;
  const names = readWords(source, strings.fileOffset, strings.size, header.littleEndian);
  return headers.map((section) => ({ ...section, name: names.text(section.nameOffset, 256) }));
}

/** Section headers are only hints, so damaged ones count as none. */
function readSectionHints(source: ByteSource, header: ElfHeader): readonly SectionHint[] {
  try {
    return readSectionHeaders(source, header).filter((section) => section.type !== noBits);
  } catch (error) {
    if (error instanceof DamagedFile) return [];
    throw error;
  }
}
