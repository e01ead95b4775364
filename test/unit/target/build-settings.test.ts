import { describe, expect, test } from 'vitest';
import {
  executableName,
  goEnvironment,
  goFlags,
  hostArguments,
  libraryName,
} from '../../../src/target/build-settings.js';
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

test.each([
  [{}, null],
  [{ buildmode: 'c-shared' }, 'libx.so'],
  [{ buildmode: 'c-shared', goos: 'darwin' }, 'libx.dylib'],
  [{ buildmode: 'c-archive', goos: 'darwin' }, 'libx.a'],
] as const)('the library of %j is %s', (change, name) => {
  expect(libraryName({ ...usualTarget, ...change }, 'x')).toBe(name);
});

test.each([
  [
    { buildmode: 'c-shared', load: 'dlopen' },
    '-DLIBRARY=libx.so -o x main.c -ldl -Wl,-rpath,$ORIGIN -pthread',
  ],
  [{ buildmode: 'c-shared', load: 'linked' }, '-o x main.c -L. -l:libx.so -Wl,-rpath,$ORIGIN -pthread'],
  [{ buildmode: 'c-archive', load: 'linked' }, '-o x main.c libx.so -pthread'],
  [{ buildmode: 'c-archive', load: 'linked', isStatic: true }, '-static -o x main.c libx.so -pthread'],
  [
    { goos: 'darwin', buildmode: 'c-archive', load: 'linked' },
    '-o x main.c libx.so -framework CoreFoundation -framework Security -lresolv -pthread',
  ],
  [
    { goos: 'darwin', buildmode: 'c-shared', load: 'linked' },
    '-o x main.c -L. libx.so -Wl,-rpath,@loader_path -pthread',
  ],
] as const)('the C program of %j is made by %s', (change, words) => {
  const places = { source: 'main.c', library: 'libx.so', output: 'x' };
  expect(hostArguments({ ...usualTarget, ...change }, places).join(' ')).toBe(`-O2 -g ${words}`);
});
