import { expect, test } from 'vitest';
import { toldOf } from '../../../../helpers/judged-pins.js';

const travis = (text: string) => toldOf('.travis.yml', text);

test('merged maps and the environment', () => {
  expect(
    travis('_base: &base { go: 1.23.7 }\njobs:\n  include:\n    - <<: *base\n    - <<: [*base]\n'),
  ).toEqual(['1 1.23.7 affected certain']);
  expect(travis('go: 1.24.2\nenv:\n  global:\n    - GOTOOLCHAIN=go1.23.7\n')).toEqual([
    '1 1.24.2 fixed',
    '4 go1.23.7 affected uncertain',
  ]);
  expect(travis('env: GIMME_GO_VERSION=1.23.7\n')).toEqual(['1 1.23.7 affected uncertain']);
});

test.each(['allow_failures', 'exclude'])('a version that %s names is not changed alone', (list) => {
  const text = `go: [1.22.x, 1.24.1]\njobs:\n  ${list}:\n    - go: 1.22.x\n`;
  expect(travis(text)).toEqual(['1 1.22.x affected uncertain', '1 1.24.1 affected certain']);
});

test('two versions that would become the same are left to people', () => {
  expect(travis('go: [1.22.x, 1.21.x, 1.24.1]\n')).toEqual([
    '1 1.22.x affected uncertain',
    '1 1.21.x affected uncertain',
    '1 1.24.1 affected certain',
  ]);
  expect(travis('go: [1.24.1, 1.24.2]\n')[0]).toBe('1 1.24.1 affected uncertain');
});

test.each(['tip', 'master'])('%s is the head of development, which is fixed', (name) => {
  expect(toldOf('.travis.yml', `go: [${name}]\n`)).toEqual([`1 ${name} fixed`]);
});
