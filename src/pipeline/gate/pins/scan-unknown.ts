import type { ScannedRelease } from '../../../model/scan.js';
import type { FloatsBy } from '../../../pins/resolve/releases.js';
import type { Session } from '../../session.js';
import type { ScanUnknown } from '../cells/judging.js';

/** Looks up releases that came out after this tool’s table; never with --offline. Loaded only when there are any. */
export function scanUnknownReleases(context: Session, floatsBy: FloatsBy): ScanUnknown {
  const scan = async (releases: readonly string[]): Promise<readonly ScannedRelease[]> => {
    const { scanNow } = await import('../../scan/open-scanner.js');
    return scanNow(releases, context);
  };
  return Object.assign(scan, { floatsBy, bug: context.bug });
}
