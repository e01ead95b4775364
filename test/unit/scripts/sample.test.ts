import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile } from '../../../scripts/sample.js';

describe('a sample', () => {
  it('takes quantiles between neighbours, as R type 7 does', () => {
    // quantile(c(1, 2, 4, 8), c(.25, .5, .9)) in R: 1.75, 3, 6.8
    expect(quantile([8, 1, 4, 2], 0.25)).toBeCloseTo(1.75, 12);
    expect(median([8, 1, 4, 2])).toBe(3);
    expect(quantile([8, 1, 4, 2], 0.9)).toBeCloseTo(6.8, 12);
  });

  it('has nothing to say of nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('rises with the share and leaves the sample alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), (sample) => {
        const before = [...sample];
        const values = [0, 0.5, 0.9, 0.99, 1].map((share) => quantile(sample, share));
        expect(sample).toEqual(before);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        expect([values[0], values.at(-1)]).toEqual([Math.min(...sample), Math.max(...sample)]);
      }),
    );
  });

  it('refuses a share outside 0 … 1', () => {
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
});
