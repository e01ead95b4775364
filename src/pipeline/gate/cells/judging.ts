import type { Bug } from '../../../bugs/bug.js';
import type { Cell } from '../../../model/report.js';
import type { FileCount } from '../file-count.js';
import type { Inventory } from '../inventory.js';
import type { ScannedRelease } from '../../../model/scan.js';
import type { FloatsBy } from '../../../pins/resolve/releases.js';
import type { Policy } from '../../../policy/policy-schema.js';
import type { Session } from '../../session.js';

/** The means by which pins are judged. */
export interface PinJudging {
  readonly bug: Bug;
  /** Says by which release a floating pin is judged. */
  readonly floatsBy: FloatsBy;
  /** Reads the sources of releases that the table does not know. */
  readonly scanUnknown: (releases: readonly string[]) => Promise<readonly ScannedRelease[]>;
}

/**
 * Judges pins by the policy. Releases that came out after this tool’s table are looked up, except with --offline; what
 * does so is loaded only when there are any.
 */
export function pinJudging(context: Session, { floating = 'newest' }: Pick<Policy, 'floating'>): PinJudging {
  return {
    bug: context.bug,
    floatsBy: floating,
    scanUnknown: async (releases) => {
      const { scanNow } = await import('../../scan/open-scanner.js');
      return scanNow(releases, context);
    },
  };
}

/** The means by which all subjects of one gate are judged. */
export interface Judging extends PinJudging {
  /** True if every file of a folder is examined. */
  readonly recursive: boolean;
  readonly inventory: Inventory;
  readonly files: FileCount;
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
