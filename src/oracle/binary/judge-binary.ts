/**
 * From the bytes of a compiled file to a verdict about the Go runtime inside it, by its machine code: versions lie where
 * vendors backport, code does not. Pure; whatever the bytes are, it answers, and what it cannot make out is `unknown`.
 */
import type { ByteSource } from '../../model/byte-source.js';
import { DamagedFile, readExactly } from './bytes.js';
import { isElf, readElf } from './container/elf.js';
import { describeRuntime, type RuntimeJudgement } from './judge-runtime.js';

export type BinaryJudgement = RuntimeJudgement;

export function judgeBinary(source: ByteSource): BinaryJudgement[] {
  try {
    const start = readExactly(source, 0, Math.min(16, source.size));
    if (isElf(start)) return [describeRuntime(readElf(source))];
    return [];
  } catch (error) {
    if (error instanceof DamagedFile) return [];
    throw error;
  }
}
