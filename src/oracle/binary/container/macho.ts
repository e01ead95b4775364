/** Mach-O, thin and fat, linked or object files: <mach-o/fat.h>. */
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords } from '../bytes.js';
import {
  checkedSegments,
  noCallTargets,
  noRelocations,
  sizeInFile,
  type Image,
  type SectionHint,
  type Segment,
} from '../image.js';
import { chainedFixups } from './macho-fixups.js';
import {
  loadCommands,
  machoArchitectures,
  magic64,
  readMachOHeader,
  sectionsIn,
  segmentCommand64,
} from './macho-header.js';
import { readMachOObject } from './macho-object.js';

const [fatMagic, fatMagic64] = [0xcafebabe, 0xcafebabf];
const objectFile = 1;
const chainedFixupsCommand = 0x8000_0034;
const [writable, executable] = [2, 4];
/** Real fat files have two or three slices; a Java class file has the same magic and a large version there. */
const mostSlices = 16;

const magicOf = (source: ByteSource, littleEndian: boolean): number =>
  source.size < 8 ? 0 : readWords(source, 0, 4, littleEndian).u32(0);

export function isMachO(source: ByteSource): boolean {
  return magicOf(source, true) === magic64 || fatSlices(source).length > 0;
}

export interface MachOSlice {
  /** Its architecture; null for the whole of a thin file. */
  readonly name: string | null;
  /** The slices of a fat static library are libraries themselves, which are not opened here. */
  readonly bytes: ByteSource;
  readonly open: () => Image;
}

/** The images in a file: one, or one per slice; slices of 32 bits cannot be opened. */
export function readMachO(source: ByteSource): readonly MachOSlice[] {
  const slices = fatSlices(source);
  if (slices.length === 0) return [{ name: null, bytes: source, open: () => readSlice(source) }];
  return slices.map(({ cpu, bytes }) => ({
    name: machoArchitectures[cpu] ?? `processor ${cpu}`,
    bytes,
    open: () => readSlice(bytes),
  }));
}

/** Finds the end of the last segment or slice: data behind it was appended. Throws `DamagedFile`. */
export function machoEnd(source: ByteSource): number {
  const slices = fatSlices(source);
  const ends =
    slices.length === 0
      ? readSlice(source).segments.map(({ fileOffset, size }) => fileOffset + size)
      : slices.map(({ offset, bytes }) => offset + bytes.size);
  return Math.max(0, ...ends);
}

interface FatSlice {
  readonly cpu: number;
  readonly offset: number;
  readonly bytes: ByteSource;
}

function fatSlices(source: ByteSource): FatSlice[] {
  const magic = magicOf(source, false);
  if (magic !== fatMagic && magic !== fatMagic64) return [];
  const count = readWords(source, 4, 4, false).u32(0);
  const wide = magic === fatMagic64;
  const entrySize = wide ? 32 : 20;
  if (count === 0 || count > mostSlices || 8 + count * entrySize > source.size) return [];
  const table = readWords(source, 8, count * entrySize, false);
  return Array.from({ length: count }, (_, index) => {
    const at = index * entrySize;
    const offset = wide ? table.u64(at + 8) : table.u32(at + 8);
    const size = wide ? table.u64(at + 16) : table.u32(at + 12);
    return { cpu: table.u32(at), offset, bytes: sliceOf(source, offset, size) };
  });
}

function readSlice(source: ByteSource): Image {
  const header = readMachOHeader(source);
  if (header.fileType === objectFile) return readMachOObject(source, header);
  const segments: Segment[] = [];
  const sections: SectionHint[] = [];
  let truncated = false;
  let fixups: { readonly offset: number; readonly size: number } | null = null;
  for (const { command, at, length } of loadCommands(header)) {
    const { commands } = header;
    if (command === segmentCommand64) {
      const fileOffset = commands.u64(at + 40);
      const protection = commands.u32(at + 60);
      truncated ||= fileOffset + commands.u64(at + 48) > source.size;
      segments.push({
        address: commands.u64(at + 24),
        fileOffset,
        size: sizeInFile(source, fileOffset, commands.u64(at + 48)),
        writable: (protection & writable) !== 0,
        executable: (protection & executable) !== 0,
      });
      sections.push(...sectionsIn(commands, at, length));
    }
    if (command === chainedFixupsCommand)
      fixups = { offset: commands.u32(at + 8), size: commands.u32(at + 12) };
  }
  if (segments.every((segment) => segment.size === 0)) {
    throw new DamagedFile('no part of it is meant to be loaded');
  }
  return {
    container: 'macho',
    source,
    goarch: header.goarch,
    goos: header.goos,
    pointerSize: 8,
    littleEndian: true,
    segments: checkedSegments(segments, source),
    truncated,
    sections,
    relocations: fixups === null ? noRelocations : chainedFixups(source, fixups, segments),
    callTargetsWithin: noCallTargets,
  };
}
