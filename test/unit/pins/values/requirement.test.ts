import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRequirement } from '../../../../src/pins/values/requirement.js';

test.each([
  ['1.23.7', { kind: 'exact', release: 'go1.23.7' }],
  ['go1.24rc1', { kind: 'exact', release: 'go1.24rc1' }],
  [' v1.23 ', { kind: 'line', line: '1.23' }],
  ['1.23.*', { kind: 'line', line: '1.23' }],
  ['1.x', { kind: 'range', range: '1.x' }],
  ['latest', { kind: 'alias', alias: 'stable' }],
  ['oldstable', { kind: 'alias', alias: 'oldstable' }],
  ['', { kind: 'not-understood' }],
  ['constructor', { kind: 'not-understood' }],
  ['__proto__', { kind: 'not-understood' }],
  ['1.23.7.1', { kind: 'not-understood' }],
])('%j', (text, expected) => expect(readRequirement(text)).toMatchObject(expected));

test('any text is read, and never shown with a control character', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      expect(JSON.stringify(readRequirement(text))).not.toMatch(/[\u0000-\u001f\u007f]/);
    }),
  );
});
