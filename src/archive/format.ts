/** Recognises the format of a file by its beginning. */
import { parseCpioHeader } from './cpio-header.js';
import { isTarHeader } from './tar/tar-header.js';

/** Long enough for the mark of a tar archive, which is at 257. */
export const sniffedBytes = 512;

export type FileFormat =
  | { readonly kind: 'compiled' }
  | { readonly kind: 'ar' }
  | { readonly kind: 'zip' }
  | { readonly kind: 'tar' }
  | { readonly kind: 'cpio' }
  | { readonly kind: 'rpm' }
  | { readonly kind: 'asar' }
  /**
   * May carry something behind its text: a zip in zipapps and jars that start themselves, a packed tar in other
   * installers.
   */
  | { readonly kind: 'script' }
  | { readonly kind: 'compressed'; readonly codec: Codec }
  /** Holds files, but this tool cannot read it. */
  | { readonly kind: 'unreadable'; readonly what: string; readonly hint: string }
  | { readonly kind: 'other' };

export type Codec = 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4' | 'compress' | 'lzip' | 'lzop';

interface Mark {
  readonly offset: number;
  /** Latin-1. */
  readonly text: string;
  readonly format: FileFormat;
}

const compiled: FileFormat = { kind: 'compiled' };
const zip: FileFormat = { kind: 'zip' };
const zstd: FileFormat = { kind: 'compressed', codec: 'zstd' };
const unreadable = (what: string, hint: string): FileFormat => ({ kind: 'unreadable', what, hint });
const at = (offset: number, text: string, format: FileFormat): Mark => ({ offset, text, format });

const marks: readonly Mark[] = [
  at(0, '\x7fELF', compiled),
  at(0, 'MZ', compiled),
  at(0, '\xfe\xed\xfa\xce', compiled),
  at(0, '\xfe\xed\xfa\xcf', compiled),
  at(0, '\xce\xfa\xed\xfe', compiled),
  at(0, '\xcf\xfa\xed\xfe', compiled),
  // Fat Mach-O, and Java classes too, which the reader of the former tells apart.
  at(0, '\xca\xfe\xba\xbe', compiled),
  at(0, '\xca\xfe\xba\xbf', compiled),
  // XCOFF of at most 255 sections, for AIX.
  at(0, '\x01\xdf\0', compiled),
  at(0, '\x01\xf7\0', compiled),
  // Plan 9, for amd64, 386 and arm.
  at(0, '\0\0\x8a\x97', compiled),
  at(0, '\0\0\x01\xeb', compiled),
  at(0, '\0\0\x06\x47', compiled),
  at(0, '\0asm', compiled),
  at(0, 'MDMP\x93\xa7', compiled),
  // Libraries of AIX, and libraries whose members are separate files.
  at(0, '<bigaf>\n', compiled),
  at(0, '<aiaff>\n', compiled),
  at(0, '!<thin>\n', compiled),
  at(0, '!<arch>\n', { kind: 'ar' }),
  at(0, 'PK\x03\x04', zip),
  at(0, 'PK\x05\x06', zip),
  at(257, 'ustar', { kind: 'tar' }),
  at(0, '\x1f\x8b\x08', { kind: 'compressed', codec: 'gzip' }),
  at(0, '\x28\xb5\x2f\xfd', zstd),
  // It may begin with skippable frames, whose mark has one of sixteen first bytes.
  ...Array.from({ length: 16 }, (_, index) =>
    at(0, `${String.fromCharCode(0x50 + index)}\x2a\x4d\x18`, zstd),
  ),
  at(0, '\xfd7zXZ\0', { kind: 'compressed', codec: 'xz' }),
  // `BZh` and the size of a block are followed by the first digits of pi.
  at(4, '\x31\x41\x59\x26\x53\x59', { kind: 'compressed', codec: 'bzip2' }),
  at(0, '\x04\x22\x4d\x18', { kind: 'compressed', codec: 'lz4' }),
  at(0, '\x02\x21\x4c\x18', { kind: 'compressed', codec: 'lz4' }),
  at(0, 'Rar!\x1a\x07', unreadable('a RAR archive', 'unpack it')),
  at(0, 'LZIP', { kind: 'compressed', codec: 'lzip' }),
  at(0, '\x89LZO\0', { kind: 'compressed', codec: 'lzop' }),
  at(0, '\x1f\x9d', { kind: 'compressed', codec: 'compress' }),
  at(16, '{"files":', { kind: 'asar' }),
  at(0, '#!', { kind: 'script' }),
  at(0, '7z\xbc\xaf\x27\x1c', unreadable('a 7-Zip archive', 'unpack it')),
  at(0, '\xed\xab\xee\xdb', { kind: 'rpm' }),
  at(0, 'hsqs', unreadable('a squashfs image', 'unpack it with `unsquashfs`')),
  at(0, 'MSCF', unreadable('a cabinet file', 'unpack it')),
  at(0, 'xar!', unreadable('a macOS package', 'unpack it with `pkgutil --expand-full`')),
];

/** @param start the file's first `sniffedBytes`, or all of it */
export function formatOf(start: Uint8Array): FileFormat {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.length);
  const text = bytes.toString('latin1', 0, sniffedBytes);
  if (isLzma(start)) return { kind: 'compressed', codec: 'xz' };
  const marked = marks.find((mark) => text.startsWith(mark.text, mark.offset))?.format;
  if (marked !== undefined) return marked;
  if (isTarHeader(start)) return { kind: 'tar' };
  return { kind: parseCpioHeader(start) === null ? 'other' : 'cpio' };
}

/** Recognises LZMA without a container, which xz unpacks too: settings, the size of its memory, and a size or none. */
function isLzma(start: Uint8Array): boolean {
  if (start.length < 13 || start[0] !== 0x5d || start[1] !== 0 || start[2] !== 0) return false;
  const size = start.subarray(5, 13);
  return size.every((byte) => byte === 0xff) || (size[6] === 0 && size[7] === 0);
}
