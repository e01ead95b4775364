import { parseGoVersion } from './go-version.js';

/** Whether the generated program cannot be built with a release: it needs the library of Go 1.20. The bug came with 1.21. */
export function isTooOldToBuild(release: string | null): boolean {
  const version = release === null ? null : parseGoVersion(release);
  return version !== null && version.major === 1 && version.minor < 20;
}
