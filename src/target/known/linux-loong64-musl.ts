import { everything, type KnownTarget } from '../known-target.js';
import { emulated } from '../qemu-user.js';

export const linuxLoong64Musl: KnownTarget = {
  goos: 'linux',
  goarch: 'loong64',
  libc: 'musl',
  // qemu 7.2 knows no vectors (SIGILL at the start), and a processor without them alone loses the ABI with floating point.
  compilers: ['zig cc -target loongarch64-linux-musl -mcpu=generic_la64+f+d-lsx'],
  wayOn: (machine) => emulated('loong64', null, machine),
  packages: {
    debian: ['qemu-user-static'],
    fedora: ['zig', 'qemu-user-static'],
    alpine: ['zig', 'qemu-loongarch64'],
  },
  forms: [''],
  shows: everything,
};
