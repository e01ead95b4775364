/** The known releases of Go, and the questions that the pins ask about them. */
import semver from 'semver';
import {
  compareGoVersions,
  lineOf,
  parseGoVersion,
  toSemver,
  type GoVersion,
} from '../../model/go-version.js';
import type { StaticVerdict } from '../../model/verdict.js';
import { firstFixedAfter, isCandidate, type Catalogue } from '../../release/catalogue.js';

export interface ReleaseKnowledge {
  /** The first version that can have the bug. */
  readonly since: GoVersion;
  readonly releases: Catalogue;
  readonly predict: (release: string) => StaticVerdict;
  /** If absent: the newest. */
  readonly floatsBy?: FloatsBy;
}

/**
 * Which of the fitting releases a floating pin is judged by: the newest, which a fresh build gets, or the oldest, which
 * a cache may still hold.
 */
export type FloatsBy = 'newest' | 'oldest';

/** The releases that something can float to, oldest first: candidates are none. */
const releasesWhere = (
  { releases }: ReleaseKnowledge,
  fits: (version: GoVersion) => boolean,
): readonly string[] =>
  releases.filter((release) => !isCandidate(release) && fits(release.version)).map(({ name }) => name);

/** Releases of a line, oldest first. */
export const releasesOfLine = (knowledge: ReleaseKnowledge, line: string): readonly string[] =>
  releasesWhere(knowledge, (version) => lineOf(version) === line);

/** Releases that satisfy a semver range, oldest first. */
export const releasesInRange = (knowledge: ReleaseKnowledge, range: string): readonly string[] =>
  releasesWhere(knowledge, (version) => semver.satisfies(toSemver(version), range));

/** Releases newer than this one, oldest first. */
export function newerThan(knowledge: ReleaseKnowledge, release: string): readonly string[] {
  const bound = parseGoVersion(release);
  if (bound === null) return [];
  return releasesWhere(knowledge, (version) => compareGoVersions(version, bound) > 0);
}

/**
 * The fixed release that changes least: the next one on the same line, or else the oldest fixed one of the next line
 * that has one. Null if nothing newer is known to be fixed.
 */
export function nearestFixed(knowledge: ReleaseKnowledge, release: string): string | null {
  const isFixed = (name: string): boolean => knowledge.predict(name) === 'fixed';
  return firstFixedAfter(release, knowledge.releases, isFixed)?.name ?? null;
}

export function affectedAmong(knowledge: ReleaseKnowledge, releases: readonly string[]): readonly string[] {
  return releases.filter((name) => knowledge.predict(name) === 'affected');
}

/** `go1.23.0–go1.23.7, go1.24.0–go1.24.1`: runs of neighbours shortened. */
export function listReleases(knowledge: ReleaseKnowledge, releases: readonly string[]): string {
  const all = knowledge.releases.map(({ name }) => name);
  const runs: { first: string; last: string; end: number }[] = [];
  for (const name of releases.toSorted((a, b) => all.indexOf(a) - all.indexOf(b))) {
    const index = all.indexOf(name);
    const run = runs.at(-1);
    const line = lineNamed(name);
    if (run !== undefined && line !== null && lineNamed(run.last) === line && run.end === index - 1)
      Object.assign(run, { last: name, end: index });
    else runs.push({ first: name, last: name, end: index });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ');
}

/** The line of a release, `1.23`; null for a text that names none. */
export function lineNamed(release: string): string | null {
  const version = parseGoVersion(release);
  return version === null ? null : lineOf(version);
}
