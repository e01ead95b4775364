import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../../src/text/edit-distance.js';

test.each([
  ['', '', 0],
  ['run', '', 3],
  ['flag', 'flag', 0],
  ['flga', 'flag', 1],
  ['htlm', 'html', 1],
  ['matirx', 'matrix', 1],
  ['kitten', 'sitting', 3],
])('%s to %s: %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('it is the same from both sides, and never more than the longer text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
