/** "Did you mean": the real releases nearest to the request. Pure. */
import { nearestNames } from '../text/nearest.js';
import { compareGoVersions, lineOf, type GoVersion } from '../model/go-version.js';
import { isCandidate, newestOfLine, releaseLines, type Catalogue } from './catalogue.js';

/**
 * Returns up to three: the newest of the same line, and the releases directly before and after. For a line that does
 * not exist, just its neighbours.
 */
export function nearestReleases(catalogue: Catalogue, asked: GoVersion): string[] {
  const candidates = asked.prerelease !== null;
  const releases = catalogue.filter((release) => candidates || !isCandidate(release));
  const before = releases.findLast((release) => compareGoVersions(release.version, asked) < 0);
  const after = releases.find((release) => compareGoVersions(release.version, asked) > 0);
  const nearest = [newestOfLine(catalogue, lineOf(asked)), before, after];
  return [...new Set(nearest.flatMap((release) => release?.name ?? []))];
}

/** Up to three names, lines or words that differ little from a text that could not be read. */
export function similarTexts(catalogue: Catalogue, text: string, words: readonly string[]): string[] {
  const asked = text.toLowerCase().replace(/^(?:go|v)(?=\d)/, '');
  const releases = catalogue.map((release) => release.name.slice(2));
  return nearestNames(asked, [...words, ...releaseLines(catalogue), ...releases]);
}
