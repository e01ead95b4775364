import { lineOf, parseGoVersion } from '../model/go-version.js';
import type { Bug } from '../bugs/bug.js';
import { embeddedCatalogue, firstFixedAfter } from './catalogue.js';
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
  const next = firstFixedAfter(
    release,
    embeddedCatalogue,
    (name) => predictRelease(bug, name).verdict === 'fixed',
  );
  if (next === null) return undefined;
  return lineOf(next.version) === lineOf(version)
    ? `${remedy} ${next.name}, the first fixed release of its line`
    : // Not "or later": the first releases of the line after that are affected again.
      `${remedy} ${next.name}: no ${lineOf(version)} release has the fix`;
}
