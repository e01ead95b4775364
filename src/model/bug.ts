import { compareGoVersions, parseGoVersion, type GoVersion } from './go-version.js';

/** The bug that this tool is about. */
export const bug = 'golang/go#72870';

/** Its field, isExtraInC, came with go1.21, and so did the bug. */
const firstWithFlag: GoVersion = { major: 1, minor: 21, patch: 0, prerelease: { kind: 'beta', number: 0 } };

/** False for what is no release's name. */
export function isOlderThanBug(release: string): boolean {
  const version = parseGoVersion(release);
  return version !== null && compareGoVersions(version, firstWithFlag) < 0;
}
