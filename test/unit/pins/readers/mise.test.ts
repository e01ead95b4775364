import { expect, test } from 'vitest';
import { told, toldOf } from '../../../helpers/judged-pins.js';

const lock = (...releases: string[]) =>
  releases.map((release) => `[[tools.go]]\nversion = "${release}"\nbackend = "core:go"\n`).join('\n');

test('what a lock file says decides where the version floats', () => {
  const files = (version: string, ...releases: string[]) => ({
    'a/mise.toml': `[tools]\ngo = "${version}"\n`,
    'a/mise.lock': lock(...releases),
  });
  expect(told(files('1.23', '1.23.7'))).toEqual(['a/mise.toml:2 1.23 affected uncertain']);
  expect(told(files('latest', '1.24.2'))).toEqual(['a/mise.toml:2 latest fixed']);
  expect(told(files('1.23', '1.23.7', '1.23.9'))).toEqual(['a/mise.toml:2 1.23 inconclusive']);
  expect(told(files('1.23.7', '1.23.9'))).toEqual(['a/mise.toml:2 1.23.7 affected certain']);
});

test('GOTOOLCHAIN may be a table, and tasks have tools of their own', () => {
  const text =
    '[env]\nGOTOOLCHAIN = { value = "go1.23.7" }\n[tasks.a]\ntools.go = "1.23.6"\n[tasks.b.tools]\ngo = "1.23.5"\n';
  expect(toldOf('mise.toml', text)).toEqual([
    '2 go1.23.7 affected certain',
    '4 1.23.6 affected certain',
    '6 1.23.5 affected certain',
  ]);
});
