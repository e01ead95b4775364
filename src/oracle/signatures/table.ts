import type { ChildRecord } from '../../model/child.js';
import { cAbort } from './c-abort.js';
import { goFatalError } from './go-fatal-error.js';
import { goPanic } from './go-panic.js';
import { goSignal } from './go-signal.js';
import { hang } from './hang.js';
import { killedFromOutside } from './killed-from-outside.js';
import { missingLcUuid } from './missing-lc-uuid.js';
import { morestackOnG0 } from './morestack-on-g0.js';
import { profilePanicShortStack } from './profile-panic-short-stack.js';
import { profilePanicSliceBounds } from './profile-panic-slice-bounds.js';
import type { Signature } from './signature.js';
import { silentSegv } from './silent-segv.js';

/** First match wins: what the harness did comes first, the particular before the general. */
export const signatures: readonly Signature[] = [
  hang,
  morestackOnG0,
  missingLcUuid,
  profilePanicSliceBounds,
  profilePanicShortStack,
  goFatalError,
  goPanic,
  goSignal,
  silentSegv,
  cAbort,
  killedFromOutside,
];

/** What ended the child badly; null when it ended well or in a way that no signature knows. */
export function recognise(child: ChildRecord): Signature | null {
  // Whatever it printed, and even if the deadline passed just then.
  if (child.end.kind === 'exited' && child.end.code === 0) return null;
  return signatures.find((signature) => signature.matches(child)) ?? null;
}

const decisiveLineCount = 14;

/** The part of the output that a person should see: from the decisive line on, a screen's worth at most. */
export function decisiveLines(child: ChildRecord, signature: Signature | null): string {
  const at = signature?.decisive?.exec(child.output)?.index ?? 0;
  return child.output.slice(at).split('\n').slice(0, decisiveLineCount).join('\n').trimEnd();
}
