import { sliceOf, type ByteSource } from '../../model/byte-source.js';
import { appendedAt } from '../../oracle/binary/judge-binary.js';

export interface Appended {
  /** As it is shown, like the name of a member. */
  readonly name: string;
  readonly bytes: ByteSource;
}

/** What lies behind the end of a compiled file: a self-extracting program says nothing of what it carries. */
export function appendedTo(source: ByteSource): Appended | null {
  const start = appendedAt(source);
  return start === null
    ? null
    : { name: `appended at ${start}`, bytes: sliceOf(source, start, source.size - start) };
}
