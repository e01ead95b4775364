import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, padEnd, padStart, shorten, wrap } from '../../../../src/report/page/width.js';

test.each([
  ['abc', 3],
  ['größer', 6],
  ['gro\u0308ßer', 6],
  ['日本', 4],
  ['한국', 4],
  ['ｆｕｌｌ', 8],
  ['👍', 2],
  ['👩‍👩‍👧', 2],
  ['❤️', 2],
  ['é́', 1],
  ['─…–', 3],
])('%s takes %i columns', (text, columns) => expect(displayWidth(text)).toBe(columns));

test('shortening marks the cut and never splits a character', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef');
  expect(shorten('abcdef', 4)).toBe('abc…');
  expect(shorten('日本語', 4)).toBe('日…');
  expect(shorten('abc', 0)).toBe('');
});

test('padding counts columns, not characters', () => {
  expect(padEnd('日', 4)).toBe('日  ');
  expect(padStart('日', 4)).toBe('  日');
});

test('wrapping breaks at spaces, long paths behind a separator', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('/usr/local/go/src', 11)).toEqual(['/usr/local/', 'go/src']);
  expect(wrap('', 5)).toEqual(['']);
});

test('wrapped text fits and loses nothing but spaces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 2, max: 30 }),
      (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
