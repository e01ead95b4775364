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
  /** Says by which release a floating pin is judged, as the policy says; left out: the newest. */
  readonly floatsBy?: FloatsBy;
}

/**
 * Looks up releases that came out after this tool’s table; never with --offline. It is loaded only when there are any.
 */
export function scanUnknownReleases(context: Session, floatsBy: FloatsBy): ScanUnknown {
  const scan = async (releases: readonly string[]): Promise<readonly ScannedRelease[]> => {
    const { scanNow } = await import('../../scan/open-scanner.js');
    return scanNow(releases, context);
  };
  return Object.assign(scan, { floatsBy, bug: context.bug });
}

/** The means by which all subjects of one gate are judged. */
export interface Judging {
  readonly bug: Bug;
  /** True if every file of a folder is examined. */
  readonly recursive: boolean;
  readonly inventory: Inventory;
  readonly scanUnknown: ScanUnknown;
  /** True if data of an unknown kind is undecided, even where nothing in it looks like a program. */
  readonly unknownIsUndecided: boolean;
  /** The treatment of compiled files and archives that git tracks. */
  readonly trackedFiles: 'judge' | 'count';
  /** The policy's requirement for a `go` line that only permits: no more than a note, or a verdict. */
  readonly goLines: 'note' | 'decide';
  /** Selects the cells that the policy leaves open. */
  readonly stillOpen: (cells: readonly Cell[]) => readonly Cell[];
  readonly signal: AbortSignal;
}
