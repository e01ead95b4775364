/**
 * The header and load commands of a thin Mach-O file of 64 bit: <mach-o/loader.h>. 32-bit files are named but not read:
 * Go dropped darwin/386 and darwin/arm in 1.15.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords, type Words } from '../bytes.js';
import type { SectionHint } from '../image.js';

export const magic64 = 0xfeedfacf;
export const segmentCommand64 = 0x19;
const buildVersionCommand = 0x32;
const mostCommands = 4096;

export const machoArchitectures: Readonly<Record<number, string>> = {
  0x0100_0007: 'amd64',
  0x0100_000c: 'arm64',
};
/** PLATFORM_ constants; the simulators run the same code. */
const platforms: Readonly<Record<number, string>> = { 1: 'darwin', 2: 'ios', 7: 'ios' };

export interface MachOHeader {
  readonly goarch: string | null;
  readonly goos: string;
  readonly fileType: number;
  readonly commandCount: number;
  readonly commands: Words;
}

export function readMachOHeader(source: ByteSource): MachOHeader {
  const words = readWords(source, 0, Math.min(32, source.size), true);
  if (words.u32(0) !== magic64) throw new DamagedFile('a slice of it is not 64-bit Mach-O');
  const header = {
    goarch: machoArchitectures[words.u32(4)] ?? null,
    goos: 'darwin',
    fileType: words.u32(12),
    commandCount: Math.min(words.u32(16), mostCommands),
    commands: readWords(source, 32, Math.min(words.u32(20), source.size - 32), true),
  };
  for (const { command, at } of loadCommands(header)) {
    if (command === buildVersionCommand) header.goos = platforms[header.commands.u32(at + 8)] ?? 'darwin';
  }
  return header;
}

/** `at` is the command's place among the commands. */
export function* loadCommands({
  commands,
  commandCount,
}: Pick<MachOHeader, 'commands' | 'commandCount'>): Generator<{
  readonly command: number;
  readonly at: number;
  readonly length: number;
}> {
  for (let [at, index] = [0, 0]; index < commandCount && at + 8 <= commands.length; index++) {
    const [command, length] = [commands.u32(at), commands.u32(at + 4)];
    if (length < 8 || at + length > commands.length) throw new DamagedFile('its load commands overlap');
    yield { command, at, length };
    at += length;
  }
}

export interface MachOSection extends SectionHint {
  readonly relocations: { readonly offset: number; readonly count: number };
  readonly flags: number;
}

/** MAX_SECT of <mach-o/nlist.h>: symbols name their section by a byte. */
const mostSections = 255;

/** The sections of a segment, whose command is at `at`. */
export function sectionsIn(commands: Words, at: number, length: number): MachOSection[] {
  const count = Math.max(0, Math.min(commands.u32(at + 64), Math.floor((length - 72) / 80)));
  if (count > mostSections) throw new DamagedFile('it has more sections than its format can number');
  return Array.from({ length: count }, (_, index) => {
    const entry = at + 72 + index * 80;
    return {
      name: commands.text(entry, 16),
      address: commands.u64(entry + 32),
      size: commands.u64(entry + 40),
      fileOffset: commands.u32(entry + 48),
      relocations: { offset: commands.u32(entry + 56), count: commands.u32(entry + 60) },
      flags: commands.u32(entry + 64),
    };
  });
}
