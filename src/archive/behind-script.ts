/** Scripts that extract themselves: the packed data is behind their text. */
import type { ByteSource } from '../model/byte-source.js';
import { formatOf, sniffedBytes } from './format.js';

/** The longest script of an installer. */
const longestScript = 1024 * 1024;

/** Finds where packed data begins on a line of its own behind the text of a script; null if there is none. */
export function packedBehind(source: ByteSource): number | null {
  const text = Buffer.from(source.read(0, longestScript)).toString('latin1');
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    const next = text.charCodeAt(at + 1);
    // All marks of packed data begin with a byte that scripts do not contain, except bzip2's.
    const isPlain = next < 0x7f && next > 0x1f && next !== 0x28 && next !== 0x42 && next !== 0x50;
    if (isPlain) continue;
    const { kind } = formatOf(source.read(at + 1, sniffedBytes));
    if (kind === 'compressed' || kind === 'unreadable') return at + 1;
  }
  return null;
}

/** The beginnings of gzip, xz, zstd, bzip2, zip and ELF files in Base64, in lines as the Base64 commands write them. */
const packedLine = /^(?:H4sI|\/Td6WF|KLUv\/|QlpoO|UEsDB|f0VMR)[A-Za-z0-9+/]{50,}/m;

/** Tells if a script carries packed data as text. */
export function holdsPackedText(source: ByteSource): boolean {
  for (let at = 0; at < source.size; at += longestScript) {
    const text = Buffer.from(source.read(at, longestScript + 128)).toString('latin1');
    if (packedLine.test(text)) return true;
  }
  return false;
}
