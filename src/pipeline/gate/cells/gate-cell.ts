/** Makes the cells of a gate, which have much in common: nothing was built, nothing was run. */
import type { FindingKind } from '../../../model/finding.js';
import type { Cell, Location } from '../../../model/report.js';
import { displayPath } from './display-path.js';

/** The facts about a subject before it is judged. */
export interface Asked {
  /** The user's name for the subject; members of archives follow after `!`. */
  readonly subject: string;
  readonly location?: Location;
}

/** Asks about a file, under the name that reports give it. */
export function askedAbout(file: string): Asked & { readonly location: Location } {
  const shown = displayPath(file);
  return { subject: shown, location: { file: shown } };
}

/** Asks about a member of an archive that is asked about; without names, about the archive itself. */
export const memberOf = (asked: Asked, names: readonly string[]): Asked => ({
  ...asked,
  subject: [asked.subject, ...names].join('!'),
});

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

/** Makes the cell of something that was understood whole and has no Go that the bug could be in. */
export const clearCell = (asked: Asked, reason: string): Cell => ({
  ...unasked,
  ...asked,
  verdict: 'not-applicable',
  reason,
});

/** Makes the cell of something that could not be examined. It is never an all-clear. */
export function unreadCell(asked: Asked, finding: FindingKind, reason: string): Cell {
  return { ...unasked, ...asked, verdict: 'inconclusive', reason, finding, skipped: { reason } };
}
