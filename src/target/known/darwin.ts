import type { KnownTarget } from '../known-target.js';

/** Programs for macOS need Apple's linker and its libraries, so they are built and run there. */
const darwin = (goarch: string): KnownTarget => ({
  goos: 'darwin',
  goarch,
  libc: 'libSystem',
  compilers: ['clang'],
  wayOn: () => ({ kind: 'none', reason: 'programs for macOS are built and run on macOS only' }),
  packages: {},
  forms: [],
  shows:
    'By the sources all probes should tell the two sides apart, since the runtime handles signals as on Linux; no run has been seen.',
});

export const darwinArm64 = darwin('arm64');
export const darwinAmd64 = darwin('amd64');
