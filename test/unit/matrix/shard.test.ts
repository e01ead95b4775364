import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costFromNothing, totalMs, cellsOfShard, type Shardable } from '../../../src/matrix/shard.js';

const cells: fc.Arbitrary<Shardable[]> = fc
  .array(
    fc.record({
      release: fc.integer({ min: 0, max: 12 }).map((patch) => `go1.23.${patch}`),
      cost: fc.record({
        installMs: fc.integer({ min: 0, max: 9_000 }),
        buildMs: fc.integer({ min: 0, max: 9_000 }),
        trialsMs: fc.integer({ min: 0, max: 9_000 }),
      }),
    }),
    { maxLength: 60 },
  )
  .map((cells) => cells.map((cell, at) => ({ ...cell, key: `${cell.release} #${at}` })));
const totals = fc.integer({ min: 1, max: 9 });

const shardsOf = <Cell extends Shardable>(cells: readonly Cell[], total: number): Cell[][] =>
  Array.from({ length: total }, (_, at) => cellsOfShard(cells, { index: at + 1, total }));

function loadMs(cells: readonly Shardable[]): number {
  const seen = new Set<string>();
  return cells.reduce((sum, { release, cost }) => {
    const install = seen.has(release) ? 0 : cost.installMs;
    seen.add(release);
    return sum + install + cost.buildMs + cost.trialsMs;
  }, 0);
}

describe('splitting cells into shards', () => {
  it('gives every cell to exactly one shard, in the order given', () => {
    fc.assert(
      fc.property(cells, totals, (cells, total) => {
        const shards = shardsOf(cells, total);
        expect(shards.flat().toSorted((a, b) => cells.indexOf(a) - cells.indexOf(b))).toEqual(cells);
        for (const shard of shards)
          expect(shard).toEqual(shard.toSorted((a, b) => cells.indexOf(a) - cells.indexOf(b)));
      }),
    );
  });

  it('does not depend on the order of the cells', () => {
    fc.assert(
      fc.property(
        cells.chain((cells) =>
          fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length })),
        ),
        totals,
        ([cells, shuffled], total) => {
          const keys = (cells: readonly Shardable[]) =>
            shardsOf(cells, total).map((shard) => shard.map(({ key }) => key).toSorted());
          expect(keys(shuffled)).toEqual(keys(cells));
        },
      ),
    );
  });

  it('lets no shard end later than another by more than one cell', () => {
    fc.assert(
      fc.property(cells, totals, (cells, total) => {
        // With one price for an installation, whichever cell of the release pays it.
        const even = cells.map((cell) => ({ ...cell, cost: { ...cell.cost, installMs: 6_000 } }));
        const loads = shardsOf(even, total).map(loadMs);
        const dearest = Math.max(0, ...even.map(({ cost }) => totalMs(cost)));
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(dearest);
      }),
    );
  });

  it('keeps the cells of a release together where that saves an installation', () => {
    const both = ['exe', 'pie'].flatMap((mode) =>
      ['go1.23.7', 'go1.23.8'].map((release) => ({
        key: `${release} ${mode}`,
        release,
        cost: costFromNothing,
      })),
    );
    for (const shard of shardsOf(both, 2)) {
      expect(shard).toHaveLength(2);
      expect(new Set(shard.map(({ release }) => release)).size).toBe(1);
    }
  });
});
