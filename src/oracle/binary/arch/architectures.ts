import type { Architecture } from '../machine/micro-op.js';
import { arm } from './arm.js';
import { arm64 } from './arm64.js';
import { loong64 } from './loong64.js';
import { mips } from './mips.js';
import { ppc64 } from './ppc64.js';
import { riscv64 } from './riscv64.js';
import { s390x } from './s390x/s390x.js';
import { amd64, i386 } from './x86/x86.js';

/** Decoders by GOARCH. A new architecture is one file and one line here. */
const architectures: ReadonlyMap<string, Architecture> = new Map([
  ['386', i386],
  ['amd64', amd64],
  ['arm', arm],
  ['arm64', arm64],
  ['loong64', loong64],
  ['mips', mips],
  ['mips64', mips],
  ['mips64le', mips],
  ['mipsle', mips],
  ['ppc64', ppc64],
  ['ppc64le', ppc64],
  ['riscv64', riscv64],
  ['s390x', s390x],
]);

/** Every GOARCH whose machine code can be followed. */
export const knownArchitectures: readonly string[] = [...architectures.keys()];

export function architectureOf(goarch: string): Architecture | null {
  return architectures.get(goarch) ?? null;
}
