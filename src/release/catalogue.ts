/**
 * The existing releases. The embedded list is a start, not a limit: releases that a proxy lists or that are installed
 * are added with `withReleases`, because the tool must not need a new version for each new Go. Pure.
 */
import {
  compareGoVersions,
  formatGoVersion,
  lineOf,
  parseGoVersion,
  type GoVersion,
} from '../model/go-version.js';
import { releaseList } from './release-list.js';

export interface ListedRelease {
  /** Go's own spelling, `go1.23.8`. */
  readonly name: string;
  readonly version: GoVersion;
  /** Day of release, `2025-04-01`; null when only the name is known. */
  readonly date: string | null;
}

/** Oldest first, each name once. */
export type Catalogue = readonly ListedRelease[];

export const embeddedCatalogue: Catalogue = mergeReleases(
  releaseList
    .flatMap((line) => line.split(', '))
    .flatMap((release) => {
      const [name = '', date = null] = release.split(' ');
      return listed(name, date);
    }),
);

/**
 * The union with further names; texts that are not release names are left out (a list from outside may contain
 * anything).
 */
export function withReleases(catalogue: Catalogue, names: Iterable<string>): Catalogue {
  return mergeReleases([...catalogue, ...[...names].flatMap((name) => listed(name, null))]);
}

function listed(text: string, date: string | null): ListedRelease[] {
  const version = parseGoVersion(text);
  return version === null ? [] : [{ name: formatGoVersion(version), version, date }];
}

/** The first one wins, so that a known date is not lost to a bare name. */
function mergeReleases(releases: readonly ListedRelease[]): Catalogue {
  const byName = new Map<string, ListedRelease>();
  for (const release of releases) if (!byName.has(release.name)) byName.set(release.name, release);
  return [...byName.values()].toSorted((a, b) => compareGoVersions(a.version, b.version));
}

/**
 * Release names for one platform out of the toolchain module's versions (`@v/list` or `go list -m -versions`), which
 * read `v0.0.1-go1.23.0.linux-amd64` (https://go.dev/ref/mod#toolchains). Others are skipped.
 */
export function releasesInModuleVersions(
  versions: Iterable<string>,
  platform: { readonly goos: string; readonly goarch: string },
): string[] {
  const prefix = 'v0.0.1-';
  const suffix = `.${platform.goos}-${platform.goarch}`;
  return [...versions].flatMap((version) => {
    const entry = version.trim();
    return entry.startsWith(prefix) && entry.endsWith(suffix)
      ? [entry.slice(prefix.length, -suffix.length)]
      : [];
  });
}

/**
 * The releases from which ranges and words select. Proxies list releases back to 1.2, and 1.4 may be installed: those
 * can be named. But "all" goes back only to 1.20, the last line before the bug.
 */
export function coveredReleases(catalogue: Catalogue): Catalogue {
  return catalogue.filter(({ version }) => version.major > 1 || version.minor >= 20);
}

/** The entry of a release in any spelling, or null. */
export function findRelease(catalogue: Catalogue, text: string): ListedRelease | null {
  const version = parseGoVersion(text);
  if (version === null) return null;
  const name = formatGoVersion(version);
  return catalogue.find((release) => release.name === name) ?? null;
}

export const isCandidate = (release: ListedRelease): boolean => release.version.prerelease !== null;

/** Oldest first; candidates too. */
export function releasesOfLine(catalogue: Catalogue, line: string): Catalogue {
  return catalogue.filter((release) => lineOf(release.version) === line);
}

/** Lines that have at least one release proper, oldest first: `1.20`, `1.21`, … */
export function releaseLines(catalogue: Catalogue): string[] {
  return [...new Set(catalogue.filter((r) => !isCandidate(r)).map((r) => lineOf(r.version)))];
}

/** The newest release of a line; a candidate only if the line has nothing else yet. */
export function newestOfLine(catalogue: Catalogue, line: string): ListedRelease | null {
  const ofLine = releasesOfLine(catalogue, line);
  return ofLine.findLast((release) => !isCandidate(release)) ?? ofLine.at(-1) ?? null;
}

/** The newest release proper, or null for an empty catalogue. */
export function newestRelease(catalogue: Catalogue): ListedRelease | null {
  return catalogue.findLast((release) => !isCandidate(release)) ?? null;
}

/**
 * The fixed release that changes least: the next one on the same line, or else the oldest fixed one above. Null if
 * nothing newer is known to be fixed. Nobody is told to change to a candidate.
 */
export function firstFixedAfter(
  text: string,
  catalogue: Catalogue,
  isFixed: (release: string) => boolean,
): ListedRelease | null {
  const version = parseGoVersion(text);
  if (version === null) return null;
  return (
    catalogue.find(
      (release) =>
        !isCandidate(release) && compareGoVersions(release.version, version) > 0 && isFixed(release.name),
    ) ?? null
  );
}
