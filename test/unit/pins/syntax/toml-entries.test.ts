import { expect, test } from 'vitest';
import { PinBudget } from '../../../../src/pins/values/budget.js';
import { readToml as readWith } from '../../../../src/pins/syntax/toml-entries.js';

const readToml = (text: string) => readWith(text, new PinBudget());

const keys = (text: string) => readToml(text).entries.map(({ key }) => key.join('/'));

test('tables, dotted and quoted keys make one path', () => {
  const text = 'a = 1\nb.c = 2\n[d."e f"]\n"g" = 3\n[[h]]\ni = 4\n';
  expect(keys(text)).toEqual(['a', 'b/c', 'd/e f/g', 'h/i']);
});

test('what looks like a table inside a string is none', () => {
  expect(keys('a = """\n[tools]\ngo = 1\n"""\nb = \'\'\'\n[x]\n\'\'\'\nc = "[y]"\n')).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('places are those of the characters inside the quotes', () => {
  const text = 'go = [ # list\n  "1.22",\n  { version = \'1.23\' },\n]\n';
  const [entry] = readToml(text).entries;
  const value = entry?.value;
  if (value?.kind !== 'array') throw new Error('not an array');
  const [first, second] = value.items;
  expect(first).toMatchObject({ kind: 'string', text: '1.22' });
  expect(text.slice(first?.span.start, first?.span.end)).toBe('1.22');
  expect(second).toMatchObject({ kind: 'table', entries: [{ key: ['version'], value: { text: '1.23' } }] });
});

test('a line that is not TOML is told, and the next one is read', () => {
  const { entries, broken } = readToml('go 1.22\nb = 2\n');
  expect(broken).toEqual({ start: 0, end: 7 });
  expect(entries.map(({ key }) => key)).toEqual([['b']]);
});
