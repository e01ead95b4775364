import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { element, lines } from '../../../../../src/report/formats/html/markup.js';

test('text and attributes are escaped, markup is not', () => {
  const inner = element('b', { title: `"><i a='` }, '<script>', 1, null, ['&', element('br', {})]);
  expect(String(element('p', { hidden: true, id: undefined, open: false }, inner))).toBe(
    '<p hidden><b title="&quot;&gt;&lt;i a=&#39;">&lt;script&gt;1&amp;<br></b></p>',
  );
  expect(String(lines(inner, null, element('input', { type: 'search' })))).toMatch(
    /<\/b>\n<input type="search">$/,
  );
});

test('no text adds an element or an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const drawn = String(element('p', { title: text }, text));
      expect(drawn.match(/[<>]/g)).toEqual(['<', '>', '<', '>']);
      expect(drawn.match(/"/g)).toHaveLength(2);
    }),
  );
});
