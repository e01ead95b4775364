import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastUpTo, lineBefore, lineStarts, linesWithin } from '../../../../src/pins/values/lines.js';

const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r') });

test('lines are those of split, without an empty one at the end', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = [...linesWithin(text, { start: 0, end: text.length })];
      const want = text.split('\n');
      if (want.at(-1) === '') want.pop();
      expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(want);
    }),
  );
});

test('only the lines of a part are given', () => {
  expect([...linesWithin('ab\ncd\nef', { start: 1, end: 4 })]).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
  ]);
});

test('the line of an offset is the last that starts up to there', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (text, number) => {
      const offset = number % (text.length + 1);
      expect(lastUpTo(offset, lineStarts(text))).toBe(text.slice(0, offset).split('\n').length - 1);
    }),
  );
});

test('a long line is cut at its beginning', () => {
  expect(lineBefore('ab\ncdef', 6, 9)).toBe('cde');
  expect(lineBefore('ab\ncdef', 6, 2)).toBe('de');
  expect(lineBefore('ab\ncdef', 2, 1)).toBe('b');
});
