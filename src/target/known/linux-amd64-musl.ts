import { everything, type KnownTarget } from '../known-target.js';
import { emulated } from '../qemu-user.js';

export const linuxAmd64Musl: KnownTarget = {
  goos: 'linux',
  goarch: 'amd64',
  libc: 'musl',
  compilers: ['musl-gcc', 'x86_64-linux-musl-gcc', 'zig cc -target x86_64-linux-musl'],
  wayOn: (machine) =>
    machine.goos === 'linux' && machine.goarch === 'amd64'
      ? { kind: 'native' }
      : emulated('amd64', null, machine),
  packages: { debian: ['musl-tools'], fedora: ['musl-gcc'] },
  forms: ['', 'static', 'cc=zig cc -target x86_64-linux-musl'],
  shows: everything,
};
