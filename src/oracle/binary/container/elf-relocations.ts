import { entryBlocks, findBytes, readWords, wordBytes, type EntryTable, type Words } from '../bytes.js';
import { segmentAt, type Image, type Relocations, type Segment } from '../image.js';

/** Entries of the dynamic section, from the ELF specification. */
const [dtNull, dtRela, dtRelaSize, dtRel, dtRelSize] = [0, 7, 8, 17, 18];

/** The entries of a dynamic section, up to the one that ends it. */
export function* dynamicEntries(
  words: Words,
  pointerSize: 4 | 8,
): Generator<readonly [tag: number, value: number]> {
  for (let at = 0; at + 2 * pointerSize <= words.length; at += 2 * pointerSize) {
    const tag = words.word(at, pointerSize);
    if (tag === dtNull) return;
    yield [tag, words.word(at + pointerSize, pointerSize)];
  }
}

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
      const end = table.offset + table.count * table.entrySize;
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
      for (const { words, entries } of entryBlocks(image.source, table, little)) {
        for (let index = 0; index < entries; index++) {
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

function findRelaTable(image: BareImage, dynamic: Segment): EntryTable | null {
  const size = image.pointerSize;
  const words = readWords(image.source, dynamic.fileOffset, dynamic.size, image.littleEndian);
  const entries = new Map(dynamicEntries(words, size));
  if (entries.has(dtRel) && entries.has(dtRelSize)) return null;
  const address = entries.get(dtRela);
  const tableSize = entries.get(dtRelaSize);
  if (address === undefined || tableSize === undefined) return null;
  const segment = segmentAt(image, address);
  if (segment === undefined) return null;
  const skip = address - segment.address;
  const entrySize = 3 * size;
  const count = Math.floor(Math.min(tableSize, segment.size - skip) / entrySize);
  return { offset: segment.fileOffset + skip, count, entrySize };
}
