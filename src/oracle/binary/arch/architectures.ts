import type { Architecture } from '../machine/micro-op.js';
import { arm64 } from './arm64.js';
import { amd64, i386 } from './x86.js';

/** Decoders by GOARCH. A new architecture is one file and one line here. */
const architectures: ReadonlyMap<string, Architecture> = new Map([
  ['amd64', amd64],
  ['386', i386],
  ['arm64', arm64],
]);

export function architectureOf(goarch: string): Architecture | null {
  return architectures.get(goarch) ?? null;
}
