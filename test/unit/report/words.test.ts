import { expect, test } from 'vitest';
import { duration, percent } from '../../../src/report/words.js';

test.each([
  [0, '0%'],
  [0.00001, '<0.1%'],
  [0.005, '0.5%'],
  [0.4385, '43.9%'],
  [0.99, '99%'],
  [0.999, '99.9%'],
  [0.9998, '99.98%'],
  [0.999999, '99.9999%'],
  [1 - 1e-15, '99.999999999%'],
  [1, '100%'],
])('%d is %s: never rounded to certainty', (share, words) => expect(percent(share)).toBe(words));

test.each([
  [40, '0.0 s'],
  [1234, '1.2 s'],
  [9_960, '10 s'],
  [12_400, '12 s'],
  [59_700, '1 min 00 s'],
  [185_000, '3 min 05 s'],
])('%d ms is %s', (milliseconds, words) => expect(duration(milliseconds)).toBe(words));
