/** What is appended to a compiled file: a self-extracting program says nothing of what it carries. */
import type { ByteSource } from '../../model/byte-source.js';
import { appendedAt } from '../../oracle/binary/judge-binary.js';

export interface Appended {
  /** As it is shown, like the name of a member. */
  readonly name: string;
  readonly offset: number;
}

export function appendedTo(source: ByteSource): Appended | null {
  const offset = appendedAt(source);
  return offset === null ? null : { name: `appended at ${offset}`, offset };
}
