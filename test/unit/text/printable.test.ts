import { expect, test } from 'vitest';
import { printable } from '../../../src/text/printable.js';

test.each([
  ['golang:1.23', 'golang:1.23'],
  ['a\x1b[31m\n\u202eb', String.raw`a\u{1b}[31m\u{a}\u{202e}b`],
  ['arm64v8/golang:\uFFFC-alpine', 'arm64v8/golang:…-alpine'],
])('%j is printed as %s', (text, shown) => expect(printable(text)).toBe(shown));

test('what is too long is cut', () => expect(printable('abcdef', 3)).toBe('abc…'));
