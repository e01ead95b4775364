/** The requests of an ELF file to the loader: https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html */
import type { ByteSource } from '../../../model/byte-source.js';
import { readWords } from '../bytes.js';
import { segmentAt, sizeInFile } from '../image.js';
import { dynamicEntries } from './elf-relocations.js';
import { readElfHeader, readProgramHeaders, type ProgramHeader } from './elf.js';

export interface Linkage {
  /** The file that loads the program, `/lib64/ld-linux-x86-64.so.2`; null for a static program or a library. */
  readonly interpreter: string | null;
  /** Names of the libraries that it is linked against, `libc.so.6`. */
  readonly needed: readonly string[];
}

const [loadSegment, dynamicSegment, interpreterSegment] = [1, 2, 3];
const [dtNeeded, dtStrings] = [1, 5];
const longestName = 4096;
const mostEntries = 10_000;

/** Throws `DamagedFile`. */
export function readElfLinkage(source: ByteSource): Linkage {
  const header = readElfHeader(source);
  const segments = readProgramHeaders(source, header);
  const { pointerSize } = header;
  const [interpreter, dynamic] = [interpreterSegment, dynamicSegment].map((wanted) =>
    segments.find(({ type }) => type === wanted),
  );
  return {
    interpreter: interpreter === undefined ? null : textAt(source, interpreter.segment.fileOffset),
    needed: dynamic === undefined ? [] : neededBy(dynamic),
  };

  function neededBy({ segment }: ProgramHeader): string[] {
    const size = Math.min(segment.size, mostEntries * 2 * pointerSize);
    const words = readWords(source, segment.fileOffset, size, header.littleEndian);
    const names: number[] = [];
    let strings: number | null = null;
    for (const [tag, value] of dynamicEntries(words, pointerSize)) {
      if (tag === dtNeeded) names.push(value);
      if (tag === dtStrings) strings = value;
    }
    const table = strings === null ? null : offsetOf(strings);
    return table === null ? [] : names.map((name) => textAt(source, table + name));
  }

  /** The place of an address in the file. */
  function offsetOf(address: number): number | null {
    const loaded = segments.filter(({ type }) => type === loadSegment).map(({ segment }) => segment);
    const found = segmentAt({ segments: loaded }, address);
    return found === undefined ? null : found.fileOffset + address - found.address;
  }
}

/** Reads the text up to its zero byte; cut at a length that no name has. */
const textAt = (source: ByteSource, offset: number): string =>
  readWords(source, offset, sizeInFile(source, offset, longestName), true).text(0, longestName);
