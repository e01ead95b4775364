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
import { firstFixedAfter, isCandidate, releaseLines, type Catalogue } from '../../release/catalogue.js';

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

/** The releases that something can float to: candidates are none. */
const proper = ({ releases }: ReleaseKnowledge): Catalogue =>
  releases.filter((release) => !isCandidate(release));

const names = (releases: Catalogue): readonly string[] => releases.map(({ name }) => name);

/** Releases of a line, oldest first. */
export function releasesOfLine(knowledge: ReleaseKnowledge, line: string): readonly string[] {
  return names(proper(knowledge).filter(({ version }) => lineOf(version) === line));
}

/** Releases that satisfy a semver range, oldest first. */
export function releasesInRange(knowledge: ReleaseKnowledge, range: string): readonly string[] {
  return names(proper(knowledge).filter(({ version }) => semver.satisfies(toSemver(version), range)));
}

/** Lines with a release, oldest first: `['1.20', '1.21']`. */
export function linesOf(knowledge: ReleaseKnowledge): readonly string[] {
  return releaseLines(knowledge.releases);
}

/** Releases newer than this one, oldest first. */
export function newerThan(knowledge: ReleaseKnowledge, release: string): readonly string[] {
  const version = parseGoVersion(release);
  if (version === null) return [];
  return names(proper(knowledge).filter((other) => compareGoVersions(other.version, version) > 0));
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
  const all = names(knowledge.releases);
  const runs: { first: string; last: string; end: number }[] = [];
  for (const name of releases.toSorted((a, b) => all.indexOf(a) - all.indexOf(b))) {
    const index = all.indexOf(name);
    const run = runs.at(-1);
    const sameLine = run !== undefined && sameLineAs(run.last, name);
    if (run !== undefined && sameLine && run.end === index - 1)
      Object.assign(run, { last: name, end: index });
    else runs.push({ first: name, last: name, end: index });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ');
}

function sameLineAs(a: string, b: string): boolean {
  const [first, second] = [parseGoVersion(a), parseGoVersion(b)];
  return first !== null && second !== null && lineOf(first) === lineOf(second);
}
