import type { ByteSource } from '../../model/byte-source.js';
import { DamagedFile, findBytes, readWords, wordBytes, type Words } from './bytes.js';

export type Container = 'elf' | 'pe' | 'macho';

/** A part of the file that the loader maps. Addresses are those before any relocation of the whole image. */
export interface Segment {
  readonly address: number;
  readonly fileOffset: number;
  /** Bytes that come from the file; what lies beyond is zero and of no interest here. */
  readonly size: number;
  readonly writable: boolean;
  readonly executable: boolean;
}

/** Section headers are optional and may lie: they only say where to look first. */
export interface SectionHint {
  readonly name: string;
  readonly address: number;
  readonly fileOffset: number;
  readonly size: number;
}

/** Pointers which the loader computes, so that the file's own bytes at the place mean nothing. */
export interface Relocations {
  /** Addresses of the places that will hold `target`. */
  placesHolding(target: number): Iterable<number>;
  /** What the loader will write at the places within [from, to). */
  valuesWithin(from: number, to: number): ReadonlyMap<number, number>;
}

/** What the three container formats come to, for everything that follows. */
export interface Image {
  readonly container: Container;
  readonly source: ByteSource;
  /** The source holds others too, as a core dump does: what no segment covers is not this one's. */
  readonly isOneOfMany?: true;
  /** Go's name of the architecture; null when Go does not run there. */
  readonly goarch: string | null;
  /** As far as the container tells. */
  readonly goos: string | null;
  readonly pointerSize: 4 | 8;
  readonly littleEndian: boolean;
  readonly segments: readonly Segment[];
  /** The headers promise more than the file has: what is not found may have been cut off. */
  readonly truncated: boolean;
  readonly sections: readonly SectionHint[];
  readonly relocations: Relocations;
  /**
   * What an object file leaves to the linker within its code, by the address of the operand to be filled in: the target
   * if it is that of a call, null where it is something else or defined in another object.
   */
  callTargetsWithin(from: number, to: number): ReadonlyMap<number, number | null>;
}

export const noRelocations: Relocations = {
  placesHolding: () => [],
  valuesWithin: () => new Map(),
};

/** For linked files, where calls stand as they are. */
export const noCallTargets = (): ReadonlyMap<number, number | null> => new Map();

/**
 * Segments of one file hardly overlap; a file that maps itself a thousand times over is made to keep its readers busy.
 * Those without content from the file are left out.
 */
export function checkedSegments(segments: readonly Segment[], source: ByteSource): readonly Segment[] {
  const filled = segments.filter(({ size }) => size > 0);
  const total = filled.reduce((sum, { size }) => sum + size, 0);
  if (total > 2 * source.size) throw new DamagedFile('its segments overlap');
  return filled;
}

export function segmentAt(image: Image, address: number): Segment | undefined {
  return image.segments.find(
    (segment) => address >= segment.address && address < segment.address + segment.size,
  );
}

/** Words at an address; `length` is cut at the end of the segment. Null when nothing is mapped there. */
export function wordsAt(image: Image, address: number, length: number): Words | null {
  const segment = segmentAt(image, address);
  if (segment === undefined) return null;
  const skip = address - segment.address;
  const available = Math.min(length, segment.size - skip);
  return readWords(image.source, segment.fileOffset + skip, available, image.littleEndian);
}

/** Addresses of the words that hold the pointer `target` once the image is loaded. */
export function* pointersTo(image: Image, target: number): Generator<number> {
  yield* image.relocations.placesHolding(target);
  const needle = wordBytes(target, image.pointerSize, image.littleEndian);
  // What the runtime's tables of itself look like is data; only when it is not there, read-only parts are searched.
  const dataFirst = image.segments
    .filter((segment) => segment.writable || !segment.executable)
    .toSorted((a, b) => Number(b.writable) - Number(a.writable));
  for (const segment of dataFirst) {
    const end = segment.fileOffset + segment.size;
    for (const offset of findBytes(image.source, segment.fileOffset, end, needle)) {
      const address = segment.address + offset - segment.fileOffset;
      if (address % image.pointerSize === 0) yield address;
    }
  }
}

/** `count` pointers from `address`, as they are once the image is loaded; fewer where the segment ends. */
export function pointersAt(image: Image, address: number, count: number): number[] {
  const size = image.pointerSize;
  const words = wordsAt(image, address, count * size);
  if (words === null) return [];
  const relocated = image.relocations.valuesWithin(address, address + count * size);
  return Array.from(
    { length: Math.floor(words.length / size) },
    (_, index) => relocated.get(address + index * size) ?? words.word(index * size, size),
  );
}
