import { asBuffer, DamagedFile, DistantWords, readExactly, type Words } from '../bytes.js';
import { wordsAt, type Image } from '../image.js';
import { findTextStart } from './module-data.js';
import { readEntryOffsets, type FunctionTable } from './pclntab.js';

/** A function's place in the loaded image. */
export interface GoFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Lookups in one image's function table. */
export interface Functions {
  /**
   * Every function with one of these names, in one pass; an assembly wrapper (ABI0) has the same name as the wrapped
   * function.
   */
  named(...names: readonly string[]): readonly GoFunction[];
  /** Tells if the name occurs, as a function or inlined into one. */
  hasName(name: string): boolean;
  /** Counts the names that begin with `prefix`. */
  countNames(prefix: string): number;
  /** Names that contain `part`, each once, without the text before it and behind a NUL; a limited number of them. */
  namesWith(part: string): NameList;
  /** The function that begins exactly at `address`, for call targets. */
  startingAt(address: number): GoFunction | null;
  /** The function's machine code. */
  code(goFunction: GoFunction): Words;
}

/** Bounded: names come from the file. */
export interface NameList {
  /** The number of distinct names; not all are listed. */
  readonly count: number;
  readonly names: readonly string[];
}

const mostNames = 200;
const mostMatches = 100_000;

/** No real name is longer; a longer run without NUL is cut. */
const longestName = 4096;
const largestFunction = 1024 * 1024;

/** Returns null if the text's start cannot be found. */
export function openFunctions(image: Image, table: FunctionTable): Functions | null {
  const entries = readEntryOffsets(image, table);
  const entryOffset = (index: number): number => entries.u32(index * 8);
  const [first, last] = [entryOffset(0), entryOffset(table.functionCount)];
  const text = findTextStart(image, table, first, last) ?? (table.textStart === 0 ? null : table.textStart);
  if (text === null) return null;

  const names = readExactly(image.source, table.names.offset, table.names.size);
  const nameBuffer = asBuffer(names);
  // The records are behind the pairs; their offsets count from the first pair.
  const { offset, size } = table.functions;
  const records = new DistantWords(image.source, offset, size, image.littleEndian);

  const nameOffset = (index: number): number =>
    records.i32(entries.view.getUint32(index * 8 + 4, image.littleEndian) + 4);
  const functionAt = (index: number, name: string): GoFunction => ({
    name,
    start: text + entryOffset(index),
    end: text + entryOffset(index + 1),
  });

  return {
    named(...wanted) {
      const byOffset = new Map(wanted.map((name) => [findName(nameBuffer, name), name]));
      byOffset.delete(-1);
      const found: GoFunction[] = [];
      for (let index = 0; index < table.functionCount; index++) {
        const at = nameOffset(index);
        // An absent name counts too, so every name has to be whole.
        if (at !== 0 && names[at - 1] !== 0)
          throw new DamagedFile('a name does not begin where another one ends');
        const name = byOffset.get(at);
        if (name !== undefined) found.push(functionAt(index, name));
      }
      return found;
    },
    hasName: (name) => findName(nameBuffer, name) !== -1,
    countNames(prefix) {
      const needle = Buffer.from(`\0${prefix}`, 'latin1');
      let count = nameBuffer.subarray(0, prefix.length).equals(needle.subarray(1)) ? 1 : 0;
      for (let at = nameBuffer.indexOf(needle); at !== -1; at = nameBuffer.indexOf(needle, at + 1)) count++;
      return count;
    },
    namesWith(part) {
      const found = new Set<string>();
      let matches = 0;
      for (let at = nameBuffer.indexOf(part); at !== -1; at = nameBuffer.indexOf(part, at + part.length)) {
        if (++matches > mostMatches) break;
        found.add(textAt(nameBuffer, nameBuffer.lastIndexOf(0, at) + 1));
      }
      return { count: found.size, names: [...found].slice(0, mostNames) };
    },
    startingAt(address) {
      const index = searchSorted(table.functionCount, entryOffset, address - text);
      if (index === -1) return null;
      const at = nameOffset(index);
      if (at < 0 || at >= names.length)
        throw new DamagedFile('a function has a name outside the table of names');
      return functionAt(index, textAt(nameBuffer, at));
    },
    code(goFunction) {
      const size = goFunction.end - goFunction.start;
      const words = size > largestFunction ? null : wordsAt(image, goFunction.start, size);
      if (words === null || words.length !== size) throw new DamagedFile(`${goFunction.name} has no code`);
      return words;
    },
  };
}

/** Offset of a whole name, or -1. */
function findName(names: Buffer, name: string): number {
  const whole = Buffer.from(`${name}\0`, 'latin1');
  if (names.subarray(0, whole.length).equals(whole)) return 0;
  const at = names.indexOf(Buffer.concat([Buffer.from([0]), whole]));
  return at === -1 ? -1 : at + 1;
}

function textAt(names: Buffer, at: number): string {
  const end = names.indexOf(0, at);
  return names.toString('latin1', at, Math.min(end === -1 ? names.length : end, at + longestName));
}

function searchSorted(count: number, valueAt: (index: number) => number, wanted: number): number {
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = valueAt(middle);
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
