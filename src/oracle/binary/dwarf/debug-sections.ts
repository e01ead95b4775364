import type { ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, latin1, readExactly, Words } from '../bytes.js';
import { isElf, readElf } from '../container/elf.js';
import { isMachO, readMachO } from '../container/macho.js';
import { isPe, readPe } from '../container/pe.js';
import type { Image } from '../image.js';
import type { DebugSections } from './field-offsets.js';

/** Decompresses what zlib compressed. Throws for anything else, and for more than a section may have. */
export type Inflate = (bytes: Uint8Array) => Uint8Array;

/**
 * Finds the debug information of a program: ELF, PE or Mach-O. Null if it has none, as with `-ldflags=-w`. Throws
 * `DamagedFile`, and what `inflate` throws.
 */
export function findDebugSections(source: ByteSource, inflate: Inflate): DebugSections | null {
  const image = openProgram(source);
  if (image === null) return null;
  const info = readSection(image, 'info', inflate);
  const abbreviations = readSection(image, 'abbrev', inflate);
  return info === null || abbreviations === null ? null : { info, abbreviations };
}

function openProgram(source: ByteSource): Image | null {
  const start = readExactly(source, 0, Math.min(4, source.size));
  if (isElf(start)) return readElf(source);
  if (isPe(source, start)) return readPe(source);
  return isMachO(source) ? (readMachO(source)[0]?.open() ?? null) : null;
}

/** Reads `.debug_NAME`, which is `__debug_NAME` in Mach-O. Go names a section that it compressed `zdebug_NAME` there. */
function readSection(image: Image, name: string, inflate: Inflate): Words | null {
  const names = new Set(['.debug_', '.zdebug_', '__debug_', '__zdebug_'].map((prefix) => prefix + name));
  const section = image.sections.find((each) => names.has(each.name));
  if (section === undefined) return null;
  const bytes = readExactly(image.source, section.fileOffset, section.size);
  return new Words(unpacked(bytes, section.packed ?? false, image, inflate), image.littleEndian);
}

function unpacked(bytes: Uint8Array, hasHeader: boolean, image: Image, inflate: Inflate): Uint8Array {
  // Elf64_Chdr or Elf32_Chdr; a codec other than zlib is refused by `inflate`.
  if (hasHeader) return inflate(bytes.subarray(image.pointerSize === 8 ? 24 : 12));
  // `ZLIB` and the size, which is what Go and GNU tools wrote before ELF had a header for it.
  if (latin1(bytes.subarray(0, 4)) === 'ZLIB') return inflate(bytes.subarray(12));
  if (bytes.length === 0) throw new DamagedFile('its debug information is empty');
  return bytes;
}
