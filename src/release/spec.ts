/**
 * The grammar of SPEC, the value of `--go`. Reading it needs no list of releases; `resolve-spec.ts` gives it meaning.
 *
 *     go1.23.0  1.23.0  v1.23.0  1.24rc1  1.24.0-rc.1    one release
 *     1.23      go1.23                                   the newest release of a line (`go1.20` is a release's own name)
 *     1.23.x    1.23.*                                   all releases of a line
 *     >=1.22 <1.25   1.23.5 - 1.23.10   ^1.23  ~1.24.1   a range as in npm; `||` joins
 *     all  supported                                     every release · newest of the two newest lines
 *     stable  latest  oldstable                          the newest release, twice · the newest of the line before
 *     local                                              what `go build` uses in the working folder
 *     installed                                          every toolchain on this machine
 *     ./go  ~/sdk/go1.23.0  /usr/bin/go                  a GOROOT or a go command: has a slash, or begins with . or ~/
 *     A,B,…                                              all of them, in that order
 *
 * Other spellings that people have at hand (`golang:1.23.0`) are said in these words by `loose-spellings.ts`.
 */
// Not the package's index: it loads three times as much.
import validRange from 'semver/ranges/valid.js';
import { formatGoVersion, parseGoVersion, toSemver } from '../model/go-version.js';
import { ReproError } from '../model/errors.js';
import { err, ok, type Result } from '../model/result.js';
import { isTip, readLoosely } from './loose-spellings.js';

export type Spec =
  | { readonly kind: 'release'; readonly name: string }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'whole-line'; readonly line: string }
  /** `range` is in semver's spelling and known to be valid. */
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'word'; readonly word: SpecWord }
  | { readonly kind: 'local' }
  | { readonly kind: 'installed' }
  /** As typed: `~` is not expanded and nothing was looked up. */
  | { readonly kind: 'path'; readonly path: string };

/** One item of a comma list, as typed or, if that was no SPEC, as it was read. */
export interface SpecItem {
  readonly text: string;
  readonly spec: Spec;
  /** Says so if something else was typed, from which this was read. */
  readonly remark?: string;
}

const specWords = ['all', 'supported', 'stable', 'latest', 'oldstable'] as const;
export type SpecWord = (typeof specWords)[number];
/** Every word with a meaning of its own, for "did you mean". */
export const allSpecWords: readonly string[] = [...specWords, 'local', 'installed'];

// Far above any real use. Reading stays linear in these, whatever the text.
const maxSpecLength = 2_000;
const maxItems = 300;
const maxRangeLength = 200;

/** Reads a whole SPEC. The error's code is `usage` for an empty one and `bad-spec` otherwise. */
export function parseSpec(text: string): Result<readonly SpecItem[], ReproError> {
  if (text.trim() === '') return err(emptySpec());
  if (text.length > maxSpecLength) return err(badSpec(text, 'is too long'));
  const texts = text.split(',').map((item) => item.trim());
  if (texts.length > maxItems) return err(badSpec(text, 'has too many items'));
  if (texts.includes('')) return err(badSpec(text, 'has an empty item between commas'));
  const halfRange = texts.find((item, index) => item.startsWith('<') && texts[index - 1]?.startsWith('>'));
  if (halfRange !== undefined) {
    return err(
      badSpec(text, 'joins two halves of a range with a comma, which would select every release', {
        hint: `Leave the comma out: --go '${texts.join(' ')}'`,
      }),
    );
  }
  const items: SpecItem[] = [];
  for (const item of texts) {
    const read = parseItem(item);
    if (read === null) return err(isTip(item) ? tip(item) : unreadable(item));
    items.push(...read);
  }
  return ok(items);
}

/** Paths and ranges come last: `go version go1.23.0 linux/amd64` has a slash, and npm reads `1.23.7 1.23.8` as a range. */
function parseItem(text: string): readonly SpecItem[] | null {
  const single = parseSingle(text);
  if (single !== null) return [single];
  const list = parseBlankList(text);
  if (list !== null) return list;
  const spec = isPath(text) ? ({ kind: 'path', path: text } as const) : parseRange(text);
  return spec === null ? null : [{ text, spec }];
}

function parseSingle(text: string): SpecItem | null {
  const exact = parseName(text);
  if (exact !== null) return { text, spec: exact };
  const spelled = readLoosely(text);
  if (spelled === null || spelled === text) return null;
  const spec = parseName(spelled) ?? parseRange(spelled);
  return spec === null ? null : { text: spelled, spec, remark: `${quoteSpec(text)} is read as ${spelled}` };
}

/** `1.23.7 1.23.8`: a list without its commas. */
function parseBlankList(text: string): readonly SpecItem[] | null {
  const words = text.split(/\s+/);
  const items = words.length < 2 ? [] : words.map(parseSingle).filter((item) => item !== null);
  const [head, ...others] = items;
  if (head === undefined || items.length < words.length) return null;
  const remark = `${quoteSpec(text)} is read as ${items.map((item) => item.text).join(',')}`;
  return [{ ...head, remark }, ...others];
}

function parseName(text: string): Spec | null {
  if (text === 'local' || text === 'installed') return { kind: text };
  const word = specWords.find((known) => known === text);
  if (word !== undefined) return { kind: 'word', word };
  return parseLine(text) ?? parseRelease(text);
}

/** `~1.23` is a range and not a home folder. */
function isPath(text: string): boolean {
  return /[/\\]/.test(text) || text.startsWith('.') || text === '~';
}

function parseLine(text: string): Spec | null {
  const match = /^(go|v)?(\d{1,3}\.\d{1,3})(\.[x*])?$/i.exec(text);
  const [, prefix, line, wildcard] = match ?? [];
  if (line === undefined) return null;
  if (wildcard !== undefined) return { kind: 'whole-line', line };
  // `go1.20` is what that release calls itself; a bare `1.20` is a line like any other.
  return prefix === 'go' ? (parseRelease(text) ?? { kind: 'line', line }) : { kind: 'line', line };
}

function parseRelease(text: string): Spec | null {
  const version = parseGoVersion(text);
  return version === null ? null : { kind: 'release', name: formatGoVersion(version) };
}

/** npm's ranges over Go's spelling: `go` is dropped, `1.24rc1` becomes `1.24.0-rc.1`. */
function parseRange(text: string): Spec | null {
  // Texts that semver would read as a wildcard but a person hardly means (`x`, `*`, `latest`) must be recognised first.
  if (text.length > maxRangeLength || !/\d/.test(text) || !/^[\d\s.<>=^~|*xgovrcbeta-]+$/i.test(text))
    return null;
  const spelled = text.replaceAll(
    /(?:go|v)?(\d{1,3}\.\d{1,3}(?:beta|rc)\d{1,3})(?![\w.])|\bgo(?=\d)/gi,
    (name, candidate: string | undefined) => {
      const version = candidate === undefined ? null : parseGoVersion(candidate);
      if (version !== null) return toSemver(version);
      return candidate === undefined ? '' : name;
    },
  );
  const range = validRange(spelled);
  return range === null ? null : { kind: 'range', range: spelled };
}

const unreadable = (text: string): ReproError =>
  badSpec(text, 'is neither a Go release, a line, a range, a known word nor a path');

const tip = (text: string): ReproError =>
  badSpec(text, 'is no release: Go’s development tree changes every day', {
    hint: [
      'Build it, and name its folder:',
      '  git clone https://go.googlesource.com/go ~/src/go && (cd ~/src/go/src && ./make.bash)',
      '  cgoprof-repro --go ~/src/go',
      'Or ask about one commit: `cgoprof-repro bisect-step` in that folder.',
    ].join('\n'),
  });

function emptySpec(): ReproError {
  return new ReproError('usage', '--go needs a Go release, a range, a word or a path', {
    hint: 'For example: --go 1.23.0, --go 1.23, --go ">=1.22 <1.25", --go local, --go /usr/local/go',
  });
}

/** Quotes the text for a terminal. It is input, so it is shortened, and only its printable ASCII is shown. */
export function quoteSpec(text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return `"${shown.replaceAll(/[^\u0020-\u007e]/g, '?')}"`;
}

function badSpec(text: string, what: string, options: { hint?: string } = {}): ReproError {
  return new ReproError('bad-spec', `${quoteSpec(text)} ${what}`, options);
}
