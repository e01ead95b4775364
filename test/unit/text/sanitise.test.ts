import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitiseLine, sanitiseText } from '../../../src/text/sanitise.js';

describe('what terminals obey is taken out', () => {
  test.each([
    ['colour', 'a\x1b[31mb\x1b[0mc', 'abc'],
    ['cursor movement', 'a\x1b[2J\x1b[1;1Hb', 'ab'],
    ['private modes', 'a\x1b[?1049hb', 'ab'],
    ['a hyperlink, BEL and ST', '\x1b]8;;http://x\x07a\x1b]8;;\x1b\\b', 'ab'],
    ['a window title by C1', '\x9d0;title\x9ca', 'a'],
    ['a device control string', 'a\x1bPq#0;2;0;0;0\x1b\\b', 'ab'],
    ['an application command', 'a\x1b_Gi=1\x1b\\b', 'ab'],
    ['CSI as one byte', 'a\x9b31mb', 'ab'],
    ['charset and reset', 'a\x1b(0b\x1bcc', 'abc'],
  ])('%s', (_, text, safe) => expect(sanitiseText(text)).toBe(safe));
});

describe('what would deceive is made visible', () => {
  test.each([
    ['backspaces', 'rm\b\bls', 'rm␈␈ls'],
    ['a carriage return that overwrites', 'bad\rgood', 'bad␍good'],
    ['the right-to-left override', 'a\u202efdp.exe', 'a<U+202E>fdp.exe'],
    ['an isolate', '\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['tag characters', 'a\u{e0041}', 'a<U+E0041>'],
    ['what stands for something else', 'a\ufffc\u00ad\u3164b', 'a<U+FFFC><U+00AD><U+3164>b'],
    ['a zero-width space', 'a\u200bb', 'a<U+200B>b'],
    ['an unterminated string, which must not swallow the rest', 'a\x1b]0;b\nc', 'a␛]0;b\nc'],
    ['an escape left over by another', '\x1b\x1b[0m[31mx', '␛[31mx'],
    ['NUL and DEL', '\0\x7f', '␀␡'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ])('%s', (_, text, safe) => expect(sanitiseText(text)).toBe(safe));
});

test('ordinary text of any script stays as it is', () => {
  const text = 'panic: größer\n\t日本語 👩‍👩‍👧 عربى\n';
  expect(sanitiseText(text)).toBe(text);
  expect(sanitiseText('a\r\nb')).toBe('a\nb');
  expect(sanitiseLine('a\n\tb\r\nc')).toBe('a b c');
});

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\x1b',
        '[',
        ']',
        'P',
        '\\',
        '\x07',
        '\x9b',
        '\x9d',
        '\x9c',
        ';',
        '31',
        'm',
        '\b',
        '\u202e',
        '\n',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('nothing that moves, hides or turns survives, and once is enough', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const safe = sanitiseText(text);
      expect(safe).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      expect(sanitiseText(safe)).toBe(safe);
      expect(stripVTControlCharacters(safe)).toBe(safe);
    }),
  );
});

test('a megabyte of unterminated sequences is read once, not once for each', () => {
  // Quadratic time would take minutes here and run into the runner's own limit.
  for (const start of ['\x1b]', '\x1b[', '\x9b0', '\x1bP1', '\x1b( '])
    expect(sanitiseText(start.repeat(500_000))).not.toContain('\x1b');
});

test('what is harmless by its letters is treated as it would be beside others', () => {
  const ascii = fc.string({ unit: fc.constantFrom(':', '#', '[', ' ', '\t', '\n', 'a'), maxLength: 12 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(sanitiseText(`${text}é`)).toBe(`${sanitiseText(text)}é`);
    }),
  );
});
