/**
 * ELF, 32 and 64 bit, either byte order: https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html Executables and
 * shared objects are read by their program headers, so section headers are not needed.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords, unlessDamaged } from '../bytes.js';
import { checkedSegments, noCallTargets, sizeInFile } from '../image.js';
import type { Image, SectionHint, Segment } from '../image.js';
import { elfRelocations } from './elf-relocations.js';

export interface ElfHeader {
  readonly pointerSize: 4 | 8;
  readonly littleEndian: boolean;
  readonly type: number;
  readonly machine: number;
  readonly goos: string | null;
  readonly programHeaders: HeaderTable;
  readonly sectionHeaders: HeaderTable;
  readonly sectionNames: number;
}

/** `size` is that of one entry. */
interface HeaderTable {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

export const relocatableObject = 1;
const [loadSegment, dynamicSegment] = [1, 2];
const noBits = 8;
const compressedFlag = 0x800;

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
  const wide = identity.u8(4) === 2;
  const pointerSize = wide ? 8 : 4;
  const littleEndian = identity.u8(5) !== 2;
  const words = readWords(source, 0, wide ? 64 : 52, littleEndian);
  const tail = wide ? 52 : 40;
  const table = (offsetAt: number, sizeAt: number): HeaderTable => ({
    offset: words.word(offsetAt, pointerSize),
    size: words.u16(sizeAt),
    count: words.u16(sizeAt + 2),
  });
  return {
    pointerSize,
    littleEndian,
    type: words.u16(16),
    machine: words.u16(18),
    goos: systems[identity.u8(7)] ?? null,
    programHeaders: table(wide ? 32 : 28, tail + 2),
    sectionHeaders: table(wide ? 40 : 32, tail + 6),
    sectionNames: words.u16(tail + 10),
  };
}

export function elfArchitecture({ machine, pointerSize, littleEndian }: ElfHeader): string | null {
  return architectures[`${machine}/${pointerSize * 8}/${littleEndian ? 'le' : 'be'}`] ?? null;
}

export function readElf(source: ByteSource): Image {
  const header = readElfHeader(source);
  const programHeaders = readProgramHeaders(source, header);
  const segments = programHeaders.filter(({ type }) => type === loadSegment).map(({ segment }) => segment);
  if (segments.every(({ size }) => size === 0)) throw new DamagedFile('no part of it is meant to be loaded');
  const dynamic = programHeaders.find(({ type }) => type === dynamicSegment);
  const base = {
    source,
    pointerSize: header.pointerSize,
    littleEndian: header.littleEndian,
    segments: checkedSegments(segments, source),
  };
  return {
    container: 'elf',
    ...base,
    goarch: elfArchitecture(header),
    goos: header.goos,
    truncated: programHeaders.some(({ cut }) => cut),
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
  const wide = header.pointerSize === 8;
  const { offset, size, count } = header.programHeaders;
  if (count === 0 || size < (wide ? 56 : 32)) return [];
  const words = readWords(source, offset, size * count, header.littleEndian);
  return Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const field = (wideAt: number, narrowAt: number): number =>
      words.word(at + (wide ? wideAt : narrowAt), header.pointerSize);
    const flags = words.u32(at + (wide ? 4 : 24));
    const [fileOffset, fileSize] = [field(8, 4), field(32, 16)];
    const segment = {
      address: field(16, 8),
      fileOffset,
      size: sizeInFile(source, fileOffset, fileSize),
      executable: (flags & 1) !== 0,
      writable: (flags & 2) !== 0,
    };
    return {
      type: words.u32(at),
      segment,
      fileSize,
      memorySize: field(40, 20),
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
  const wide = header.pointerSize === 8;
  const { offset, size, count } = header.sectionHeaders;
  if (count === 0 || size < (wide ? 64 : 40)) return [];
  const words = readWords(source, offset, size * count, header.littleEndian);
  const headers = Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const field = (position: number): number =>
      words.word(at + 8 + position * header.pointerSize, header.pointerSize);
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
  return unlessDamaged<readonly SectionHint[]>(
    () =>
      readSectionHeaders(source, header)
        .filter((section) => section.type !== noBits)
        .map((section) => ({ ...section, packed: (section.flags & compressedFlag) !== 0 })),
    () => [],
  );
}
