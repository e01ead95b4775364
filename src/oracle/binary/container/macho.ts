/**
 * Mach-O, 64 bit, thin and fat: <mach-o/loader.h>, <mach-o/fat.h>. 32-bit slices are named but not read: Go dropped
 * darwin/386 and darwin/arm in 1.15.
 */
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords } from '../bytes.js';
import {
  checkedSegments,
  noCallTargets,
  noRelocations,
  type Image,
  type SectionHint,
  type Segment,
} from '../image.js';
import { chainedFixups } from './macho-fixups.js';

const [magic64, fatMagic, fatMagic64] = [0xfeedfacf, 0xcafebabe, 0xcafebabf];
const [segmentCommand64, buildVersionCommand, chainedFixupsCommand] = [0x19, 0x32, 0x8000_0034];
const [writable, executable] = [2, 4];
/** Real fat files have two or three slices; a Java class file has the same magic and a large version there. */
const [mostSlices, mostCommands] = [16, 4096];

const architectures: Readonly<Record<number, string>> = { 0x0100_0007: 'amd64', 0x0100_000c: 'arm64' };
/** PLATFORM_ constants; the simulators run the same code. */
const platforms: Readonly<Record<number, string>> = { 1: 'darwin', 2: 'ios', 7: 'ios' };

const magicOf = (source: ByteSource, littleEndian: boolean): number =>
  source.size < 8 ? 0 : readWords(source, 0, 4, littleEndian).u32(0);

export function isMachO(source: ByteSource): boolean {
  return magicOf(source, true) === magic64 || fatSlices(source).length > 0;
}

/** The images in a file: one, or one per slice, which is then named by its architecture. */
export function readMachO(
  source: ByteSource,
): readonly { readonly slice: string | null; readonly open: () => Image }[] {
  const slices = fatSlices(source);
  if (slices.length === 0) return [{ slice: null, open: () => readSlice(source) }];
  return slices.map(({ cpu, bytes }) => ({
    slice: architectures[cpu] ?? `processor ${cpu}`,
    open: () => readSlice(bytes),
  }));
}

/** Where the last segment or slice ends: what lies behind was appended. Throws `DamagedFile`. */
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
  const header = readWords(source, 0, Math.min(32, source.size), true);
  if (header.u32(0) !== magic64) throw new DamagedFile('a slice of it is not 64-bit Mach-O');
  const [cpu, count, size] = [header.u32(4), header.u32(16), header.u32(20)];
  const commands = readWords(source, 32, Math.min(size, source.size - 32), true);
  const segments: Segment[] = [];
  const sections: SectionHint[] = [];
  let goos: string | null = null;
  let truncated = false;
  let fixups: { readonly offset: number; readonly size: number } | null = null;
  for (
    let [at, index] = [0, 0];
    index < Math.min(count, mostCommands) && at + 8 <= commands.length;
    index++
  ) {
    const [command, length] = [commands.u32(at), commands.u32(at + 4)];
    if (length < 8 || at + length > commands.length) throw new DamagedFile('its load commands overlap');
    if (command === segmentCommand64) {
      const fileOffset = commands.u64(at + 40);
      const protection = commands.u32(at + 60);
      truncated ||= fileOffset + commands.u64(at + 48) > source.size;
      segments.push({
        address: commands.u64(at + 24),
        fileOffset,
        size: Math.max(0, Math.min(commands.u64(at + 48), source.size - fileOffset)),
        writable: (protection & writable) !== 0,
        executable: (protection & executable) !== 0,
      });
      const sectionCount = Math.min(commands.u32(at + 64), Math.floor((length - 72) / 80));
      for (let section = 0; section < sectionCount; section++) {
        const entry = at + 72 + section * 80;
        sections.push({
          name: commands.text(entry, 16),
          address: commands.u64(entry + 32),
          size: commands.u64(entry + 40),
          fileOffset: commands.u32(entry + 48),
        });
      }
    }
    if (command === buildVersionCommand) goos = platforms[commands.u32(at + 8)] ?? null;
    if (command === chainedFixupsCommand)
      fixups = { offset: commands.u32(at + 8), size: commands.u32(at + 12) };
    at += length;
  }
  if (segments.every((segment) => segment.size === 0)) {
    throw new DamagedFile('no part of it is meant to be loaded');
  }
  return {
    container: 'macho',
    source,
    goarch: architectures[cpu] ?? null,
    goos: goos ?? 'darwin',
    pointerSize: 8,
    littleEndian: true,
    segments: checkedSegments(segments, source),
    truncated,
    sections,
    relocations: fixups === null ? noRelocations : chainedFixups(source, fixups, segments),
    callTargetsWithin: noCallTargets,
  };
}
