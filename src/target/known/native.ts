import type { KnownTarget, Machine } from '../known-target.js';
import { everything } from '../known-target.js';

/** Libraries under a C program, static programs and other compilers of the machine itself. */
const linuxForms = [
  '',
  'buildmode=pie',
  'buildmode=c-shared',
  'buildmode=c-shared,load=linked',
  'buildmode=c-shared,thread=main',
  'buildmode=c-archive',
  'buildmode=c-archive,thread=main',
  'cc=clang',
  'static',
  'runner=qemu',
] as const;

/** The machine itself: programs built for it run without help. */
export const nativeTarget = ({ goos, goarch, libc }: Machine): KnownTarget => ({
  goos,
  goarch,
  libc,
  compilers: ['gcc'],
  wayOn: () => ({ kind: 'native' }),
  packages: {
    debian: ['gcc', 'libc6-dev'],
    fedora: ['gcc', 'glibc-devel'],
    alpine: ['gcc', 'musl-dev'],
    brew: ['gcc'],
  },
  ...(goos === 'windows' ? { linkerFlags: ['-linkmode=external', '-extldflags=-static'] } : {}),
  forms: goos === 'linux' ? linuxForms : [''],
  shows: goos === 'windows' ? 'Only the flag: nothing on Windows reads it.' : everything,
});
