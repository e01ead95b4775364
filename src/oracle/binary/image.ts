import type { ByteSource } from '../../model/byte-source.js';
import { DamagedFile, findBytes, readWords, wordBytes, type Words } from './bytes.js';

export type Container = 'elf' | 'pe' | 'macho';

/** A part of the file that the loader maps. Addresses are those before any relocation of the whole image. */
export interface Segment {
  readonly address: number;
  readonly fileOffset: number;
  /** Bytes that come from the file; those beyond are zero and of no interest here. */
  readonly size: number;
  readonly writable: boolean;
  readonly executable: boolean;
}

/** Section headers are optional and may lie, so they only say where to look first. */
export interface SectionHint {
  readonly name: string;
  readonly address: number;
  readonly fileOffset: number;
  readonly size: number;
  /** It begins with a header that says how the rest is compressed (ELF). */
  readonly packed?: boolean;
}

/** Pointers that the loader computes, so the file's own bytes at the place have no meaning. */
export interface Relocations {
  /** Addresses of the places that will hold `target`. */
  placesHolding(target: number): Iterable<number>;
  /** The values that the loader will write at the places within [from, to). */
  valuesWithin(from: number, to: number): ReadonlyMap<number, number>;
}

/** The common form of the three container formats, for all later steps. */
export interface Image {
  readonly container: Container;
  readonly source: ByteSource;
  /**
   * The source holds other images too, as a core dump does: the parts that no segment covers do not belong to this one.
   */
  readonly isOneOfMany?: true;
  /** Go's name of the architecture; null if Go does not run there. */
  readonly goarch: string | null;
  /** Go's name of the system, as far as the container shows it. */
  readonly goos: string | null;
  readonly pointerSize: 4 | 8;
  readonly littleEndian: boolean;
  readonly segments: readonly Segment[];
  /** The headers promise more than the file has, so a missing part may have been cut off. */
  readonly truncated: boolean;
  readonly sections: readonly SectionHint[];
  readonly relocations: Relocations;
  /**
   * The operands in an object file's code that are left to the linker, by their address: the target if it is that of a
   * call, null if it is something else or defined in another object.
   */
  callTargetsWithin(from: number, to: number): ReadonlyMap<number, number | null>;
}

export const noRelocations: Relocations = {
  placesHolding: () => [],
  valuesWithin: () => new Map(),
};

/** For linked files, whose calls are complete. */
export const noCallTargets = (): ReadonlyMap<number, number | null> => new Map();

/** The places in an image that are filled in later. */
export type Links = Pick<Image, 'relocations' | 'callTargetsWithin'>;

export const noLinks: Links = { relocations: noRelocations, callTargetsWithin: noCallTargets };

/** A truncated file still has the beginning of a part; what is missing fails where it is needed. */
export const sizeInFile = (source: ByteSource, fileOffset: number, size: number): number =>
  Math.max(0, Math.min(size, source.size - fileOffset));

/**
 * Segments of one file hardly overlap; a file that maps itself a thousand times over is made to keep its readers busy.
 * Segments without content from the file are left out.
 */
export function checkedSegments(segments: readonly Segment[], source: ByteSource): readonly Segment[] {
  const filled = segments.filter(({ size }) => size > 0);
  const total = filled.reduce((sum, { size }) => sum + size, 0);
  if (total > 2 * source.size) throw new DamagedFile('its segments overlap');
  return filled;
}

export function segmentAt({ segments }: Pick<Image, 'segments'>, address: number): Segment | undefined {
  return segments.find((segment) => address >= segment.address && address < segment.address + segment.size);
}

/** Words at an address; `length` is cut at the end of the segment. Null if nothing is mapped there. */
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
  // The runtime's tables of itself look like data; only if they are not there, read-only parts are searched.
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

/** `count` pointers from `address`, as they are once the image is loaded; fewer if the segment ends. */
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
