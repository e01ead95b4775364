import type { GoVersion } from '../../model/go-version.js';

/** Its field, isExtraInC, came with go1.21, and so did the bug. */
export const since: GoVersion = { major: 1, minor: 21, patch: 0, prerelease: { kind: 'beta', number: 0 } };
