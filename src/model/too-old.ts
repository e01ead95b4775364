import { parseGoVersion } from './go-version.js';

/** Tells if no program of this tool can be built with a release: they need the library of Go 1.20. */
export function isTooOldToBuild(release: string | null): boolean {
  const version = release === null ? null : parseGoVersion(release);
  return version !== null && version.major === 1 && version.minor < 20;
}
