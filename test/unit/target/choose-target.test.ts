import { describe, expect, test } from 'vitest';
import { chooseTarget, isPlainCompiler } from '../../../src/target/choose-target.js';

const machine = { goos: 'linux', goarch: 'arm64', libc: 'musl' };

describe('chooseTarget', () => {
  test('takes this machine where nothing is named', () => {
    expect(chooseTarget({}, machine)).toMatchObject({
      goos: 'linux',
      goarch: 'arm64',
      libc: 'musl',
      cc: 'gcc',
      buildmode: 'exe',
      race: false,
      runner: null,
      slowness: 1,
    });
  });

  test.each(['linux/arm64', 'linux/arm64/musl'])('knows this machine as %s', (platform) => {
    expect(chooseTarget({ platform }, machine)).toStrictEqual(chooseTarget({}, machine));
  });

  test('keeps what is chosen beside it', () => {
    const choice = { cc: 'ccache clang', buildmode: 'pie', race: true } as const;
    expect(chooseTarget(choice, machine)).toStrictEqual({ ...chooseTarget({}, machine), ...choice });
  });

  test.each([
    'linux/arm64/glibc',
    'linux/amd64',
    'plan9/arm64',
    'linux',
    'linux/',
    '/arm64',
    '',
    'linux/arm64/musl/x',
  ])('does not know %j, and says what it knows', (platform) => {
    expect(() => chooseTarget({ platform }, machine)).toThrow(
      expect.objectContaining({
        code: 'usage',
        hint: expect.stringMatching(/Choose from: linux\/arm64\b/) as string,
      }),
    );
  });
});

test.each([
  ['gcc', true],
  ['cc', true],
  ['gcc-12', true],
  ['clang-18', true],
  ['musl-gcc', false],
  ['gcc -m32', false],
  ['gcc -static', false],
  ['/opt/bin/gcc', false],
  ['x86_64-linux-musl-gcc', false],
])('%s is a plain compiler: %s', (cc, plain) => {
  expect(isPlainCompiler(cc)).toBe(plain);
});
