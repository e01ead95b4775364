import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerTail, upperTail } from '../../../src/stats/binomial.js';
import { twoSidedZ } from '../../../src/stats/normal.js';
import { clopperPearson, intervalFor, wilson } from '../../../src/stats/proportion.js';

/** R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I. */
const newcombe = [
  { k: 81, n: 263, wilson: [0.2553, 0.3662], exact: [0.2527, 0.3676] },
  { k: 15, n: 148, wilson: [0.0624, 0.1605], exact: [0.0578, 0.1617] },
  { k: 0, n: 20, wilson: [0, 0.1611], exact: [0, 0.1684] },
  { k: 1, n: 29, wilson: [0.0061, 0.1718], exact: [0.0009, 0.1776] },
];

const counts = fc
  .integer({ min: 1, max: 400 })
  .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }));

describe('intervals for a proportion', () => {
  it.each(newcombe)('agree with the published table for $k of $n', ({ k, n, wilson: [low, high], exact }) => {
    const score = wilson(k, n);
    expect([score.low, score.high].map((x) => x.toFixed(4))).toEqual([low, high].map((x) => x?.toFixed(4)));
    const cp = clopperPearson(k, n);
    expect([cp.low, cp.high].map((x) => x.toFixed(4))).toEqual(exact.map((x) => x.toFixed(4)));
  });

  it('use the published quantiles of the normal distribution', () => {
    expect(twoSidedZ(0.95)).toBeCloseTo(1.959963984540054, 12);
    expect(twoSidedZ(0.99)).toBeCloseTo(2.5758293035489004, 12);
    expect(twoSidedZ(0.999)).toBeCloseTo(3.2905267314919255, 11);
  });

  it('are exact where all or nothing showed, by the closed form', () => {
    expect(intervalFor(0, 20)).toEqual({
      low: 0,
      high: 1 - ((1 - 0.95) / 2) ** (1 / 20),
      level: 0.95,
      method: 'clopper-pearson',
    });
    expect(intervalFor(20, 20).low).toBeCloseTo(0.025 ** (1 / 20), 12);
    expect(intervalFor(20, 20).high).toBe(1);
    expect(intervalFor(3, 5).method).toBe('wilson');
  });

  it('say that nothing is known of 0 of 0', () => {
    expect(intervalFor(0, 0)).toMatchObject({ low: 0, high: 1 });
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  it('hold the rate, lie in 0 … 1 and mirror', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(0.9, 0.95, 0.999), ({ k, n }, level) => {
        for (const make of [wilson, clopperPearson]) {
          const { low, high } = make(k, n, level);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          expect(make(n - k, n, level).low).toBeCloseTo(1 - high, 9);
        }
      }),
    );
  });

  it('exact limits solve the equations that define them', () => {
    fc.assert(
      fc.property(counts, ({ k, n }) => {
        const { low, high } = clopperPearson(k, n, 0.98);
        expect(upperTail(k, n, low)).toBeCloseTo(k > 0 ? 0.01 : 1, 9);
        expect(lowerTail(k, n, high)).toBeCloseTo(k < n ? 0.01 : 1, 9);
      }),
    );
  });

  it('survive counts whose terms underflow', () => {
    expect(upperTail(500, 10_000, 0.05)).toBeCloseTo(0.51, 1);
    expect(clopperPearson(5_000, 10_000).low).toBeCloseTo(0.4902, 3);
  });

  it.each([
    [3, 2, 0.95],
    [-1, 2, 0.95],
    [0.5, 2, 0.95],
    [1, 2, 1],
    [1, 2, 0],
    [1, 2, Number.NaN],
  ])('refuse %s of %s at %s', (k, n, level) => {
    expect(() => wilson(k, n, level)).toThrow(RangeError);
    expect(() => clopperPearson(k, n, level)).toThrow(RangeError);
  });
});

describe('tails of the binomial distribution', () => {
  it('add up to one around every count', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), ({ k, n }, p) => {
        expect(upperTail(k, n, p) + lowerTail(k - 1, n, p)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('count coins', () => {
    expect(upperTail(2, 3, 0.5)).toBeCloseTo(0.5, 12);
    expect(lowerTail(0, 3, 0.5)).toBeCloseTo(0.125, 12);
  });
});
