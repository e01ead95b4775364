import { everything, type KnownTarget } from '../known-target.js';
import { emulated } from '../qemu-user.js';

/** What zig builds for musl carries its C library, so no sysroot is needed. */
export const linuxArm64Musl: KnownTarget = {
  goos: 'linux',
  goarch: 'arm64',
  libc: 'musl',
  compilers: ['zig cc -target aarch64-linux-musl'],
  wayOn: (machine) => emulated('arm64', null, machine),
  packages: {
    debian: ['qemu-user-static'],
    fedora: ['zig', 'qemu-user-static'],
    alpine: ['zig', 'qemu-aarch64'],
  },
  forms: [''],
  shows: everything,
};
