/**
 * The places in a release line between which the bug came or went, as far as a report shows both sides. No commit is
 * claimed: the changes between two releases are what can be looked through.
 */
import { compareGoVersions, lineOf, parseGoVersion, type GoVersion } from '../../../model/go-version.js';
import { groupBy } from '../../../model/group-by.js';
import type { ReportLine } from '../../../model/bisect.js';
import type { Report } from '../../../model/report.js';

/** The bug is there on one side and not on the other. Both were judged; releases between them may not have been. */
export interface ReleaseChange {
  readonly kind: 'introduced' | 'fixed';
  readonly before: string;
  readonly after: string;
}

/** A release and the answer to the question if it has the bug. */
interface Judged {
  readonly release: string;
  readonly version: GoVersion;
  readonly isAffected: boolean;
}

/** The changes of all lines, the oldest first. */
export function releaseChanges({ cells, lines }: Report): ReleaseChange[] {
  if (lines !== undefined) return lines.flatMap(changesOfLine);
  const judged = cells.flatMap(({ go, skipped, verdict }): Judged[] => {
    if (go === null || skipped !== undefined || verdict === 'inconclusive') return [];
    return judgedRelease(go, verdict === 'affected');
  });
  const ofLines = groupBy(withoutDisputed(judged), ({ version }) => lineOf(version));
  return [...ofLines.values()].flatMap(changesAmong);
}

/** The changes of one line of a bisect. */
export function changesOfLine({ tested = [] }: ReportLine): ReleaseChange[] {
  return changesAmong(tested.flatMap(({ release, answer }) => judgedRelease(release, answer === 'bad')));
}

/** The page on which Go's repository shows the changes between the two releases. */
export const compareUrl = ({ before, after }: ReleaseChange): string =>
  `https://github.com/golang/go/compare/${before}...${after}`;

function judgedRelease(release: string, isAffected: boolean): Judged[] {
  const version = parseGoVersion(release);
  // Only the name of a release is a tag: `1.23.8` and `v1.23.8` are not.
  return version === null || !release.startsWith('go') ? [] : [{ release, version, isAffected }];
}

/** A release that has the bug on one target and not on another one is on no side. */
function withoutDisputed(judged: readonly Judged[]): Judged[] {
  const affected = new Set(judged.filter(({ isAffected }) => isAffected).map(({ release }) => release));
  return judged.filter(({ isAffected, release }) => isAffected || !affected.has(release));
}

function changesAmong(judged: readonly Judged[]): ReleaseChange[] {
  const sorted = judged.toSorted((a, b) => compareGoVersions(a.version, b.version));
  return sorted.flatMap((after, index): ReleaseChange[] => {
    const before = sorted[index - 1];
    if (before === undefined || before.isAffected === after.isAffected) return [];
    const kind = after.isAffected ? 'introduced' : 'fixed';
    return [{ kind, before: before.release, after: after.release }];
  });
}
