/** User-mode emulation of Linux: qemu-user runs a program of another processor, without a machine around it. */
import type { Runner } from '../model/target.js';
import { everything, type KnownTarget, type Machine, type Way } from './known-target.js';

/** The names that qemu has for Go's architectures. */
const qemuNames: Readonly<Record<string, string>> = {
  386: 'i386',
  amd64: 'x86_64',
  arm: 'arm',
  arm64: 'aarch64',
  loong64: 'loongarch64',
  mips64le: 'mips64el',
  ppc64le: 'ppc64le',
  riscv64: 'riscv64',
  s390x: 's390x',
};

/**
 * The commands that emulate an architecture: Debian's static ones have a suffix.
 * @param sysroot where the target's dynamic linker and libraries lie; null: the program needs none, or the machine has them
 */
export function qemuUser(goarch: string, sysroot: string | null): Runner[] {
  const name = qemuNames[goarch];
  if (name === undefined) return [];
  const where = sysroot === null ? [] : ['-L', sysroot];
  return ['-static', ''].map((suffix) => ({
    kind: 'qemu-user',
    command: [`qemu-${name}${suffix}`, ...where],
  }));
}

/** The folder in which distributions keep the libraries of a cross compiler. */
export const sysrootOf = (triplet: string): string => `/usr/${triplet}`;

/** Runs programs of an architecture on a machine of another one. */
export function emulated(
  goarch: string,
  sysroot: string | null,
  { goos }: Machine,
): Exclude<Way, { readonly kind: 'native' }> {
  if (goos !== 'linux') return { kind: 'none', reason: 'programs for Linux run on Linux only' };
  if (goarch === '386')
    return { kind: 'none', reason: 'under qemu-i386, programs of any Go hang before they begin' };
  return { kind: 'runner', runners: qemuUser(goarch, sysroot) };
}

interface CrossLinux {
  readonly goarch: string;
  /** Names the cross compiler `TRIPLET-gcc` and its libraries. */
  readonly triplet: string;
  /** Debian's name for the architecture: libc6-dev-ARCH-cross. */
  readonly debian: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly forms?: readonly string[];
}

/** Linux with glibc on another processor, by the distribution's cross compiler and qemu-user. */
export function crossLinux({ goarch, triplet, debian, environment, forms = [] }: CrossLinux): KnownTarget {
  const compiler = `gcc-${triplet.replaceAll('_', '-')}`;
  return {
    goos: 'linux',
    goarch,
    libc: 'glibc',
    compilers: [`${triplet}-gcc`],
    wayOn: (machine) => emulated(goarch, sysrootOf(triplet), machine),
    packages: {
      debian: [compiler, `libc6-dev-${debian}-cross`, 'qemu-user-static'],
      fedora: [compiler, 'qemu-user-static'],
    },
    ...(environment === undefined ? {} : { environment }),
    forms: ['', ...forms],
    shows: everything,
  };
}
