import { describe, expect, test } from 'vitest';
import { executableName, goEnvironment, goFlags } from '../../../src/target/build-settings.js';
import { usualTarget } from '../../helpers/targets.js';

describe('goEnvironment', () => {
  test('names the platform and the compiler, and leaves the flags of cgo as they are', () => {
    expect(goEnvironment(usualTarget, '/usr/bin/gcc')).toStrictEqual({
      GOOS: 'linux',
      GOARCH: 'amd64',
      CGO_ENABLED: '1',
      CC: '/usr/bin/gcc',
    });
  });

  test('adds what the target says', () => {
    const target = {
      ...usualTarget,
      goarch: 'arm',
      environment: { GOARM: '7' },
      cFlags: ['-isystem', '/a b'],
    };
    expect(goEnvironment(target, 'arm-gcc')).toStrictEqual({
      GOARM: '7',
      GOOS: 'linux',
      GOARCH: 'arm',
      CGO_ENABLED: '1',
      CC: 'arm-gcc',
      CGO_CFLAGS: "-g -O2 -isystem '/a b'",
    });
  });
});

describe('goFlags', () => {
  test.each([
    [{}, ['-buildmode=exe', '-ldflags=-compressdwarf=false']],
    [{ buildmode: 'pie', race: true }, ['-buildmode=pie', '-race', '-ldflags=-compressdwarf=false']],
    [
      { linkerFlags: ['-linkmode', 'external', '-extldflags', '-static -pthread'] },
      ['-buildmode=exe', "-ldflags=-compressdwarf=false -linkmode external -extldflags '-static -pthread'"],
    ],
    [{ linkerFlags: ["it's"] }, ['-buildmode=exe', `-ldflags=-compressdwarf=false "it's"`]],
  ] as const)('of %j are %j', (change, flags) => {
    expect(goFlags({ ...usualTarget, ...change })).toStrictEqual(flags);
  });
});

test('a program for Windows has the ending that makes it one', () => {
  expect(executableName(usualTarget, 'program')).toBe('program');
  expect(executableName({ ...usualTarget, goos: 'windows' }, 'program')).toBe('program.exe');
});
