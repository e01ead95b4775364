/**
 * Core dumps of ELF systems: parts of a process's memory, and the note NT_FILE, which says which files were mapped
 * where. man 5 core.
 */
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { asBuffer, DamagedFile, readExactly, readWords, type Words } from '../bytes.js';
import { checkedSegments, noLinks, type Image, type Segment } from '../image.js';
import {
  elfArchitecture,
  isElf,
  readElfHeader,
  readProgramHeaders,
  type ElfHeader,
  type ProgramHeader,
} from './elf.js';

export const coreDump = 4;
const [loadSegment, noteSegment] = [1, 4];
const mappedFilesNote = 0x4649_4c45;
const manyHeaders = 0xffff;
const [mostFiles, mostMappings, longestName] = [4096, 1_000_000, 1024];

/** A mapped file, and the part of it in the dump. */
export interface MappedFile {
  readonly name: string;
  /** Its memory, as an image at its real addresses. */
  readonly image: Image;
  /** False for files that are data only. */
  readonly mayHoldCode: boolean;
  /** Everything that its headers load from it is in the dump. */
  readonly isWhole: boolean;
  /** Its headers and its writable parts are in the dump. */
  readonly hasHeaderAndData: boolean;
}

export interface CoreDump {
  /** Null if the dump does not name them. */
  readonly files: readonly MappedFile[] | null;
  /** All memory in it. */
  readonly memory: Image;
}

/** Throws `DamagedFile`. */
export function readCore(source: ByteSource): CoreDump {
  const header = withAllHeaders(source, readElfHeader(source));
  const headers = readProgramHeaders(source, header);
  const parts = headers
    .filter(({ type }) => type === loadSegment)
    .toSorted((a, b) => a.segment.address - b.segment.address);
  const dumped = checkedSegments(
    parts.map(({ segment }) => segment),
    source,
  );
  const memory = imageOf(source, header, dumped);
  const mappings = headers
    .filter(({ type }) => type === noteSegment)
    .map(({ segment }) => mappingsIn(source, header, segment))
    .find((found) => found !== null);
  return { memory, files: mappings === undefined ? null : filesOf(mappings, parts, memory) };
}

/** If there are more headers than the field can count, the first section header has the number. */
function withAllHeaders(source: ByteSource, header: ElfHeader): ElfHeader {
  const { programHeaders, sectionHeaders, pointerSize, littleEndian } = header;
  if (programHeaders.count !== manyHeaders || sectionHeaders.offset === 0) return header;
  const [size, countAt] = pointerSize === 8 ? [64, 44] : [40, 28];
  const count = readWords(source, sectionHeaders.offset, size, littleEndian).u32(countAt);
  return { ...header, programHeaders: { ...programHeaders, count } };
}

function imageOf(source: ByteSource, header: ElfHeader, segments: readonly Segment[]): Image {
  return {
    container: 'elf',
    source,
    goarch: elfArchitecture(header),
    goos: header.goos ?? 'linux',
    pointerSize: header.pointerSize,
    littleEndian: header.littleEndian,
    segments,
    isOneOfMany: true,
    truncated: false,
    sections: [],
    // The loader has already done its computations.
    ...noLinks,
  };
}

interface Mapping {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly fileOffset: number;
}

/** Returns null if the notes do not have them. */
function mappingsIn(source: ByteSource, header: ElfHeader, { fileOffset, size }: Segment): Mapping[] | null {
  const notes = readWords(source, fileOffset, size, header.littleEndian);
  for (let at = 0; at + 12 <= notes.length;) {
    const [nameSize, bodySize, type] = [notes.u32(at), notes.u32(at + 4), notes.u32(at + 8)];
    const body = at + 12 + Math.ceil(nameSize / 4) * 4;
    if (type === mappedFilesNote && notes.text(at + 12, nameSize) === 'CORE') {
      if (body + bodySize > notes.length) throw new DamagedFile('its list of mapped files is cut off');
      return mappingsOf(notes, body, body + bodySize, header.pointerSize);
    }
    at = body + Math.ceil(bodySize / 4) * 4;
  }
  return null;
}

function mappingsOf(notes: Words, from: number, end: number, size: 4 | 8): Mapping[] {
  const [count, page] = [notes.word(from, size), notes.word(from + size, size)];
  const names = from + (2 + 3 * count) * size;
  if (count > mostMappings || names > end) throw new DamagedFile('its list of mapped files is cut off');
  const bytes = asBuffer(notes.bytes);
  let at = names;
  return Array.from({ length: count }, (_, index) => {
    const entry = from + (2 + 3 * index) * size;
    const stop = bytes.indexOf(0, at);
    if (stop === -1 || stop >= end) throw new DamagedFile('a name in its list of mapped files is cut off');
    const name = bytes.toString('utf8', at, Math.min(stop, at + longestName));
    at = stop + 1;
    return {
      name,
      start: notes.word(entry, size),
      end: notes.word(entry + size, size),
      fileOffset: notes.word(entry + 2 * size, size) * page,
    };
  });
}

interface Mapped {
  readonly parts: ProgramHeader[];
  /** The place of its first byte. */
  start: number | null;
  /** Some of it is neither in the dump nor described there, so it may be anything. */
  isUndescribed: boolean;
}

/** Goes through both lists once, because a dump has many parts and many mappings. */
function filesOf(mappings: readonly Mapping[], parts: readonly ProgramHeader[], memory: Image): MappedFile[] {
  const byName = new Map<string, Mapped>();
  let next = 0;
  for (const mapping of mappings.toSorted((a, b) => a.start - b.start)) {
    const file = byName.get(mapping.name) ?? { parts: [], start: null, isUndescribed: false };
    byName.set(mapping.name, file);
    if (byName.size > mostFiles) throw new DamagedFile(`it names more than ${mostFiles} files`);
    if (mapping.fileOffset === 0) file.start ??= mapping.start;
    while ((parts[next]?.segment.address ?? Infinity) < mapping.start) next++;
    let described = mapping.start;
    for (let part = parts[next]; part !== undefined; part = parts[++next]) {
      const end = part.segment.address + part.memorySize;
      if (end > mapping.end) break;
      if (part.segment.address === described) described = end;
      file.parts.push(part);
    }
    file.isUndescribed ||= described < mapping.end;
  }
  const dumped = parts.map(({ segment }) => segment).filter(({ size }) => size > 0);
  return [...byName].map(([name, file]) => mappedFile(name, file, dumped, memory));
}

function mappedFile(
  name: string,
  { parts, start, isUndescribed }: Mapped,
  dumped: readonly Segment[],
  memory: Image,
): MappedFile {
  const segments = parts.map(({ segment }) => segment);
  const image = { ...memory, segments: segments.filter(({ size }) => size > 0) };
  const first = image.segments.find(({ address }) => address === start);
  const loads = first === undefined ? null : loadsOf(memory.source, first);
  if (loads === 'no ELF') return { name, image, mayHoldCode: false, isWhole: false, hasHeaderAndData: false };
  const isDumped = ({ segment, fileSize }: ProgramHeader): boolean =>
    isCovered(dumped, segment.address, segment.address + fileSize);
  const writable = loads?.filter(({ segment }) => segment.writable) ?? [];
  return {
    name,
    image,
    mayHoldCode:
      loads?.some(({ segment }) => segment.executable) ??
      (isUndescribed || segments.some(({ executable }) => executable)),
    isWhole: loads !== null && loads.length > 0 && loads.every(isDumped),
    hasHeaderAndData: writable.length > 0 && writable.every(isDumped),
  };
}

/** The parts that the headers in the first page load, at their addresses; null if they cannot be read. */
function loadsOf(source: ByteSource, first: Segment): ProgramHeader[] | 'no ELF' | null {
  const page = sliceOf(source, first.fileOffset, first.size);
  try {
    if (!isElf(readExactly(page, 0, Math.min(16, page.size)))) return 'no ELF';
    const loads = readProgramHeaders(page, readElfHeader(page)).filter(({ type }) => type === loadSegment);
    const lowest = loads.find(({ segment }) => segment.fileOffset === 0);
    if (lowest === undefined) return null;
    const moved = first.address - lowest.segment.address;
    return loads.map((load) => ({
      ...load,
      segment: { ...load.segment, address: load.segment.address + moved },
    }));
  } catch (error) {
    if (error instanceof DamagedFile) return null;
    throw error;
  }
}

/** `dumped` is in the order of addresses. */
function isCovered(dumped: readonly Segment[], from: number, to: number): boolean {
  let [low, high] = [0, dumped.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const segment = dumped[middle];
    if (segment !== undefined && segment.address + segment.size <= from) low = middle + 1;
    else high = middle;
  }
  let reached = from;
  for (let segment = dumped[low]; reached < to; segment = dumped[++low]) {
    if (segment === undefined || segment.address > reached) return false;
    reached = segment.address + segment.size;
  }
  return true;
}
