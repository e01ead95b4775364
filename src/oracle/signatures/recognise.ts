import type { ChildRecord } from '../../model/child.js';
import { generalSignatures, hang } from './general.js';
import type { Signature } from './signature.js';

/** All that a child is held against, in order: the first match wins. `own` are those of the bug. */
export const signaturesWith = (own: readonly Signature[]): readonly Signature[] => [
  hang,
  ...own,
  ...generalSignatures,
];

/** Tells what ended the child badly; null when it ended well or in a way that no signature knows. */
export function recognise(child: ChildRecord, own: readonly Signature[]): Signature | null {
  // Whatever it printed, and even if the deadline passed just then.
  if (child.end.kind === 'exited' && child.end.code === 0) return null;
  return signaturesWith(own).find((signature) => signature.matches(child)) ?? null;
}

const decisiveLineCount = 14;

/** The part of the output that a person should see: from the decisive line on, a screen's worth at most. */
export function decisiveLines(child: ChildRecord, signature: Signature | null): string {
  const at = signature?.decisive?.exec(child.output)?.index ?? 0;
  return child.output.slice(at).split('\n').slice(0, decisiveLineCount).join('\n').trimEnd();
}
