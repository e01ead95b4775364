import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesGlob } from '../../../src/text/glob.js';

test.each([
  ['**/go.mod', 'go.mod', true],
  ['**/go.mod', 'a/b/go.mod', true],
  ['**/go.mod', 'a/xgo.mod', false],
  ['*.yml', 'a.yml', true],
  ['*.yml', 'a/b.yml', false],
  ['.github/workflows/*.yml', '.github/workflows/ci.yml', true],
  ['.gitlab/**.yml', '.gitlab/a/b.yml', true],
  ['dist/**', 'dist/a/b', true],
  ['dist/**', 'distant', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['**', 'anything/at all', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-b-b-d', false],
  ['', '', true],
  ['', 'a', false],
])('%j %j: %s', (pattern, path, expected) => expect(matchesGlob(pattern, path)).toBe(expected));

test('a pattern without wildcards matches itself and nothing else', () => {
  expect(matchesGlob('a/b', 'a/b')).toBe(true);
  expect(matchesGlob('a/b', 'x/a/b')).toBe(false);
});

test('agrees with a regular expression', () => {
  const pattern = fc
    .array(fc.constantFrom('**/', '**', '*', '?', 'a', 'b', '/'), { maxLength: 7 })
    .map((t) => t.join(''));
  const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 10 });
  const parts: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
  fc.assert(
    fc.property(pattern, path, (pattern, path) => {
      const source = pattern.replace(/\*\*\/|\*\*|\*|\?/g, (token) => parts[token] ?? '');
      expect(matchesGlob(pattern, path)).toBe(new RegExp(`^${source}$`).test(path));
    }),
    { numRuns: 3000 },
  );
});
