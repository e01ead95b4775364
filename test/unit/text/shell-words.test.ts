import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { continueShellLine, joinShellWords, quotedForShell } from '../../../src/text/shell-words.js';

test('plain words stay as they were typed, and a home folder stays one', () => {
  const words = ['--go', '^1.23', '1.23.0,/usr/local/go', '~/r.json', 'a b', '~/a b', '', '~', '1.23.x'];
  expect(joinShellWords(words)).toBe(`--go ^1.23 1.23.0,/usr/local/go ~/r.json 'a b' ~/'a b' '' ~ 1.23.x`);
});

test.skipIf(process.platform === 'win32')('a shell reads the same words', () => {
  const word = fc
    .string({ unit: 'binary-ascii' })
    .filter((text) => !text.includes('\0') && !text.startsWith('~'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
      const read = execFileSync('sh', ['-c', `printf '%s\\0' ${joinShellWords(words)}`]);
      expect(read.toString('latin1')).toBe(words.map((text) => `${text}\0`).join(''));
    }),
    { numRuns: 30 },
  );
});

test
  .skipIf(process.platform === 'win32')
  .each(['1.23.0', '>=1.22 <1.25', "it's", '$(reboot)', '', 'a\nb', '/usr/local/go'])(
  'a shell reads %j unchanged',
  (word) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${quotedForShell(word)}`], { encoding: 'utf8' })).toBe(
      word,
    );
  },
);

test('the home folder stays one', () => {
  expect(quotedForShell('~/my go')).toBe("~/'my go'");
});

describe('continueShellLine', () => {
  test.each([
    ['a b', 10, ['a b']],
    ['abc def ghi', 7, ['abc def \\', '  ghi']],
    ["CC='zig cc' go build", 8, ["CC='zig cc' \\", '  go \\', '  build']],
    ['', 8, []],
  ])('%j in %d columns', (line, width, expected) => {
    expect(continueShellLine(line, width)).toStrictEqual(expected);
  });
});
