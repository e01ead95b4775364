import type { KnownTarget } from '../known-target.js';

export const windowsAmd64: KnownTarget = {
  goos: 'windows',
  goarch: 'amd64',
  libc: 'msvcrt',
  compilers: ['x86_64-w64-mingw32-gcc'],
  wayOn: ({ goos }) =>
    goos === 'windows'
      ? { kind: 'native' }
      : { kind: 'runner', runners: [{ kind: 'wine', command: ['wine'] }] },
  packages: {
    debian: ['gcc-mingw-w64-x86-64', 'wine', 'wine64'],
    fedora: ['mingw64-gcc', 'mingw64-winpthreads-static', 'wine-core'],
    alpine: ['mingw-w64-gcc', 'wine'],
    brew: ['mingw-w64', 'wine-stable'],
  },
  // Windows has no libwinpthread-1.dll of its own.
  linkerFlags: ['-linkmode=external', '-extldflags=-static'],
  forms: [''],
  shows: 'Only the flag: nothing in the runtime reads it on Windows, so it is wrong there without an effect.',
};
