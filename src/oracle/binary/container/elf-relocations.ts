import { readWords, wordBytes, findBytes, type Words } from '../bytes.js';
import type { Image, Relocations, Segment } from '../image.js';

/** Entries of the dynamic section, from the ELF specification. */
const [dtNull, dtRela, dtRelaSize, dtRel, dtRelSize] = [0, 7, 8, 17, 18];

type BareImage = Pick<Image, 'source' | 'segments' | 'littleEndian' | 'pointerSize'>;

/**
 * The relocations of a position-independent file. Those that matter are R_<arch>_RELATIVE, whose number differs per
 * machine. The addends of others are not addresses, so they need not be distinguished. With RELA the addend is in the
 * table and the place itself may be zero. With REL and RELR it is stored at the place, where a plain search finds it,
 * so those need nothing.
 */
export function elfRelocations(image: BareImage, dynamic: Segment | undefined): Relocations {
  const table = dynamic === undefined ? null : findRelaTable(image, dynamic);
  return {
    *placesHolding(target) {
      if (table === null) return;
      const needle = wordBytes(target, image.pointerSize, image.littleEndian);
      const end = table.offset + table.size;
      for (const at of findBytes(image.source, table.offset, end, needle)) {
        const inEntry = (at - table.offset) % table.entrySize;
        if (inEntry !== 2 * image.pointerSize) continue;
        const entry = readWords(image.source, at - inEntry, image.pointerSize, image.littleEndian);
        yield entry.word(0, image.pointerSize);
      }
    },
    valuesWithin(from, to) {
      const values = new Map<number, number>();
      if (table === null) return values;
      // A large library has a million of these, so the low half of the place is compared first.
      const [lowFrom, wide, little] = [from % 2 ** 32, image.pointerSize === 8, image.littleEndian];
      const [span, lowHalf] = [to - from, wide && !little ? 4 : 0];
      for (const { words, count } of blocksOf(image, table)) {
        for (let index = 0; index < count; index++) {
          const at = index * table.entrySize;
          if ((words.view.getUint32(at + lowHalf, little) - lowFrom) >>> 0 >= span) continue;
          const place = words.word(at, image.pointerSize);
          if (place < from || place >= to) continue;
          values.set(place, words.word(at + 2 * image.pointerSize, image.pointerSize));
        }
      }
      return values;
    },
  };
}

interface RelaTable {
  readonly offset: number;
  readonly size: number;
  readonly entrySize: number;
}

function findRelaTable(image: BareImage, dynamic: Segment): RelaTable | null {
  const size = image.pointerSize;
  const words = readWords(image.source, dynamic.fileOffset, dynamic.size, image.littleEndian);
  const entries = new Map<number, number>();
  for (let at = 0; at + 2 * size <= words.length; at += 2 * size) {
    const tag = words.word(at, size);
    if (tag === dtNull) break;
    entries.set(tag, words.word(at + size, size));
  }
  if (entries.has(dtRel) && entries.has(dtRelSize)) return null;
  const address = entries.get(dtRela);
  const tableSize = entries.get(dtRelaSize);
  if (address === undefined || tableSize === undefined) return null;
  const segment = image.segments.find(
    (candidate) => address >= candidate.address && address < candidate.address + candidate.size,
  );
  if (segment === undefined) return null;
  const skip = address - segment.address;
  const entrySize = 3 * size;
  const available = Math.min(tableSize, segment.size - skip);
  return {
    offset: segment.fileOffset + skip,
    size: available - (available % entrySize),
    entrySize,
  };
}

const entriesPerBlock = 32 * 1024;

function* blocksOf(
  image: BareImage,
  table: RelaTable,
): Generator<{ readonly words: Words; readonly count: number }> {
  const blockSize = entriesPerBlock * table.entrySize;
  for (let at = 0; at < table.size; at += blockSize) {
    const size = Math.min(blockSize, table.size - at);
    const words = readWords(image.source, table.offset + at, size, image.littleEndian);
    yield { words, count: size / table.entrySize };
  }
}
