/** The targets that are asked in CI, and whether this machine can. */
import { spawnSync } from 'node:child_process';

/** One of each kind: qemu-user, big-endian, a processor of 32 bits, another C library, a library under a C program. */
export const askedInCi = [
  'linux/arm64',
  'linux/s390x',
  'linux/riscv64',
  'linux/386',
  'linux/amd64,libc=musl',
  'linux/amd64,buildmode=c-shared',
] as const;

interface Finding {
  readonly target: string;
  readonly status: string;
}

/** The targets that `doctor --targets` finds to work here. */
export function workingTargets(bin: string): ReadonlySet<string> {
  const { stdout } = spawnSync(process.execPath, [bin, 'doctor', '--targets', '--format', 'json'], {
    encoding: 'utf8',
  });
  const { targets }: { targets: Finding[] } = JSON.parse(stdout);
  return new Set(targets.filter(({ status }) => status === 'works').map(({ target }) => target));
}
