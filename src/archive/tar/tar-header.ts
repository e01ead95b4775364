/** One header of a tar archive: POSIX ustar and pax, GNU's, and those before both. man 5 tar; POSIX pax, "ustar Interchange Format". */
export const blockBytes = 512;

export interface TarHeader {
  readonly name: string;
  /** True if more blocks about its holes follow. */
  readonly hasMoreHoles: boolean;
  readonly size: number;
  /** The target of a link; empty for other members. */
  readonly target: string;
  readonly kind: TarKind;
}

/**
 * The thing that follows a header: a file; a file `with-holes`, which is stored without them; nothing; or facts about
 * the next member.
 */
export type TarKind =
  | 'file'
  | 'with-holes'
  | 'hard-link'
  | 'symbolic-link'
  | 'empty'
  | 'pax'
  | 'long-name'
  | 'long-target'
  | 'about-others';

/**
 * Kinds by type flag. Links, devices and folders usually have no content, no matter what their size field says: GNU tar
 * and Go read them like this. An unknown type is a file, as POSIX requires, and so are rare types.
 */
const kinds: Readonly<Record<string, TarKind>> = {
  '1': 'hard-link',
  '2': 'symbolic-link',
  '3': 'empty',
  '4': 'empty',
  '5': 'empty',
  '6': 'empty',
  S: 'with-holes',
  x: 'pax',
  // The flag of Solaris.
  X: 'pax',
  L: 'long-name',
  K: 'long-target',
  // Global headers.
  g: 'about-others',
};

/**
 * Tells if a tar archive begins like this. The checksum also recognises archives that are older than the mark `ustar`.
 */
export function isTarHeader(start: Uint8Array): boolean {
  return start.length >= blockBytes && start[0] !== 0 && parseTarHeader(start) !== null;
}

/** Returns null if the checksum or a number is wrong. `bytes` are a whole block. */
export function parseTarHeader(bytes: Uint8Array): TarHeader | null {
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, blockBytes);
  const sum = numberAt(block, 148, 8);
  if (sum === null || sum === 0 || !isSumOf(block, sum)) return null;
  const size = numberAt(block, 124, 12);
  if (size === null) return null;
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  const kind = kinds[block.toString('latin1', 156, 157)] ?? 'file';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    target: textAt(block, 157, 100),
    hasMoreHoles: kind === 'with-holes' && block[482] !== 0,
    kind,
  };
}

/** Compares the sum of all bytes, with spaces in place of the sum; some writers took bytes for signed numbers. */
function isSumOf(block: Buffer, sum: number): boolean {
  let [plain, signed] = [0, 0];
  for (let at = 0; at < blockBytes; at += 1) {
    const byte = at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
    plain += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return sum === plain || sum === signed;
}

function textAt(block: Buffer, offset: number, length: number): string {
  const end = block.indexOf(0, offset);
  return block.toString('utf8', offset, end === -1 || end > offset + length ? offset + length : end);
}

/** Reads octal digits, or GNU's binary form for larger numbers; null for neither. */
function numberAt(block: Buffer, offset: number, length: number): number | null {
  if (block[offset] === 0x80) {
    const value = Number(block.readBigUInt64BE(offset + length - 8));
    return Number.isSafeInteger(value) ? value : null;
  }
  const text = block.toString('latin1', offset, offset + length);
  const digits = /^[\0 ]*([0-7]*)(?:[\0 ]|$)/.exec(text)?.[1];
  return digits === undefined ? null : Number.parseInt(digits === '' ? '0' : digits, 8);
}
