/**
 * Go's function table, which `-s -w` and `strip` leave in place because the runtime itself needs it:
 * src/runtime/symtab.go (pcHeader, functab) and src/internal/abi/symtab.go (the magic numbers).
 */
import { DamagedFile, findAnyBytes, readExactly, readWords, wordBytes, type Words } from '../bytes.js';
import type { Image, Segment } from '../image.js';

export interface FunctionTable {
  /** Address of the header in the loaded image. */
  readonly address: number;
  /** Its mark is that of Go 1.18 and 1.19, whose table is otherwise the same. */
  readonly isBefore120: boolean;
  readonly functionCount: number;
  /** Text start from the header; zero from Go 1.26 on. */
  readonly textStart: number;
  /** File range of the names, each ended by NUL. */
  readonly names: FileRange;
  /** File range from the sorted (entry offset, function offset) pairs to the end of the segment. */
  readonly functions: FileRange;
}

export interface FileRange {
  readonly offset: number;
  readonly size: number;
}

/** `old` is a table of Go 1.2 to 1.17; nothing more needs to be known about it. */
export type FoundTable =
  | { readonly kind: 'table'; readonly table: FunctionTable }
  | { readonly kind: 'old' }
  | { readonly kind: 'none' };

/** Go 1.20 and, with the same layout, 1.18. */
const magic118 = 0xfffffff0;
const magics = [0xfffffff1, magic118];
/** Go 1.16 and 1.2. */
const [magic116, magic12] = [0xfffffffa, 0xfffffffb];
const mostFunctions = 4_000_000;
const headerWords = 8;
const triesAtMost = 64;
/** The magic is also a small negative number, which is frequent in other data. */
const othersAtMost = 100_000;

export function findFunctionTable(image: Image): FoundTable {
  const marks = [...magics, magic116, magic12].map((magic) => ({ magic, others: 0, tries: 0 }));
  const needles = marks.map(
    ({ magic }) => new Uint8Array([...wordBytes(magic, 4, image.littleEndian), 0, 0]),
  );
  let of118: FunctionTable | null = null;
  let isOld = false;
  // All marks in one pass, because most files have none, and reading them costs more than searching.
  for (const [start, size] of placesToLook(image)) {
    for (const { needle, offset } of findAnyBytes(image.source, start, start + size, needles)) {
      const mark = marks[needle];
      if (mark === undefined) continue;
      if (!isHeader(image, offset)) {
        if (++mark.others >= othersAtMost) throw new DamagedFile('it is full of marks of function tables');
        continue;
      }
      const { magic } = mark;
      if (magics.includes(magic)) {
        const table = readTable(image, offset);
        if (table !== null && magic !== magic118) return { kind: 'table', table };
        if (table !== null) of118 ??= { ...table, isBefore120: true };
        if (table !== null) continue;
      } else if (isOld || (magic === magic116 ? looksLike116 : looksLike12)(image, offset) !== null) {
        isOld = true;
        continue;
      }
      // It may well be behind these, so "not found" would be a guess.
      if (++mark.tries >= triesAtMost)
        throw new DamagedFile('it holds more false function tables than any program');
    }
  }
  if (of118 !== null) return { kind: 'table', table: of118 };
  return { kind: isOld ? 'old' : 'none' };
}

/** In position-independent files the table lies in the data, otherwise in the constants; code is searched last. */
const order = ({ writable, executable }: Segment): number => (writable ? 0 : executable ? 2 : 1);

/** Named sections come first, because that is one small read instead of a search through the file. */
function* placesToLook(image: Image): Generator<readonly [offset: number, size: number]> {
  for (const { name, fileOffset } of image.sections) {
    if (name.endsWith('gopclntab')) yield [fileOffset, headerWords * 8];
  }
  const segments = image.segments.toSorted((a, b) => order(a) - order(b));
  for (const { fileOffset, size } of segments) yield [fileOffset, size];
}

/** Returns null if the bytes at `offset` are not a table after all: the magic is data in Go's own tools. */
function readTable(image: Image, offset: number): FunctionTable | null {
  const segment = image.segments.find(
    (candidate) => offset >= candidate.fileOffset && offset < candidate.fileOffset + candidate.size,
  );
  const headerSize = 8 + headerWords * image.pointerSize;
  if (segment === undefined) return null;
  const room = segment.fileOffset + segment.size - offset;
  const address = segment.address + offset - segment.fileOffset;
  if (room < headerSize || address % image.pointerSize !== 0) return null;
  const words = readWords(image.source, offset, headerSize, image.littleEndian);
  const word = (index: number): number => words.word(8 + index * image.pointerSize, image.pointerSize);
  const [functionCount, names, cu, functions] = [word(0), word(3), word(4), word(7)];
  const sane =
    functionCount > 0 &&
    functionCount < mostFunctions &&
    names >= headerSize &&
    names < cu &&
    cu < functions &&
    functions + functionCount * 8 + 4 <= room;
  if (!sane) return null;
  return {
    address,
    isBefore120: false,
    functionCount,
    textStart: word(2),
    names: { offset: offset + names, size: cu - names },
    functions: { offset: offset + functions, size: room - functions },
  };
}

/** Tells if there is a table of today's layout at `offset`, with any mark: obfuscators alter the mark. */
export function isTableOfAnyMark(image: Image, offset: number): boolean {
  if (offset < 0 || !isHeader(image, offset)) return false;
  try {
    const table = readTable(image, offset);
    if (table === null || table.functionCount < fewestFunctions) return false;
    const start = readExactly(image.source, table.names.offset, Math.min(longestName, table.names.size));
    const end = start.indexOf(0);
    if (end < 1 || start.subarray(0, end).some((byte) => byte < 0x20)) return false;
    const entries = readEntryOffsets(image, table);
    return entries.u32(table.functionCount * 8) > entries.u32(0);
  } catch (error) {
    if (error instanceof DamagedFile) return false;
    throw error;
  }
}

/** With fewer it may be other data that happens to look like one. */
const fewestFunctions = 4;
const longestName = 4096;

/** Go 1.16: offsets of tables behind the number of functions and of files, none of which a newer table has at their place. */
function looksLike116(image: Image, offset: number): true | null {
  const words = headerAt(image, offset, 7);
  if (words === null || readTable(image, offset) !== null) return null;
  const [count = 0, , names = 0, cu = 0, files = 0, pc = 0, functions = 0] = words;
  const inOrder = names > 0 && names < cu && cu <= files && files <= pc && pc < functions;
  return count > 0 && count < mostFunctions && inOrder && offset + functions < image.source.size
    ? true
    : null;
}

/** Go 1.2: pairs of an address and an offset follow the number of functions, in the order of the addresses. */
function looksLike12(image: Image, offset: number): true | null {
  const words = headerAt(image, offset, 7);
  if (words === null || readTable(image, offset) !== null) return null;
  const [count = 0, first = 0, , second = 0, , third = 0] = words;
  return count > 2 && count < mostFunctions && first > 0 && first < second && second < third ? true : null;
}

/** The words behind the mark and the sizes; null if the file is too short or they are not aligned. */
function headerAt(image: Image, offset: number, count: number): readonly number[] | null {
  const size = image.pointerSize;
  if (offset % 4 !== 0 || offset + 8 + count * size > image.source.size) return null;
  const words = readWords(image.source, offset, 8 + count * size, image.littleEndian);
  return Array.from({ length: count }, (_, index) => words.word(8 + index * size, size));
}

/** The magic is followed by two zero bytes, the instruction size quantum and the pointer size. */
function isHeader(image: Image, offset: number): boolean {
  if (offset + 8 > image.source.size) return false;
  const header = readWords(image.source, offset, 8, image.littleEndian);
  return [1, 2, 4].includes(header.u8(6)) && header.u8(7) === image.pointerSize;
}

/**
 * The pairs, without the last one, which is only an end. Throws if they are not sorted, because a damaged table
 * misleads.
 */
export function readEntryOffsets(image: Image, table: FunctionTable): Words {
  const words = readWords(
    image.source,
    table.functions.offset,
    table.functionCount * 8 + 4,
    image.littleEndian,
  );
  let previous = -1;
  for (let index = 0; index <= table.functionCount; index++) {
    const offset = words.view.getUint32(index * 8, image.littleEndian);
    if (offset < previous) throw new DamagedFile('its function table is not sorted');
    previous = offset;
  }
  return words;
}
