/**
 * From the bytes of a compiled file to a verdict about the Go runtime inside it, by its machine code: versions lie where
 * vendors backport, code does not. Pure; whatever the bytes are it answers, and what it cannot make out is `unknown`.
 */
import type { ByteSource } from '../../model/byte-source.js';
import { DamagedFile, readExactly } from './bytes.js';
import { isElf, readElf } from './container/elf.js';
import { isMachO, readMachO } from './container/macho.js';
import { isPe, readPe } from './container/pe.js';
import type { Container, Image } from './image.js';
import { judgeRuntime, withoutRuntime, type RuntimeJudgement } from './judge-runtime.js';

/** What is said of one runtime. `member` names the part of the file it is in, when there are parts. */
export interface BinaryJudgement extends RuntimeJudgement {
  readonly member: string | null;
}

/** One judgement per Go runtime the file can hold: one as a rule, more for fat Mach-O files and static libraries. */
export function judgeBinary(source: ByteSource): BinaryJudgement[] {
  return candidatesIn(source).map(({ container, member, open }) => ({
    ...judgeImage(container, open),
    member,
  }));
}

interface Candidate {
  readonly container: Container | 'unknown';
  readonly member: string | null;
  /** Reads the headers; throws `DamagedFile`. */
  readonly open: () => Image;
}

function candidatesIn(source: ByteSource): Candidate[] {
  const start = readExactly(source, 0, Math.min(16, source.size));
  if (isElf(start)) return [{ container: 'elf', member: null, open: () => readElf(source) }];
  if (isPe(source, start)) return [{ container: 'pe', member: null, open: () => readPe(source) }];
  if (isMachO(source)) {
    return readMachO(source).map(({ slice, open }) => ({ container: 'macho', member: slice, open }));
  }
  return [];
}

function judgeImage(container: Container | 'unknown', open: () => Image): RuntimeJudgement {
  try {
    return judgeRuntime(open());
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    return withoutRuntime(container, 'unknown', `The file is damaged: ${error.message}.`);
  }
}
