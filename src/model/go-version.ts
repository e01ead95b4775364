/**
 * Go's release names: `go1.20` (a line's first release before 1.21), `go1.21.0`, `go1.24rc1`.
 * Source of the rules: https://go.dev/doc/toolchain#version
 */
export interface GoVersion {
  readonly major: number;
  readonly minor: number;
  /** 0 for a line's first release and for candidates. */
  readonly patch: number;
  readonly prerelease: { readonly kind: 'beta' | 'rc'; readonly number: number } | null;
}

// Bounded digits: a version is input, and input may be hostile.
const releaseName =
  /^(?:go|v)?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4})(?:-(beta|rc)\.?(\d{1,3}))?|(beta|rc)(\d{1,3}))?$/;

/**
 * Reads one release in Go's spelling (`go1.23.8`, `1.24rc1`) or semver's (`1.24.0-rc.1`).
 * A bare `1.N` is a release only before 1.21 (`go1.20`); later it is a language version or a line, so: null.
 */
export function parseGoVersion(text: string): GoVersion | null {
  const match = releaseName.exec(text.trim());
  if (match === null) return null;
  const [, major, minor, patch, semverKind, semverNumber, goKind, goNumber] = match;
  const kind = goKind ?? semverKind;
  const version: GoVersion = {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch ?? 0),
    prerelease:
      kind === undefined
        ? null
        : { kind: kind === 'rc' ? 'rc' : 'beta', number: Number(goNumber ?? semverNumber) },
  };
  if (patch === undefined && version.prerelease === null && !firstReleaseHasNoPatch(version)) return null;
  return version;
}

/** Until 1.20 the first release of a line was called `go1.20`, from 1.21 on `go1.21.0`. */
function firstReleaseHasNoPatch(version: { major: number; minor: number }): boolean {
  return version.major === 1 && version.minor < 21;
}

/** `go1.23.8`, `go1.20`, `go1.24rc1`. */
export function formatGoVersion(version: GoVersion): string {
  const line = `go${lineOf(version)}`;
  if (version.prerelease !== null) return `${line}${version.prerelease.kind}${version.prerelease.number}`;
  if (version.patch === 0 && firstReleaseHasNoPatch(version)) return line;
  return `${line}.${version.patch}`;
}

/** The release line, `1.23`. */
export function lineOf(version: { major: number; minor: number }): string {
  return `${version.major}.${version.minor}`;
}

/** Semver spelling, for range matching: `1.24.0-rc.1`. */
export function toSemver(version: GoVersion): string {
  const base = `${version.major}.${version.minor}.${version.patch}`;
  return version.prerelease === null
    ? base
    : `${base}-${version.prerelease.kind}.${version.prerelease.number}`;
}

/** Negative when `a` is older. beta < rc < release. */
export function compareGoVersions(a: GoVersion, b: GoVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    stage(a) - stage(b) ||
    candidate(a) - candidate(b)
  );
}

const stage = (version: GoVersion): number =>
  ({ beta: 0, rc: 1, release: 2 })[version.prerelease?.kind ?? 'release'];
const candidate = (version: GoVersion): number => version.prerelease?.number ?? 0;

/** Tells if `release` (`go1.20.3`) is older than `version`. False for a text that is not a release name. */
export function isBefore(release: string, version: GoVersion): boolean {
  const parsed = parseGoVersion(release);
  return parsed !== null && compareGoVersions(parsed, version) < 0;
}

/** Compares by version number. Names that are not releases (a fixture's own labels) count as given in order of age. */
export function isOlderRelease(a: string, b: string): boolean {
  const [left, right] = [parseGoVersion(a), parseGoVersion(b)];
  return left === null || right === null || compareGoVersions(left, right) < 0;
}
