/** Which files nothing but people, or another language’s tools, read: what they say of Go chooses none. */

/** Why a file is not searched; counted in reports. */
export type NotSearched = 'Go source' | 'prose' | 'lock file' | 'test source' | 'vendored';

const vendored = /(?:^|\/)(?:vendor|node_modules|bower_components|Godeps|\.yarn)\//;

const lockFiles =
  /(?:^|\/)(?:go\.sum|go\.work\.sum|Gopkg\.lock|glide\.lock|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|\.terraform\.lock\.hcl|gradle\.lockfile|packages\.lock\.json)$/;

const proseEnding =
  /\.(?:md|markdown|mdx|mkd|rst|adoc|asciidoc|textile|org|tex|texi|html?|xhtml|pod|[1-8])$/i;
const proseName =
  /(?:^|\/)(?:README|CHANGELOG|CHANGES|HISTORY|NEWS|RELEASE[-_]?NOTES|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|MAINTAINERS|SECURITY|CODEOWNERS)(?:[-_.][^/]{0,40})?$/;
const code = /\.(?:[cm]?[jt]sx?|py|rb|sh|ps1|ya?ml|json|toml|mk)$/i;
/** Notes of changes, a file each; texts in documentation. */
const proseFolder =
  /(?:^|\/)(?:\.?changelogs?|\.changes|\.changeset|release[-_]?notes|docs?)\/(?:.*\/)?[^/]*$/i;

const testSource =
  /(?:^|\/)(?:[^/]*[._-](?:test|spec)\.[cm]?[jt]sx?|test_[^/]*\.py|[^/]*_test\.(?:py|rb|exs)|[^/]*_spec\.rb|[^/]*\.snap)$/;

/** @param path relative to the repository, with `/` */
export function whyNotSearched(path: string): NotSearched | null {
  if (vendored.test(path)) return 'vendored';
  if (path.endsWith('.go')) return 'Go source';
  if (lockFiles.test(path)) return 'lock file';
  if (proseEnding.test(path) || (proseName.test(path) && !code.test(path))) return 'prose';
  if (proseFolder.test(path) && /\.(?:txt|yaml|yml)$/i.test(path) && !/(?:^|\/)docs?\//i.test(path))
    return 'prose';
  if (proseFolder.test(path) && path.endsWith('.txt') && !/requirements[^/]*\.txt$/.test(path))
    return 'prose';
  return testSource.test(path) ? 'test source' : null;
}

/** Grammars that are read whole: what is left in them is no statement, but for what Heroku reads in a comment. */
export const readsWhole = (path: string, text: string): boolean =>
  /(?:^|\/)go\.(?:mod|work)$/.test(path) || (path.endsWith('.mod') && /^module[ \t]/m.test(text));
