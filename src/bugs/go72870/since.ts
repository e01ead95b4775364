import type { GoVersion } from '../../model/go-version.js';

/** The first version with its field, isExtraInC, and so with the bug: go1.21. */
export const since: GoVersion = { major: 1, minor: 21, patch: 0, prerelease: { kind: 'beta', number: 0 } };
