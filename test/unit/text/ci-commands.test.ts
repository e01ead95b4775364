import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakCommands, breakForeignCommands, escapeCommandsInJson } from '../../../src/text/ci-commands.js';
import { guardOutput, sanitiseLine, sanitiseText } from '../../../src/text/sanitise.js';
import { displayWidth } from '../../../src/report/page/width.js';
import { stringifyLine, stringifySafely } from '../../../src/report/formats/stringify.js';
import { markedText, marks, obeyedLines } from '../../helpers/ci-commands.js';

describe.each(Object.entries(marks))('%s', (_, mark) => {
  test.each([mark, `a\n${mark}`, `a\n\t ${mark}\nb`, `x ${mark}`])('is broken in %j', (text) => {
    expect(obeyedLines(sanitiseText(text))).toEqual([]);
    expect(obeyedLines(sanitiseLine(text))).toEqual([]);
    expect(obeyedLines(guardOutput(text).replaceAll(/\x1b\[[\d;]*[mA]/g, ''))).toEqual([]);
  });

  test('is the same data in JSON, of which no line is obeyed', () => {
    for (const json of [stringifySafely([mark, { [mark]: mark }]), stringifyLine([mark, { [mark]: mark }])]) {
      expect(JSON.parse(json)).toEqual([mark, { [mark]: mark }]);
      expect(obeyedLines(json)).toEqual([]);
    }
  });
});

test('the test itself knows every mark', () => {
  for (const mark of Object.values(marks)) expect(obeyedLines(mark), mark).toHaveLength(1);
});

test.each([
  ['##vso[a]', '##vso(a]'],
  ['###[a]', '###(a]'],
  ['  ::a', '  ∶:a'],
  ['\x1b[1m::a', '\x1b[1m∶:a'],
  ['--- a', '‐-- a'],
  ['\x1b[31m+++ a', '\x1b[31m˖++ a'],
  ['~~~', '∼~~'],
  ['^^^ +++', 'ˆ^^ +++'],
])('%j becomes %j, as wide as before', (text, safe) => {
  expect(breakCommands(text)).toBe(safe);
  expect(displayWidth(safe)).toBe(displayWidth(text));
});

test('what only looks like one stays as it is', () => {
  const text = [
    'std::string and a::b',
    '-----BEGIN CERTIFICATE-----',
    '    --- FAIL: TestX (0.00s)',
    '# heading, ## heading [1], a[##]',
    '--flag, ---flag, +++a, ~~~go, a --- b',
    'the section_start of it',
    '| --- | --: |',
    '',
  ].join('\n');
  expect(sanitiseText(text)).toBe(text);
  expect(guardOutput(text)).toBe(text);
});

test('the last guard lets through what the displays write, and nothing else', () => {
  const own = '\r\x1b[1A\x1b[2K\x1b[1A\x1b[2K\x1b[1;31mred\x1b[0m\n';
  expect(guardOutput(own)).toBe(own);
  expect(guardOutput('\r\x1b[0Ka\x1b[2Jb\x1b]0;c\x07\u202ed')).toBe('␍␛[0Ka␛[2Jb␛]0;c␇<U+202E>d');
  expect(guardOutput('\x1b[1Aa\x1b[2Kb\r\x1b[2K')).toBe('␛[1Aa␛[2Kb␍␛[2K');
});

test('a format’s own commands pass, and only they', () => {
  const own = /^::error /;
  expect(breakForeignCommands('::error a::b\n::debug::c\n ::error a::b\n--- d', own)).toBe(
    '::error a::b\n∶:debug::c\n ∶:error a::b\n‐-- d',
  );
});

const pieces = fc
  .array(
    fc.constantFrom('#', '[', ':', '-', '+', '^', '~', ' ', '\n', 'vso', 'section_end', '\x1b[1m', 'é'),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

test('nothing is left to obey however it is put together, and once is enough', () => {
  fc.assert(
    fc.property(pieces, (text) => {
      const safe = guardOutput(text);
      expect(obeyedLines(safe.replaceAll(/^(?:\x1b\[1m)+/gm, '').replaceAll('\x1b', '␛'))).toEqual([]);
      expect(guardOutput(safe)).toBe(safe);
      const json = JSON.stringify([text]);
      expect(JSON.parse(escapeCommandsInJson(json))).toEqual([text]);
      expect(guardOutput(escapeCommandsInJson(json))).toBe(escapeCommandsInJson(json));
    }),
    { numRuns: 2000 },
  );
});

test('a megabyte of marks is read once, not once for each', () => {
  for (const mark of ['##', '::', ' ', '\x1b[1m', '---', '##aaaaaaaaaa', 'section_'])
    expect(breakCommands(`::${mark.repeat(300_000)}`).length).toBeGreaterThan(300_000);
  expect(obeyedLines(sanitiseText(markedText.repeat(1000)))).toEqual([]);
});
