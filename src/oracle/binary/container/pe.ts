/**
 * PE32 and PE32+: https://learn.microsoft.com/windows/win32/debug/pe-format The file holds pointers for the preferred
 * base address, so base relocations need not be read.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, readWords } from '../bytes.js';
import { checkedSegments, noLinks, sizeInFile, wordsAt, type Image, type Segment } from '../image.js';

const architectures: Readonly<Record<number, string>> = {
  0x14c: '386',
  0x8664: 'amd64',
  0x1c4: 'arm',
  0xaa64: 'arm64',
};

const pe32Plus = 0x20b;
const [executeFlag, writeFlag] = [0x2000_0000, 0x8000_0000];
const [sectionSize, mostSections] = [40, 1024];
const [importSize, mostImports, longestName] = [20, 1024, 256];

/** `MZ`, and `PE\0\0` at the place that it names. */
export function isPe(source: ByteSource, start: Uint8Array): boolean {
  if (start[0] !== 0x4d || start[1] !== 0x5a || source.size < 0x40) return false;
  const at = readWords(source, 0, 0x40, true).u32(0x3c);
  return at + 24 <= source.size && readWords(source, at, 4, true).u32(0) === 0x4550;
}

function readHeaders(source: ByteSource) {
  const start = readWords(source, 0, 0x40, true).u32(0x3c);
  const header = readWords(source, start, 24, true);
  const [machine, sectionCount, optionalSize] = [header.u16(4), header.u16(6), header.u16(20)];
  const optional = readWords(source, start + 24, optionalSize, true);
  const wide = optional.u16(0) === pe32Plus;
  const imageBase = wide ? optional.u64(24) : optional.u32(28);
  if (sectionCount === 0 || sectionCount > mostSections) throw new DamagedFile('it has no usable sections');

  const table = readWords(source, start + 24 + optionalSize, sectionCount * sectionSize, true);
  // The string table lies behind the symbols, which have 18 bytes each.
  const strings = header.u32(12) === 0 ? null : header.u32(12) + 18 * header.u32(16);
  return { machine, wide, imageBase, optional, sectionCount, table, strings };
}

/** A name of more than eight bytes stands in the string table, at the place that `/123` gives. */
function sectionName(source: ByteSource, short: string, strings: number | null): string {
  const place = /^\/(\d+)$/.exec(short)?.[1];
  if (place === undefined || strings === null) return short;
  const at = strings + Number(place);
  return at >= source.size
    ? short
    : readWords(source, at, Math.min(longestName, source.size - at), true).text(0, longestName);
}

export function readPe(source: ByteSource): Image {
  const { machine, wide, imageBase, sectionCount, table, strings } = readHeaders(source);
  const parts = Array.from({ length: sectionCount }, (_, index) => {
    const at = index * sectionSize;
    const [memorySize, fileSize, fileOffset] = [table.u32(at + 8), table.u32(at + 16), table.u32(at + 20)];
    const flags = table.u32(at + 36);
    // The file holds whole blocks; bytes beyond the memory size are padding.
    const size = sizeInFile(source, fileOffset, Math.min(fileSize, memorySize || fileSize));
    const segment: Segment = {
      address: imageBase + table.u32(at + 12),
      fileOffset,
      size,
      executable: (flags & executeFlag) !== 0,
      writable: (flags & writeFlag) !== 0,
    };
    return {
      name: sectionName(source, table.text(at, 8), strings),
      segment,
      cut: fileOffset + fileSize > source.size,
    };
  });
  return {
    container: 'pe',
    source,
    goarch: architectures[machine] ?? null,
    goos: 'windows',
    pointerSize: wide ? 8 : 4,
    littleEndian: true,
    segments: checkedSegments(
      parts.map(({ segment }) => segment),
      source,
    ),
    truncated: parts.some(({ cut }) => cut),
    sections: parts.map(({ name, segment }) => ({ name, ...segment })),
    ...noLinks,
  };
}

/** Names of the libraries that it is linked against, `KERNEL32.dll`. Throws `DamagedFile`. */
export function peImports(source: ByteSource): string[] {
  const { wide, imageBase, optional } = readHeaders(source);
  const directories = wide ? 112 : 96;
  if (optional.length < directories + 16 || optional.u32(directories - 4) < 2) return [];
  const image = readPe(source);
  const imports = optional.u32(directories + 8);
  const entries = imports === 0 ? null : wordsAt(image, imageBase + imports, mostImports * importSize);
  if (entries === null) return [];
  const names: string[] = [];
  for (let at = 0; at + importSize <= entries.length; at += importSize) {
    const name = entries.u32(at + 12);
    if (name === 0) break;
    names.push(wordsAt(image, imageBase + name, longestName)?.text(0, longestName) ?? '');
  }
  return names;
}

/**
 * Finds the end of the last section in the file: data behind it was appended, usually a signature. Throws
 * `DamagedFile`.
 */
export function peEnd(source: ByteSource): number {
  const { table, sectionCount } = readHeaders(source);
  const ends = Array.from({ length: sectionCount }, (_, index) => {
    const at = index * sectionSize;
    return table.u32(at + 16) + table.u32(at + 20);
  });
  return Math.max(0, ...ends.filter((end) => end <= source.size));
}
