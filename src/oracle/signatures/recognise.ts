import type { ChildRecord } from '../../model/child.js';
import { generalSignatures, hang } from './general.js';
import type { Signature } from './signature.js';

/** All signatures that a child is compared with, in order: the first match wins. `own` are those of the bug. */
export const signaturesWith = (own: readonly Signature[]): readonly Signature[] => [
  hang,
  ...own,
  ...generalSignatures,
];

/** Recognises the cause of a child's bad end; null if it ended well or in a way that no signature knows. */
export function recognise(child: ChildRecord, own: readonly Signature[]): Signature | null {
  // Exit code 0 counts, no matter what it printed, and even if the deadline passed just then.
  if (child.end.kind === 'exited' && child.end.code === 0) return null;
  const plain = { ...child, output: plainLines(child.output) };
  return signaturesWith(own).find((signature) => signature.matches(plain)) ?? null;
}

/** The C library of Windows, and terminals, end lines with CR LF. */
const plainLines = (output: string): string => output.replaceAll('\r\n', '\n');

const decisiveLineCount = 14;

/** The part of the output that a person should see: from the decisive line on, at most a screenful. */
export function decisiveLines(child: ChildRecord, signature: Signature | null): string {
  const output = plainLines(child.output);
  const at = signature?.decisive?.exec(output)?.index ?? 0;
  return output.slice(at).split('\n').slice(0, decisiveLineCount).join('\n').trimEnd();
}
