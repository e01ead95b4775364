import type { KnownTarget } from './known-target.js';

/** The machine itself: programs built for it run without help. */
export const native: KnownTarget = {
  settings: ({ goos, goarch, libc }, machine) =>
    goos === machine.goos && goarch === machine.goarch && (libc ?? machine.libc) === machine.libc
      ? {
          libc: machine.libc,
          cc: 'gcc',
          runner: null,
          slowness: 1,
          environment: {},
          cFlags: [],
          linkerFlags: [],
        }
      : null,
  names: ({ goos, goarch }) => [`${goos}/${goarch}`],
};
