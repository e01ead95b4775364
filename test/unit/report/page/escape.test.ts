import { expect, test } from 'vitest';
import {
  codeSpan,
  escapeMarkdown,
  escapeMarkdownHtml,
  fenceMarkdown,
} from '../../../../src/report/page/escape.js';

test('a fence is longer than any run of backticks in it', () => {
  expect(fenceMarkdown('plain')).toBe('```\nplain\n```');
  expect(fenceMarkdown('a ```` b ` c')).toBe('`````\na ```` b ` c\n`````');
});

test('more runs of backticks than a call takes arguments', () => {
  expect(fenceMarkdown('` '.repeat(200_000))).toMatch(/^```\n/);
});

test('mentions of issues and commits become code, of which GitHub makes no reference', () => {
  expect(escapeMarkdown('see golang/go#72870, #1 (GH-2) and 0123abc')).toBe(
    'see `golang/go#72870`, `#1` (`GH-2`) and `0123abc`',
  );
  expect(escapeMarkdown('https://github.com/golang/go/issues/72870#issuecomment-1.')).toBe(
    '`https://github.com/golang/go/issues/72870#issuecomment-1.`',
  );
  // Nobody is told of these.
  const harmless =
    'https://github.com/golang/go/compare/go1.23.7...go1.23.8 https://go.dev/issue/72870 1048576 defaced';
  expect(escapeMarkdown(harmless)).toBe(harmless);
  expect(escapeMarkdown('_a_ `#1` &')).toBe('\\_a\\_ \\``#1`\\` &amp;');
});

test('in HTML, too', () => {
  expect(escapeMarkdownHtml('<b> #1 @go')).toBe('&lt;b&gt; <code>#1</code> @<!-- -->go');
});

test('no text takes long', () => {
  for (const text of ['a', 'a/', 'https://github.com/a/b/', 'abcdef0', '1#', '@'])
    expect(escapeMarkdown(text.repeat(200_000)).length).toBeGreaterThanOrEqual(200_000);
});

test('code that holds backticks, or nothing but', () => {
  expect(codeSpan('a `b` c')).toBe('``a `b` c``');
  expect(codeSpan('``')).toBe('``` `` ```');
  expect(codeSpan('a\nb')).toBe('`a b`');
});
