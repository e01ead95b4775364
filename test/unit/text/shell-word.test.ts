import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quotedForShell } from '../../../src/text/shell-word.js';

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
