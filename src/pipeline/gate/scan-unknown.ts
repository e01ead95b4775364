import type { ToolchainContext } from '../../toolchain/context.js';
import type { ScanUnknown } from './pin-findings.js';

/** Looks up releases that came out after this tool’s table; never with --offline. Loaded only when there are any. */
export function scanUnknownReleases(context: ToolchainContext): ScanUnknown {
  return async (releases) => {
    const { scanReleasesOnce } = await import('./judge-toolchain.js');
    return scanReleasesOnce(releases, context);
  };
}
