import { compareGoVersions, formatGoVersion, lineOf, parseGoVersion } from '../model/go-version.js';
import type { Bug } from '../bugs/bug.js';
import { embeddedCatalogue, isCandidate } from './catalogue.js';
import { predictRelease } from './predictions.js';

/**
 * The nearest way out of an affected release: the first fixed release of its own line, or else the first fixed one
 * above. It comes from the release table, so it is advice and not evidence. Undefined if the table knows no later fixed
 * release.
 */
export function howToFix(
  bug: Pick<Bug, 'predictions'>,
  release: string,
  remedy: 'upgrade to' | 'rebuild with' = 'upgrade to',
): string | undefined {
  const version = parseGoVersion(release);
  if (version === null) return undefined;
  const later = embeddedCatalogue
    .filter((listed) => !isCandidate(listed) && compareGoVersions(listed.version, version) > 0)
    .filter(({ name }) => predictRelease(bug, name).verdict === 'fixed')
    .toSorted((a, b) => compareGoVersions(a.version, b.version));
  const sameLine = later.find((listed) => lineOf(listed.version) === lineOf(version));
  if (sameLine !== undefined)
    return `${remedy} ${formatGoVersion(sameLine.version)}, the first fixed release of its line`;
  const next = later[0];
  if (next === undefined) return undefined;
  // Not "or later": the first releases of the line after that are affected again.
  return `${remedy} ${formatGoVersion(next.version)}: no ${lineOf(version)} release has the fix`;
}
