/**
 * Marks of data that may hold native code, anywhere in data of an unknown kind. Two or four bytes occur by chance in
 * every large file, so each mark is confirmed by the bytes that have to follow it.
 */
import zlib from 'node:zlib';
import { crc32 } from '../crc32.js';
import type { Codec } from '../format.js';
import { isTarHeader } from '../tar/tar-header.js';

export interface Mark {
  /** With its article: `an ELF header`. */
  readonly what: string;
  /** The advice, as an imperative. */
  readonly hint: string;
  /**
   * How it is opened within a compiled file. If absent, it is ignored there: programs that read archives contain the
   * marks of all of them.
   */
  readonly within?: Within;
  /**
   * Its beginning, if its mark is at `at`; below zero if its beginning is not in `data`. If absent, it begins at its
   * mark.
   */
  readonly beginOf?: (data: Buffer, at: number) => number;
}

export type Within =
  | { readonly kind: 'program' | 'archive' | 'zip' }
  | { readonly kind: 'packed'; readonly codec: Codec }
  /** The mark is not accidental, but its data cannot be opened. */
  | { readonly kind: 'extracting' };

/** How much of the data a check may read before and behind the mark. */
export const [lookBehind, lookAhead] = [257, 4096];

interface MarkForm extends Mark {
  /** Latin-1. */
  readonly bytes: string;
  /** Tells if the mark at `at` is not accidental. `data` may end anywhere behind it. */
  readonly holds: (data: Buffer, at: number) => boolean;
}

const gateIt = 'extract it and gate what comes out';
const unpackIt = 'unpack it and gate what comes out';
const gateItsProgram = 'gate the program that it belongs to';

const row = (
  bytes: string,
  what: string,
  hint: string,
  holds: MarkForm['holds'] = () => true,
  more: Pick<Mark, 'within' | 'beginOf'> = {},
): MarkForm => ({ bytes, what, hint, holds, ...more });

const program = (bytes: string, what: string, holds: MarkForm['holds']): MarkForm =>
  row(bytes, what, gateIt, holds, { within: { kind: 'program' } });
const packed = (bytes: string, codec: Codec, holds: MarkForm['holds']): MarkForm =>
  row(bytes, `${codec} data`, unpackIt, holds, { within: { kind: 'packed', codec } });

const programs: readonly MarkForm[] = [
  program('\x7fELF', 'an ELF header', isElfHeader),
  { ...program('PE\0\0', 'a PE header', isPeHeader), beginOf: beginOfPe },
  ...['\xfe\xed\xfa\xce', '\xfe\xed\xfa\xcf'].map((bytes) => machO(bytes, true)),
  ...['\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe'].map((bytes) => machO(bytes, false)),
  program('\xca\xfe\xba\xbe', 'a fat Mach-O header', isFatHeader),
  row('!<arch>\n', 'a static library or a Debian package', gateIt, isArHeader, {
    within: { kind: 'archive' },
  }),
];

function machO(bytes: string, bigEndian: boolean): MarkForm {
  return program(bytes, 'a Mach-O header', (data, at) => {
    if (at + 20 > data.length) return false;
    const word = (offset: number): number =>
      bigEndian ? data.readUInt32BE(at + offset) : data.readUInt32LE(at + offset);
    return word(12) >= 1 && word(12) <= 12 && word(16) >= 1 && word(16) < 10_000;
  });
}

const go: readonly MarkForm[] = [
  // Built from parts, so that this tool's own files do not contain the mark.
  row(['\xff Go', 'buildinf:'].join(' '), 'Go build information', gateItsProgram),
  // runtime/symtab.go: the header of the function table, in both byte orders, of Go 1.2, 1.16, 1.18 and 1.20.
  ...['\xfb', '\xfa', '\xf0', '\xf1']
    .flatMap((low) => [`${low}\xff\xff\xff\0\0`, `\xff\xff\xff${low}\0\0`])
    .map((bytes) => row(bytes, 'a function table of Go', gateItsProgram, isTable)),
];

const archives: readonly MarkForm[] = [
  row('PK\x03\x04', 'a zip archive', unpackIt, isZipEntry, { within: { kind: 'zip' } }),
  row('ustar', 'a tar archive', unpackIt, isTarMark, { within: { kind: 'archive' }, beginOf: beginOfTar }),
  row('\xed\xab\xee\xdb', 'an RPM package', 'unpack it with `rpm2archive`', isRpmLead),
  row('7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', unpackIt),
  row('Rar!\x1a\x07', 'a RAR archive', unpackIt),
  row('MSCF\0\0\0\0', 'a cabinet file', unpackIt, isCabinet),
  row('xar!\0\x1c\0\x01', 'a macOS package', 'unpack it with `pkgutil --expand-full`'),
  row('07070', 'a cpio archive', 'unpack it with `cpio -i`', isCpioHeader),
  row('hsqs', 'a squashfs image', 'unpack it with `unsquashfs`', isSquashfs),
  row('LRZI\0', 'lrzip data', 'unpack it with `lrzip -d`'),
  row('\x60\xea', 'an ARJ archive', 'unpack it with `arj x`', isArjHeader),
  row('DWARFS\x02', 'a DwarFS image', 'unpack it with `dwarfsextract`'),
  row('\x01CD001\x01', 'an ISO 9660 image', 'unpack it with `bsdtar -x`'),
  row('koly\0\0\0\x04\0\0\x02\0', 'a disk image of macOS', 'mount it'),
  // The class of a Windows Installer package, {000C1084-0000-0000-C000-000000000046}.
  row(
    '\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46',
    'a Windows Installer package',
    'unpack it with `msiextract`',
  ),
];

const codecs: readonly MarkForm[] = [
  packed('\x1f\x8b\x08', 'gzip', isGzip),
  packed('\xfd7zXZ\0', 'xz', isXz),
  packed('\x28\xb5\x2f\xfd', 'zstd', isZstdFrame),
  packed('BZh', 'bzip2', isBzip2),
  packed('\x04\x22\x4d\x18', 'lz4', isLz4Frame),
  row('LZIP\x01', 'lzip data', unpackIt),
  row('\x89LZO\0\r\n\x1a\n', 'lzop data', unpackIt),
  row('\x5d\0\0', 'LZMA data', unpackIt, isLzma),
  ...['\x78\x01', '\x78\x5e', '\x78\x9c', '\x78\xda'].map((bytes) =>
    row(bytes, 'a program or an archive, packed with zlib,', unpackIt, isPackedProgram, {
      within: { kind: 'extracting' },
    }),
  ),
];

/** Programs that carry their files behind them, in formats of their own. */
const selfExtracting: readonly MarkForm[] = [
  {
    ...row('MEI\x0c\x0b\x0a\x0b\x0e', 'an archive of PyInstaller', unpackIt),
    hint: 'unpack it with `pyi-archive_viewer` and gate what comes out',
    within: { kind: 'extracting' },
  },
  row('\xef\xbe\xad\xdeNullsoftInst', 'an NSIS installer', 'unpack it with `7z x`'),
  row('Inno Setup Setup Data', 'an Inno Setup installer', 'unpack it with `innoextract`'),
  row('zlb\x1a', 'data of Inno Setup', 'unpack it with `innoextract`'),
  row('d3n0l4nd', 'a program packed by Deno', 'gate the files that it was made of'),
];

const forms: readonly MarkForm[] = [...programs, ...go, ...archives, ...codecs, ...selfExtracting];

/** Forms by their first two bytes, since the search goes by these. */
const byFirstTwo = new Map<number, MarkForm[]>();
for (const form of forms) {
  const pair = (form.bytes.charCodeAt(0) << 8) | form.bytes.charCodeAt(1);
  byFirstTwo.set(pair, [...(byFirstTwo.get(pair) ?? []), form]);
}
const isFirstTwo = new Uint8Array(0x10000);
for (const pair of byFirstTwo.keys()) isFirstTwo[pair] = 1;

/** Finds the first mark that begins in [from, to); null if there is none. */
export function findMark(
  data: Buffer,
  from: number,
  to: number,
): { readonly mark: Mark; readonly at: number } | null {
  const end = Math.min(to, data.length - 1);
  let pair = data[from] ?? 0;
  for (let at = from; at < end; at += 1) {
    pair = ((pair & 0xff) << 8) | (data[at + 1] ?? 0);
    if (isFirstTwo[pair] === 0) continue;
    const mark = markAt(data, at, byFirstTwo.get(pair) ?? []);
    if (mark !== null) return { mark, at };
  }
  return null;
}

function markAt(data: Buffer, at: number, candidates: readonly MarkForm[]): Mark | null {
  for (const form of candidates)
    if (data.toString('latin1', at, at + form.bytes.length) === form.bytes && form.holds(data, at))
      return form;
  return null;
}

/** Tells if data begins like a program or an archive. */
function beginsAsProgram(data: Buffer): boolean {
  if (isTarHeader(data) || data.toString('latin1', 0, 2) === 'MZ') return true;
  const pair = data.length < 2 ? 0 : data.readUInt16BE(0);
  const mark = markAt(
    data,
    0,
    (byFirstTwo.get(pair) ?? []).filter((form) => !codecs.includes(form)),
  );
  return mark !== null;
}

function isElfHeader(data: Buffer, at: number): boolean {
  if (at + 20 > data.length) return false;
  const [bits, order, version] = [data[at + 4], data[at + 5], data[at + 6]];
  if ((bits !== 1 && bits !== 2) || (order !== 1 && order !== 2) || version !== 1) return false;
  const type = order === 1 ? data.readUInt16LE(at + 16) : data.readUInt16BE(at + 16);
  return type >= 1 && type <= 4;
}

/** Machines that Go knows, and their neighbours: i386, ARM in two forms, amd64, arm64, riscv64, loong64. */
const peMachines = new Set([0x14c, 0x1c0, 0x1c4, 0x8664, 0xaa64, 0x5064, 0x6264]);

/** A PE file's header is behind a DOS program. */
function beginOfPe(data: Buffer, at: number): number {
  for (let before = at - 64; before >= 0 && before >= at - 4096; before -= 1)
    if (data.readUInt16LE(before) === 0x5a4d && data.readUInt32LE(before + 0x3c) === at - before)
      return before;
  return at;
}

/** A tar's mark is behind its first name. */
function beginOfTar(_: Buffer, at: number): number {
  return at - 257;
}

function isPeHeader(data: Buffer, at: number): boolean {
  if (at + 24 > data.length || !peMachines.has(data.readUInt16LE(at + 4))) return false;
  const sections = data.readUInt16LE(at + 6);
  return sections > 0 && sections <= 96;
}

/** Java classes begin with the same bytes and have a version of 45 or more in place of the count. */
function isFatHeader(data: Buffer, at: number): boolean {
  if (at + 28 > data.length) return false;
  const count = data.readUInt32BE(at + 4);
  return count > 0 && count < 30 && data.readUInt32BE(at + 16) > 0 && data.readUInt32BE(at + 24) <= 20;
}

function isArHeader(data: Buffer, at: number): boolean {
  return data.toString('latin1', at + 66, at + 68) === '`\n';
}

function isTable(data: Buffer, at: number): boolean {
  const [quantum, pointerSize] = [data[at + 6], data[at + 7]];
  return (quantum === 1 || quantum === 2 || quantum === 4) && (pointerSize === 4 || pointerSize === 8);
}

const zipMethods = new Set([0, 1, 2, 3, 4, 5, 6, 8, 9, 12, 14, 16, 18, 19, 93, 94, 95, 96, 97, 98, 99]);

function isZipEntry(data: Buffer, at: number): boolean {
  if (at + 30 > data.length) return false;
  const version = data.readUInt16LE(at + 4) & 0xff;
  const [method, nameLength] = [data.readUInt16LE(at + 8), data.readUInt16LE(at + 26)];
  return version <= 63 && zipMethods.has(method) && nameLength > 0 && nameLength <= 4096;
}

function isTarMark(data: Buffer, at: number): boolean {
  return at >= 257 && isTarHeader(data.subarray(at - 257, at + 255));
}

function isRpmLead(data: Buffer, at: number): boolean {
  return (data[at + 4] ?? 0) >= 3 && (data[at + 4] ?? 0) <= 4;
}

/** The mark is followed by fields of octal (odc) or hexadecimal (newc) digits, 76 or 110 bytes in all. */
function isCpioHeader(data: Buffer, at: number): boolean {
  const header = data.toString('latin1', at, at + 110);
  return /^070707[0-7]{70}/.test(header) || /^07070[12][0-9a-fA-F]{104}$/.test(header);
}

/** Checks the size of the first header, then that of its fixed part, and that the format has such versions. */
function isArjHeader(data: Buffer, at: number): boolean {
  if (at + 12 > data.length) return false;
  const [size, first] = [data.readUInt16LE(at + 2), data[at + 4] ?? 0];
  const [version, least, system, , , kind] = data.subarray(at + 5, at + 11);
  const isFirst = size > 0 && size <= 2600 && first >= 30 && first <= 42 && first <= size && kind === 2;
  return isFirst && (version ?? 255) <= 20 && (least ?? 255) <= 20 && (system ?? 255) <= 12;
}

/** Checks for version 4.0, and a block size that is a power of two. */
function isSquashfs(data: Buffer, at: number): boolean {
  if (at + 32 > data.length) return false;
  const block = data.readUInt32LE(at + 12);
  return data.readUInt16LE(at + 28) === 4 && block > 0 && (block & (block - 1)) === 0;
}

/** RFC 1952: checks that there are no reserved flags, a known level, and data that can be unpacked. */
function isGzip(data: Buffer, at: number): boolean {
  const flags = data[at + 3] ?? 0xff;
  if (flags > 0x1f || ![0, 2, 4].includes(data[at + 8] ?? 1)) return false;
  return unpacked(zlib.gunzipSync, data, at) !== null;
}

/**
 * Checks that there are no reserved flags, a known checksum, and the sum of both:
 * https://tukaani.org/xz/xz-file-format.txt.
 */
function isXz(data: Buffer, at: number): boolean {
  if (at + 12 > data.length || data[at + 6] !== 0 || (data[at + 7] ?? 0xff) > 0x0f) return false;
  return crc32(data.subarray(at + 6, at + 8)) === data.readUInt32LE(at + 8);
}

/** Checks for version 1.3, the only one that exists. */
function isCabinet(data: Buffer, at: number): boolean {
  return data[at + 24] === 3 && data[at + 25] === 1;
}

/** RFC 8878: checks that the descriptor of the frame has no reserved bit, and that the first block has a known type. */
function isZstdFrame(data: Buffer, at: number): boolean {
  const descriptor = data[at + 4] ?? 0xff;
  return (descriptor & 0x08) === 0;
}

function isBzip2(data: Buffer, at: number): boolean {
  return /^BZh[1-9]1AY&SY/.test(data.toString('latin1', at, at + 10));
}

/** Checks for version 1 of the frame and a known block size. */
function isLz4Frame(data: Buffer, at: number): boolean {
  return (
    ((data[at + 4] ?? 0) & 0xc0) === 0x40 && [0x40, 0x50, 0x60, 0x70].includes((data[at + 5] ?? 0) & 0xff)
  );
}

/** Checks for LZMA without a container: properties, the size of the dictionary, and no size of the data. */
function isLzma(data: Buffer, at: number): boolean {
  return (
    data.toString('latin1', at + 5, at + 13) === '\xff'.repeat(8) && [0, 1].includes((data[at + 3] ?? 2) >> 7)
  );
}

/** Streams of zlib are everywhere (PNG, git, fonts), so only the beginning of their content counts. */
function isPackedProgram(data: Buffer, at: number): boolean {
  const begin = unpacked(zlib.inflateSync, data, at);
  return begin !== null && beginsAsProgram(begin);
}

/** Unpacks the first bytes; null if they are not packed in this way. */
function unpacked(unpack: typeof zlib.inflateSync, data: Buffer, at: number): Buffer | null {
  try {
    return unpack(data.subarray(at, at + 2048), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
