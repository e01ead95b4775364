import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile, summariseLatency } from '../../../src/stats/latency.js';

describe('latency', () => {
  it('takes quantiles between neighbours, as R type 7 does', () => {
    // quantile(c(1, 2, 4, 8), c(.25, .5, .9)) in R: 1.75, 3, 6.8
    expect(quantile([8, 1, 4, 2], 0.25)).toBeCloseTo(1.75, 12);
    expect(median([8, 1, 4, 2])).toBe(3);
    expect(quantile([8, 1, 4, 2], 0.9)).toBeCloseTo(6.8, 12);
  });

  it('has nothing to say of nothing', () => {
    expect(median([])).toBeNull();
    expect(summariseLatency([])).toBeNull();
  });

  it('summarises in rising order and leaves the sample alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), (sample) => {
        const before = [...sample];
        const summary = summariseLatency(sample)!;
        expect(sample).toEqual(before);
        const { min, median, p90, p99, max } = summary;
        expect([min, median, p90, p99, max]).toEqual([min, median, p90, p99, max].toSorted((a, b) => a - b));
        expect([min, max, summary.count]).toEqual([Math.min(...sample), Math.max(...sample), sample.length]);
      }),
    );
  });

  it('refuses a share outside 0 … 1', () => {
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
});
