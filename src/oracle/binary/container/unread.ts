/**
 * Formats of compiled files that are recognised and not read. Go is made for some of them, so they cannot be ignored.
 * Their headers are checked, since most marks are short.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { latin1, readWords, unlessDamaged, type Words } from '../bytes.js';

export interface UnreadFormat {
  /** Noun phrase. */
  readonly what: string;
  readonly goos: string | null;
  readonly goarch: string | null;
  readonly pointerSize: 4 | 8;
  readonly littleEndian: boolean;
  /** The header fits the file, so all of it was seen. */
  readonly isWhole: boolean;
  /** The file to gate instead. */
  readonly instead: string;
  /** The reason why no Go in it can have the bug. */
  readonly without: string | null;
}

/** A format of which nothing else is known. */
export const unreadFormat: Omit<UnreadFormat, 'what'> = {
  goos: null,
  goarch: null,
  pointerSize: 8,
  littleEndian: true,
  isWhole: false,
  instead: 'gate the toolchain that built it',
  without: null,
};

type Recogniser = (source: ByteSource, start: Uint8Array) => UnreadFormat | null;

/** Returns null if it is none of them. Throws `DamagedFile` if a header is cut off. */
export function unreadFormatOf(source: ByteSource, start: Uint8Array): UnreadFormat | null {
  for (const recognise of recognisers) {
    const format = recognise(source, start);
    if (format !== null) return format;
  }
  return null;
}

/** `XCOFF` of AIX. https://www.ibm.com/docs/en/aix/7.3?topic=formats-xcoff-object-file-format */
const xcoff: Recogniser = (source, start) => {
  const wide = start[1] === 0xf7 || start[1] === 0xef;
  // More than 255 sections would be other data with the same beginning.
  if (start[0] !== 1 || (!wide && start[1] !== 0xdf) || start[2] !== 0 || start[3] === 0) return null;
  return {
    ...unreadFormat,
    what: 'XCOFF, the format of AIX',
    goos: 'aix',
    goarch: wide ? 'ppc64' : null,
    pointerSize: wide ? 8 : 4,
    littleEndian: false,
    isWhole: fits(() => isWholeXcoff(source, start[3] ?? 0, wide)),
  };
};

function isWholeXcoff(source: ByteSource, sections: number, wide: boolean): boolean {
  const [headerSize, sectionSize] = wide ? [24, 72] : [20, 40];
  const from = headerSize + readWords(source, 0, headerSize, false).u16(16);
  const table = readWords(source, from, sections * sectionSize, false);
  return Array.from({ length: sections }, (_, index) => index * sectionSize).every((at) => {
    const [size, offset] = wide
      ? [table.u64(at + 24), table.u64(at + 32)]
      : [table.u32(at + 16), table.u32(at + 20)];
    return /^[._][\w.]{1,7}$/.test(table.text(at, 8)) && (offset === 0 || offset + size <= source.size);
  });
}

const machoMagics: Readonly<Record<string, { readonly bits: 32 | 64; readonly littleEndian: boolean }>> = {
  feedface: { bits: 32, littleEndian: false },
  cefaedfe: { bits: 32, littleEndian: true },
  feedfacf: { bits: 64, littleEndian: false },
};

/** Mach-O of 32 bits, or of processors that have the highest byte first. */
const otherMachO: Recogniser = (source, start) => {
  const magic = machoMagics[Buffer.from(start.subarray(0, 4)).toString('hex')];
  if (magic === undefined) return null;
  return {
    ...unreadFormat,
    what: magic.bits === 32 ? '32-bit Mach-O' : 'Mach-O for a processor that is not read',
    goos: 'darwin',
    pointerSize: magic.bits === 32 ? 4 : 8,
    littleEndian: magic.littleEndian,
    isWhole: fits(() => isWholeMachO(readWords(source, 0, 28, magic.littleEndian), source, magic.bits)),
  };
};

function isWholeMachO(header: Words, source: ByteSource, bits: 32 | 64): boolean {
  const [fileType, count, size] = [header.u32(12), header.u32(16), header.u32(20)];
  const start = bits === 64 ? 32 : 28;
  if (fileType < 1 || fileType > 12 || count === 0 || count > 4096 || start + size > source.size)
    return false;
  const commands = readWords(source, start, size, header.littleEndian);
  const [segment, fileOffset, word] = bits === 64 ? [0x19, 40, 8] : [1, 32, 4];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const [command, length] = [commands.u32(at), commands.u32(at + 4)];
    if (length < 8) return false;
    if (command === segment) {
      const end =
        commands.word(at + fileOffset, bits === 64 ? 8 : 4) +
        commands.word(at + fileOffset + word, bits === 64 ? 8 : 4);
      if (end > source.size) return false;
    }
    at += length;
  }
  return at === size;
}

/** a.out of Plan 9: https://9p.io/magic/man2html/6/a.out. */
const plan9Magics: Readonly<Record<number, { readonly goarch: string; readonly pointerSize: 4 | 8 }>> = {
  0x8a97: { goarch: 'amd64', pointerSize: 8 },
  0x01eb: { goarch: '386', pointerSize: 4 },
  0x0647: { goarch: 'arm', pointerSize: 4 },
};

/** No Go program has less code, and no program has that much of anything. */
const [smallestText, largestPart] = [4096, 2 ** 30];

const plan9: Recogniser = (source, start) => {
  if (start[0] !== 0 || start[1] !== 0 || start.length < 4) return null;
  const magic = plan9Magics[(start[2] ?? 0) * 256 + (start[3] ?? 0)];
  if (magic === undefined || source.size < 32) return null;
  const header = readWords(source, 0, 32, false);
  const parts = [4, 8, 16, 24, 28].map((at) => header.u32(at));
  const [text = 0] = parts;
  // The mark is also a small number, with which other data may begin.
  if (text < smallestText || parts.some((size) => size > largestPart)) return null;
  const isWhole = 32 + parts.reduce((sum, size) => sum + size, 0) <= source.size;
  return {
    ...unreadFormat,
    what: 'an a.out file of Plan 9',
    goos: 'plan9',
    ...magic,
    isWhole,
    without: isWhole ? 'cgo does not exist on Plan 9, so C cannot call Go' : null,
  };
};

/** Formats of which only the mark is known. */
const marked: readonly (readonly [mark: string, what: string, instead: string])[] = [
  ['<bigaf>\n', 'a library of AIX', 'unpack it with `ar -x` and gate what comes out'],
  ['<aiaff>\n', 'a library of AIX', 'unpack it with `ar -x` and gate what comes out'],
  ['!<thin>\n', 'a thin library, whose members are files of their own', 'gate those'],
  ['MDMP\x93\xa7', 'a minidump of Windows', 'gate the programs and libraries that it names'],
];

const byMark: Recogniser = (_, start) => {
  const text = latin1(start);
  const found = marked.find(([mark]) => text.startsWith(mark));
  if (found === undefined) return null;
  const [, what, instead] = found;
  return { ...unreadFormat, what, instead };
};

/** A file that cannot be read to its end does not fit. */
const fits = (check: () => boolean): boolean => unlessDamaged(check, () => false);

const recognisers: readonly Recogniser[] = [xcoff, otherMachO, plan9, byMark];
