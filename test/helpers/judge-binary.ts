import type { ByteSource } from '../../src/model/byte-source.js';
import { theBug } from './the-bug.js';
import { judgeBinary as ask, type BinaryJudgement } from '../../src/oracle/binary/judge-binary.js';

/** What a compiled file says about the bug of this build. */
export const judgeBinary = (source: ByteSource): BinaryJudgement[] => ask(source, theBug.binary.question);
