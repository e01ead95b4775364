import { expect, test } from 'vitest';
import { fenceMarkdown } from '../../../../src/report/page/escape.js';

test('a fence is longer than any run of backticks in it', () => {
  expect(fenceMarkdown('plain')).toBe('```\nplain\n```');
  expect(fenceMarkdown('a ```` b ` c')).toBe('`````\na ```` b ` c\n`````');
});

test('more runs of backticks than a call takes arguments', () => {
  expect(fenceMarkdown('` '.repeat(200_000))).toMatch(/^```\n/);
});
