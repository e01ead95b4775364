/** The cells of a gate have much in common: nothing was built, nothing was run. */
import type { FindingKind } from '../../../model/finding.js';
import type { Cell, Location } from '../../../model/report.js';
import { displayPath } from './display-path.js';

/** What is known of a subject before it is judged. */
export interface Asked {
  /** As the user named it; members of archives follow after `!`. */
  readonly subject: string;
  readonly location?: Location;
}

/** A file, under the name that reports give it. */
export function askedAbout(file: string): Asked & { readonly location: Location } {
  const shown = displayPath(file);
  return { subject: shown, location: { file: shown } };
}

/** An answer that holds on every target. */
export const everyTarget = {
  goos: 'any',
  goarch: 'any',
  libc: 'any',
  cc: 'any',
  buildmode: 'any',
  runner: null,
} as const satisfies Partial<Cell>;

export const unasked = {
  go: null,
  ...everyTarget,
  toolchain: null,
  predicted: 'unknown',
  evidence: [],
  trials: [],
} satisfies Partial<Cell>;

/** Something that could not be looked at. Never an all-clear. */
export function unreadCell(asked: Asked, finding: FindingKind, reason: string): Cell {
  return { ...unasked, ...asked, verdict: 'inconclusive', reason, finding, skipped: { reason } };
}
