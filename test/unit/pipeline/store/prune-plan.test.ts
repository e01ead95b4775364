import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPrune } from '../../../../src/pipeline/store/prune-plan.js';

describe('planPrune', () => {
  const item = fc.record({
    kind: fc.constantFrom('toolchain', 'builds'),
    sizeBytes: fc.nat(1000),
    lastUsedMs: fc.nat(50),
    inUse: fc.boolean(),
  });
  const limits = fc.record({
    maxBytes: fc.option(fc.nat(5000), { nil: undefined }),
    keepLast: fc.option(fc.nat(5), { nil: undefined }),
  });

  it('removes no more than needed, never what is in use or to be kept, oldest first', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), limits, (store, { maxBytes, keepLast }) => {
        const removed = planPrune(store, { maxBytes, keepLast });
        const left = store.filter((entry) => !removed.includes(entry));
        const size = (list: typeof store): number => list.reduce((sum, entry) => sum + entry.sizeBytes, 0);
        const newestOf = (wanted: string) =>
          store
            .filter(({ kind }) => kind === wanted)
            .toSorted((a, b) => b.lastUsedMs - a.lastUsedMs)
            .slice(0, keepLast ?? 0);
        const newest = new Set([...newestOf('toolchain'), ...newestOf('builds')]);
        expect(removed.some((entry) => entry.inUse || newest.has(entry))).toBe(false);
        expect(removed.map((entry) => entry.lastUsedMs)).toEqual(
          removed.map((e) => e.lastUsedMs).toSorted((a, b) => a - b),
        );
        const stuck = left.every((entry) => entry.inUse || newest.has(entry));
        expect(size(left) <= (maxBytes ?? 0) || stuck).toBe(true);
        // Without the last removal the limit would not be met.
        const last = removed.at(-1);
        expect(last === undefined || size(left) + last.sizeBytes > (maxBytes ?? 0)).toBe(true);
      }),
    );
  });

  it('without limits takes all, and with only a number keeps that many', () => {
    const store = [1, 2, 3].map((at) => ({ kind: 'toolchain', sizeBytes: 10, lastUsedMs: at, inUse: false }));
    expect(planPrune(store, {})).toHaveLength(3);
    expect(planPrune(store, { keepLast: 2 })).toEqual([store[0]]);
  });
});
