/** Files that only people, or another language’s tools, read: their mentions of Go choose none. */
import type { TextFile } from '../values/source-file.js';

/** The reason why a file is not searched; counted in reports. */
export type NotSearched =
  'Go source' | 'prose' | 'example' | 'lock file' | 'linter settings' | 'test source' | 'vendored';

const vendored = /(?:^|\/)(?:vendor|node_modules|bower_components|Godeps|\.yarn)\//;

/** The folder that makes a file a vendored one; null for all others. */
export function vendoredFolder(path: string): string | null {
  const match = vendored.exec(path);
  return match === null ? null : path.slice(0, match.index + match[0].length - 1);
}

const lockFiles =
  /(?:^|\/)(?:go\.sum|go\.work\.sum|Gopkg\.lock|glide\.lock|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|deno\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Gemfile\.lock|composer\.lock|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|\.terraform\.lock\.hcl|gradle\.lockfile|packages\.lock\.json)$/;

const proseEnding = /\.(?:md|markdown|mdx|mkd|rst|adoc|asciidoc|textile|org|tex|texi|html?|xhtml|pod)$/i;
/** A page of a manual; not `golang-1.2`. */
const manual = /(?:^|\/)[a-z][a-z_-]{0,60}\.[1-8]$/;
/** Forms that people are asked to fill in. */
const form = /(?:^|\/)\.(?:github|gitea|forgejo)\/ISSUE_TEMPLATE\//i;
const proseName =
  /(?:^|\/)(?:README|CHANGELOG|CHANGES|HISTORY|NEWS|RELEASE[-_]?NOTES|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|MANUAL|FAQ|HACKING|TODO|UPGRADING|WHATSNEW|MAINTAINERS|SECURITY|CODEOWNERS)(?:[-_.][^/]{0,40})?$/;
const code = /\.(?:[cm]?[jt]sx?|py|rb|sh|ps1|ya?ml|json|toml|mk)$/i;
/** Notes of changes, a file each. */
const changes =
  /(?:^|\/)(?:\.?changelogs?|\.changes|\.changeset|release[-_]?notes)\/|(?:^|\/)debian\/changelog$/i;
/** Notes have an ending of texts and data, or none. */
const note = /\/(?:[^/]*\.(?:txt|ya?ml)|[^./]+)$/i;
const docs = /(?:^|\/)docs?\//i;
const docsExample = /(?:^|\/)docs?\/(?:[^/]+\/)*(?:snippets?|examples?)\//i;
/** `go: 1.22` of golangci-lint is the language version that it expects; nothing is built with it. */
const linterSettings = /(?:^|\/)\.golangci[^/]*\.(?:ya?ml|toml|json)$/;

const testSource =
  /(?:^|\/)(?:[^/]*[._-](?:test|spec)\.[cm]?[jt]sx?|test_[^/]*\.py|[^/]*_test\.(?:py|rb|exs)|[^/]*_spec\.rb|[^/]*\.snap)$/;

/** @param path relative to the repository, with `/` */
export function whyNotSearched(path: string): NotSearched | null {
  if (vendored.test(path)) return 'vendored';
  if (path.endsWith('.go')) return 'Go source';
  if (lockFiles.test(path)) return 'lock file';
  if (proseEnding.test(path) || manual.test(path) || form.test(path)) return 'prose';
  if (proseName.test(path) && !code.test(path)) return 'prose';
  if (changes.test(path) && note.test(path)) return 'prose';
  if (docsExample.test(path)) return 'example';
  if (docs.test(path) && path.endsWith('.txt') && !/requirements[^/]*\.txt$/.test(path)) return 'prose';
  if (linterSettings.test(path)) return 'linter settings';
  return testSource.test(path) ? 'test source' : null;
}

/** Tells by its content if a file is a Dockerfile. */
export const isDockerfile = ({ path, text }: TextFile): boolean =>
  /^[ \t]*FROM[ \t]/im.test(text) && !/(?:^|\/)Earthfile$/.test(path);

/**
 * Formats that are read completely: the rest of such a file is not a statement, except the comment that Heroku reads.
 */
export const readsWhole = (path: string, text: string): boolean =>
  /(?:^|\/)go\.(?:mod|work)$/.test(path) || (path.endsWith('.mod') && /^module[ \t]/m.test(text));
