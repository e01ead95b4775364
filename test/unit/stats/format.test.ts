import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInterval, formatRate, formatShare } from '../../../src/stats/format.js';

describe('formatting proportions', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.6, '60 %'],
    [0.004, '0.4 %'],
    [0.9996, '99.96 %'],
    [0.999, '99.9 %'],
    [1e-9, '<0.0001 %'],
    [1 - 1e-9, '>99.9999 %'],
  ])('%s is %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it('gives counts beside rates', () => {
    expect(formatRate(3, 5)).toBe('3 of 5 (60 %)');
    expect(formatRate(0, 20)).toBe('0 of 20 (0 %)');
    expect(formatRate(0, 0)).toBe('0 of 0');
    expect(formatInterval({ low: 0.2307, high: 0.8824 })).toBe('23–88 %');
    expect(formatInterval({ low: 1, high: 1 })).toBe('100 %');
  });

  it('never shows the uncertain as certain', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
        (share) => {
          expect(['0 %', '100 %']).not.toContain(formatShare(share));
        },
      ),
    );
  });
});
