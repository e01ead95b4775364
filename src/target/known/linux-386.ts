import { everything, type KnownTarget } from '../known-target.js';
import { emulated } from '../qemu-user.js';

export const linux386: KnownTarget = {
  goos: 'linux',
  goarch: '386',
  libc: 'glibc',
  // Whether `gcc -m32` has the libraries for it only a build can tell, so it has to be named: cc=gcc -m32.
  compilers: ['i686-linux-gnu-gcc'],
  wayOn: (machine) =>
    machine.goos === 'linux' && machine.goarch === 'amd64'
      ? { kind: 'native' }
      : emulated('386', null, machine),
  packages: {
    // Never gcc-multilib on Debian: it removes all cross compilers. libc6-i386 has the dynamic linker.
    debian: ['gcc-i686-linux-gnu', 'libc6-dev-i386-cross', 'libc6-i386'],
  },
  files: ['/lib/ld-linux.so.2'],
  forms: [''],
  shows: `${everything} The crash itself needs a hot spot of its own there.`,
};
