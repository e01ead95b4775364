import type { Bug } from '../../../bugs/bug.js';
import type { Cell } from '../../../model/report.js';
import type { Inventory } from '../inventory.js';
import type { ScannedRelease } from '../../../model/scan.js';
import type { FloatsBy } from '../../../pins/resolve/releases.js';
import type { Session } from '../../session.js';

/** Reads the sources of releases that the table does not know. */
export interface ScanUnknown {
  (releases: readonly string[]): Promise<readonly ScannedRelease[]>;
  readonly bug: Bug;
  /** Which release a pin that floats is judged by, as the policy says; left out: the newest. */
  readonly floatsBy?: FloatsBy;
}

/** Looks up releases that came out after this tool’s table; never with --offline. Loaded only when there are any. */
export function scanUnknownReleases(context: Session, floatsBy: FloatsBy): ScanUnknown {
  const scan = async (releases: readonly string[]): Promise<readonly ScannedRelease[]> => {
    const { scanNow } = await import('../../scan/open-scanner.js');
    return scanNow(releases, context);
  };
  return Object.assign(scan, { floatsBy, bug: context.bug });
}

/** What all subjects of one gate are judged with. */
export interface Judging {
  readonly bug: Bug;
  /** Every file of a folder is looked at. */
  readonly recursive: boolean;
  readonly inventory: Inventory;
  readonly scanUnknown: ScanUnknown;
  /** Data of an unknown kind is undecided, even where nothing in it looks like a program. */
  readonly unknownIsUndecided: boolean;
  /** What becomes of compiled files and archives that git tracks. */
  readonly trackedFiles: 'judge' | 'count';
  /** What the policy requires of a `go` line that only permits: no more than a note, or a verdict. */
  readonly goLines: 'note' | 'decide';
  /** Of these, the cells that the policy leaves open. */
  readonly stillOpen: (cells: readonly Cell[]) => readonly Cell[];
  readonly signal: AbortSignal;
}
