/**
 * Chained fixups, in which newer linkers hide every pointer of a Mach-O file: a pointer's bits hold its target and the
 * distance to the next pointer of the page. <mach-o/fixup-chains.h>. In the classic form the file holds plain pointers,
 * and nothing needs to be done. The authenticated forms of arm64e are not read: Go does not make them.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { readWords } from '../bytes.js';
import type { Relocations, Segment } from '../image.js';

/** Targets as addresses, and as offsets from the image's first byte. */
const [plainTargets, offsetTargets] = [2, 6];
const noFixupsInPage = 0xffff;
const stride = 4;

interface Chains {
  readonly segment: Segment;
  readonly pageSize: number;
  /** Added to a pointer's target. */
  readonly base: number;
  /** Per page, the offset of its first pointer. */
  readonly firstInPage: readonly number[];
}

interface Fixup {
  readonly place: number;
  readonly target: number;
}

/** `segments` are all segments in the order of their load commands: the table refers to them by number. */
export function chainedFixups(
  source: ByteSource,
  table: { readonly offset: number; readonly size: number },
  segments: readonly Segment[],
): Relocations {
  // Read on first use, because a runtime whose code is found otherwise does not need it.
  let chains: readonly Chains[] | null = null;
  const all = (): readonly Chains[] => (chains ??= readChains(source, table, segments));
  return {
    *placesHolding(target) {
      for (const chain of all()) {
        for (const fixup of walk(source, chain, 0, Number.POSITIVE_INFINITY)) {
          if (fixup.target === target) yield fixup.place;
        }
      }
    },
    valuesWithin(from, to) {
      const values = new Map<number, number>();
      for (const chain of all()) {
        for (const { place, target } of walk(source, chain, from, to)) {
          if (place >= from && place < to) values.set(place, target);
        }
      }
      return values;
    },
  };
}

function readChains(
  source: ByteSource,
  table: { readonly offset: number; readonly size: number },
  segments: readonly Segment[],
): Chains[] {
  const words = readWords(source, table.offset, table.size, true);
  const starts = words.u32(4);
  const count = Math.min(words.u32(starts), segments.length);
  const imageBase = segments.find(({ fileOffset, size }) => fileOffset === 0 && size > 0)?.address ?? 0;
  const chains: Chains[] = [];
  for (let index = 0; index < count; index++) {
    const offset = words.u32(starts + 4 + index * 4);
    const segment = segments[index];
    if (offset === 0 || segment === undefined) continue;
    const at = starts + offset;
    const [pageSize, format, pageCount] = [words.u16(at + 4), words.u16(at + 6), words.u16(at + 20)];
    if ((format !== plainTargets && format !== offsetTargets) || pageSize === 0) continue;
    const firstInPage = Array.from({ length: pageCount }, (_, page) => words.u16(at + 22 + page * 2));
    chains.push({ segment, pageSize, base: format === offsetTargets ? imageBase : 0, firstInPage });
  }
  return chains;
}

/** The pointers in pages that overlap [from, to). */
function* walk(source: ByteSource, chain: Chains, from: number, to: number): Generator<Fixup> {
  const { segment, pageSize, firstInPage } = chain;
  for (const [page, first] of firstInPage.entries()) {
    const skip = page * pageSize;
    const address = segment.address + skip;
    if (first === noFixupsInPage || address >= to || address + pageSize <= from) continue;
    const length = Math.min(pageSize, segment.size - skip);
    if (length <= 0) return;
    const words = readWords(source, segment.fileOffset + skip, length, true);
    for (let at = first; at + 8 <= length;) {
      const [low, high] = [words.u32(at), words.u32(at + 4)];
      const isBind = high >>> 31 === 1;
      // target: bits 0 to 35; next: bits 51 to 62, in strides.
      if (!isBind) yield { place: address + at, target: chain.base + low + (high & 0xf) * 2 ** 32 };
      const next = ((high >>> 19) & 0xfff) * stride;
      if (next === 0) break;
      at += next;
    }
  }
}
