/** Links out of the page: to the issue, to changes, to notes of releases. */
import { parseGoVersion } from '../../../model/go-version.js';
import type { Catalogue } from '../../../release/catalogue.js';
import { isCandidate } from '../../../release/catalogue.js';
import { element, type Markup } from './markup.js';

/** Only https leads out of a report, and nothing of a report leads along. */
export function outwardLink(url: string, ...content: Parameters<typeof element>[2][]): Markup {
  return url.startsWith('https://')
    ? element('a', { href: url, rel: 'noreferrer' }, ...content)
    : element('span', {}, ...content);
}

/** The notes of a release: a page has all minor ones, and each line has one of its own. */
export function releaseNotes(release: string): string | null {
  const version = parseGoVersion(release);
  if (version === null) return null;
  const { major, minor, patch, prerelease } = version;
  return patch === 0 || prerelease !== null
    ? `https://go.dev/doc/go${major}.${minor}`
    : `https://go.dev/doc/devel/release#${release}`;
}

/** All changes between a release and the one before it on its line; null for the first one. */
export function changesOf(release: string, ofLine: Catalogue): string | null {
  const proper = ofLine.filter((one) => !isCandidate(one));
  const before = proper[proper.findIndex(({ name }) => name === release) - 1];
  return before === undefined ? null : `https://github.com/golang/go/compare/${before.name}...${release}`;
}
