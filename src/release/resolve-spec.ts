/** Resolves a SPEC against a catalogue. Pure: paths and `local` are passed on to the toolchain part. */
import Range from 'semver/classes/range.js';
import { ReproError } from '../model/errors.js';
import { compareGoVersions, lineOf, parseGoVersion, toSemver, type GoVersion } from '../model/go-version.js';
import { err, ok, type Result } from '../model/result.js';
import { unreachable } from '../model/unreachable.js';
import {
  coveredReleases,
  findRelease,
  isCandidate,
  newestOfLine,
  newestRelease,
  releaseLines,
  releasesOfLine,
  type Catalogue,
} from './catalogue.js';
import { allSpecWords, parseSpec, quoteSpec, type SpecItem, type SpecWord } from './spec.js';
import { nearestReleases, similarTexts } from './suggest.js';

/** One thing to ask about. */
export type Subject =
  /** `listed` is false for a release that is not in the catalogue but may well exist by now. */
  | { readonly kind: 'release'; readonly text: string; readonly release: string; readonly listed: boolean }
  | { readonly kind: 'local'; readonly text: string }
  | PathSubject;

/** A folder or a go command. */
export interface PathSubject {
  readonly kind: 'path';
  readonly text: string;
  readonly path: string;
}

export interface SpecOptions {
  /** True if ranges, lines and words select release candidates as well. A named one is always taken. */
  readonly includeCandidates?: boolean;
  /** SPECs whose releases are left out; here `1.24` means the whole line. */
  readonly exclude?: readonly string[];
  /** The toolchains of `installed`. */
  readonly installed?: readonly PathSubject[];
}

export interface Resolution {
  /** In the order asked, ranges oldest first, each once, at least one. */
  readonly subjects: readonly Subject[];
  /** Says what was chosen if the SPEC did not name it: "1.23 is go1.23.12, the newest of its line". */
  readonly note?: string;
}

/** Errors: `usage`, `bad-spec` (unreadable) and `unknown-release` (no such thing), with the nearest real ones as hint. */
export function resolveSpec(
  text: string,
  catalogue: Catalogue,
  options: SpecOptions = {},
): Result<Resolution, ReproError> {
  const parsed = parseSpec(text);
  if (!parsed.ok) return err(withSuggestions(parsed.error, text, catalogue));
  const excluded = excludedReleases(options.exclude ?? [], catalogue);
  if (!excluded.ok) return excluded;

  const subjects = new Map<string, Subject>();
  const notes: string[] = [];
  for (const item of parsed.value) {
    const meaning = resolveItem(item, catalogue, options);
    if (!meaning.ok) return meaning;
    if (item.remark !== undefined) notes.push(item.remark);
    for (const subject of meaning.value.subjects) {
      const isExcluded = subject.kind === 'release' && excluded.value.has(subject.release);
      if (!isExcluded && !subjects.has(keyOf(subject))) subjects.set(keyOf(subject), subject);
    }
    if (meaning.value.note !== undefined) notes.push(meaning.value.note);
  }
  if (subjects.size === 0) {
    return err(
      new ReproError('bad-spec', `nothing is left of ${quoteSpec(text)} after --exclude`, {
        hint: 'Leave --exclude out, or name more with --go.',
      }),
    );
  }
  return ok({
    subjects: [...subjects.values()],
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  });
}

/** Resolves a SPEC that has to mean one release. */
export function resolveOneRelease(text: string, catalogue: Catalogue): Result<string, ReproError> {
  const resolved = resolveSpec(text, catalogue);
  if (!resolved.ok) return resolved;
  const [subject, ...others] = resolved.value.subjects;
  if (subject?.kind === 'release' && subject.listed && others.length === 0) return ok(subject.release);
  return err(
    new ReproError('unknown-release', `${quoteSpec(text)} is not one known release`, {
      hint: 'Name one, such as 1.23.0; its candidates are named as 1.24rc1.',
    }),
  );
}

function resolveItem(
  item: SpecItem,
  catalogue: Catalogue,
  { includeCandidates = false, installed = [] }: SpecOptions,
): Result<Resolution, ReproError> {
  const { text, spec } = item;
  switch (spec.kind) {
    case 'local':
      return ok({ subjects: [{ kind: 'local', text }] });
    case 'installed':
      return installed.length === 0
        ? err(nothingInstalled)
        : ok({
            subjects: installed,
            note: `installed is ${installed.length === 1 ? '1 toolchain' : `${installed.length} toolchains`} on this machine`,
          });
    case 'path':
      return ok({ subjects: [{ kind: 'path', text, path: spec.path }] });
    case 'release':
      return resolveRelease(text, spec.name, catalogue);
    case 'line': {
      const newest = newestOfLine(catalogue, spec.line);
      if (newest === null) return err(unknownLine(text, spec.line, catalogue));
      const what = isCandidate(newest)
        ? 'the newest candidate; its line has no release yet'
        : 'the newest of its line';
      return ok({ subjects: listedSubjects(text, [newest]), note: `${text} is ${newest.name}, ${what}` });
    }
    case 'whole-line': {
      const ofLine = releasesOfLine(catalogue, spec.line).filter((r) => includeCandidates || !isCandidate(r));
      return ofLine.length === 0
        ? err(unknownLine(text, spec.line, catalogue))
        : ok({ subjects: listedSubjects(text, ofLine), note: summary(text, ofLine) });
    }
    case 'range': {
      const range = new Range(spec.range, { includePrerelease: includeCandidates });
      const inRange = coveredReleases(catalogue).filter(({ version }) => range.test(toSemver(version)));
      return inRange.length === 0
        ? err(emptyRange(text, catalogue))
        : ok({
            subjects: listedSubjects(text, inRange),
            note: summary(text, inRange) + leftOut(range, catalogue),
          });
    }
    case 'word': {
      const chosen = releasesOfWord(spec.word, catalogue, includeCandidates);
      return ok({ subjects: listedSubjects(text, chosen), note: summary(text, chosen) });
    }
    default:
      return unreachable(spec);
  }
}

function resolveRelease(text: string, name: string, catalogue: Catalogue): Result<Resolution, ReproError> {
  if (findRelease(catalogue, name) !== null) {
    return ok({ subjects: [{ kind: 'release', text, release: name, listed: true }] });
  }
  const version = parseGoVersion(name);
  if (version !== null && mayExist(version, catalogue)) {
    return ok({
      subjects: [{ kind: 'release', text, release: name, listed: false }],
      note: `${name} is not in the list of known releases; it will be requested nevertheless`,
    });
  }
  const nearest = version === null ? [] : nearestReleases(catalogue, version);
  return err(unknown(`there is no Go release ${name}`, nearest));
}

/**
 * Tells if a release that is not listed may have come out since, or may never have been listed: the next patches of the
 * two newest lines, future lines, and candidates (the embedded list does not have all).
 */
function mayExist(version: GoVersion, catalogue: Catalogue): boolean {
  const newest = newestRelease(catalogue)?.version;
  const oldest = catalogue[0]?.version;
  if (newest === undefined || oldest === undefined || version.major !== newest.major) return false;
  if (version.minor > newest.minor + 2 || version.minor < oldest.minor) return false;
  if (version.prerelease !== null) return version.patch === 0 && version.prerelease.number <= 9;
  const lastPatch = newestOfLine(catalogue, lineOf(version))?.version.patch ?? 0;
  return version.minor >= newest.minor - 1 && version.patch <= lastPatch + 12;
}

/** https://go.dev/doc/devel/release#policy: the two newest lines are supported, each by its newest release. */
function releasesOfWord(word: SpecWord, catalogue: Catalogue, includeCandidates: boolean): Catalogue {
  switch (word) {
    case 'all':
      return coveredReleases(catalogue).filter((release) => includeCandidates || !isCandidate(release));
    case 'supported':
      return releaseLines(catalogue)
        .slice(-2)
        .flatMap((line) => newestOfLine(catalogue, line) ?? []);
    case 'stable':
    case 'latest': {
      const newest = newestRelease(catalogue);
      return newest === null ? [] : [newest];
    }
    case 'oldstable': {
      const line = releaseLines(catalogue).at(-2);
      const newest = line === undefined ? null : newestOfLine(catalogue, line);
      return newest === null ? [] : [newest];
    }
    default:
      return unreachable(word);
  }
}

function excludedReleases(
  specs: readonly string[],
  catalogue: Catalogue,
): Result<ReadonlySet<string>, ReproError> {
  const names = new Set<string>();
  for (const text of specs) {
    const parsed = parseSpec(text);
    if (!parsed.ok) return err(withSuggestions(parsed.error, text, catalogue));
    for (const item of parsed.value) {
      const spec = item.spec.kind === 'line' ? { ...item.spec, kind: 'whole-line' as const } : item.spec;
      if (spec.kind === 'local' || spec.kind === 'installed' || spec.kind === 'path')
        return err(noReleaseToExclude(item.text));
      const meaning = resolveItem({ text: item.text, spec }, catalogue, { includeCandidates: true });
      if (!meaning.ok) return meaning;
      for (const subject of meaning.value.subjects)
        if (subject.kind === 'release') names.add(subject.release);
    }
  }
  return ok(names);
}

/**
 * A text that means one release stands for it. If it means several, each goes by its own name, so that they can be
 * distinguished.
 */
const listedSubjects = (text: string, releases: Catalogue): Subject[] =>
  releases.map(({ name }) => ({
    kind: 'release',
    text: releases.length === 1 ? text : name,
    release: name,
    listed: true,
  }));

function summary(text: string, releases: Catalogue): string {
  const names = releases.map((release) => release.name);
  if (names.length <= 3) return `${text} is ${names.join(', ')}`;
  // For lines that old only the releases of the proxy are known, and those are not all.
  const isPart = releases.some(({ version }) => isBefore120(version));
  const count = isPart ? `${names.length} releases that the module proxy serves` : `${names.length} releases`;
  return `${text} is ${count}, ${names[0]} to ${names.at(-1)}`;
}

const isBefore120 = ({ major, minor }: GoVersion): boolean => major === 1 && minor < 20;

function leftOut(range: Range, catalogue: Catalogue): string {
  const older = catalogue.some(({ version }) => isBefore120(version) && range.test(toSemver(version)));
  const reachesBack = older || range.test('1.19.0');
  return reachesBack ? '; releases older than 1.20 are older than the bug and left out' : '';
}

function keyOf(subject: Subject): string {
  switch (subject.kind) {
    case 'release':
      return `release ${subject.release}`;
    case 'path':
      return `path ${subject.path}`;
    case 'local':
      return 'local';
    default:
      return unreachable(subject);
  }
}

function unknownLine(text: string, line: string, catalogue: Catalogue): ReproError {
  const [oldest] = releaseLines(catalogue);
  const outside = neighbourLine(line, catalogue);
  if (outside !== null) {
    const isOlder = outside === oldest;
    return unknown(
      isOlder
        ? `Go ${quoteSpec(text)} is older than the bug, and than the oldest that this tool can examine`
        : `there is no Go release line ${quoteSpec(text)} yet`,
      [outside],
    );
  }
  const similar = isOtherMajor(line, catalogue) ? [] : similarTexts(catalogue, line, []);
  // YAML reads an unquoted 1.20 as the number 1.2 (actions/setup-go#285).
  const note = line === '1.2' || line === '1.3' ? ` (is it ${line}0, without quotes in YAML?)` : '';
  const newest = releaseLines(catalogue).at(-1);
  return unknown(
    `there is no Go release line ${quoteSpec(text)}${note}`,
    similar.length > 0 || newest === undefined ? similar : [newest],
  );
}

/** The line of a Go 9 is near to no line of Go 1, however alike they are spelled. */
const isOtherMajor = (line: string, catalogue: Catalogue): boolean =>
  Number(line.split('.', 1)[0]) !== newestRelease(catalogue)?.version.major;

const minorOf = (name: string | undefined): number => Number(/^1\.(\d{1,4})$/.exec(name ?? '')?.[1] ?? NaN);

/** The oldest or newest known line for a line before or after it; null for others. */
function neighbourLine(line: string, catalogue: Catalogue): string | null {
  const lines = releaseLines(catalogue);
  const [asked, first, last] = [line, lines[0], lines.at(-1)].map(minorOf);
  if (asked === undefined || first === undefined || last === undefined) return null;
  // YAML's 1.2 and 1.3 are handled below.
  if (asked < first && line !== '1.2' && line !== '1.3') return lines[0] ?? null;
  return asked > last ? (lines.at(-1) ?? null) : null;
}

const nothingInstalled = new ReproError('no-go', 'there is no Go toolchain on this machine', {
  hint: 'Fetch one: cgoprof-repro toolchain install stable',
});

const noReleaseToExclude = (text: string): ReproError =>
  new ReproError('usage', `--exclude ${quoteSpec(text)} names no release`, {
    hint: 'Name a release, a line or a range: --exclude 1.23.0, --exclude 1.23',
  });

/** `1.23.2 - 1.23.0`, with the newer one first. */
function turnedAround(text: string): string | null {
  const [from = '', to = '', ...more] = text.split(' - ');
  const [low, high] = [parseGoVersion(from), parseGoVersion(to)];
  const isTurned = more.length === 0 && low !== null && high !== null && compareGoVersions(low, high) > 0;
  return isTurned ? `${to}..${from}` : null;
}

function emptyRange(text: string, catalogue: Catalogue): ReproError {
  const turned = turnedAround(text);
  if (turned !== null) {
    return new ReproError('bad-spec', `the range ${quoteSpec(text)} ends before it begins`, {
      hint: `Write the older one first: --go ${turned}`,
    });
  }
  const covered = coveredReleases(catalogue);
  const ends = [covered[0]?.name, covered.at(-1)?.name].filter((name) => name !== undefined);
  return new ReproError('unknown-release', `no known Go release is in ${quoteSpec(text)}`, {
    hint: `Known releases go from ${ends.join(' to ')}; release candidates need --include-rc.`,
  });
}

function unknown(message: string, nearest: readonly string[]): ReproError {
  return new ReproError('unknown-release', message, {
    hint: nearest.length === 0 ? 'List them: cgoprof-repro scan all' : `Nearest: ${nearest.join(', ')}`,
  });
}

function withSuggestions(error: ReproError, text: string, catalogue: Catalogue): ReproError {
  if (error.hint !== undefined) return error;
  const similar = similarTexts(catalogue, text, allSpecWords);
  return new ReproError(error.code, error.message, {
    hint:
      similar.length > 0
        ? `Did you mean --go ${similar.join(', ')}?`
        : 'For example: --go 1.23.0, 1.24rc1, 1.23 (newest of the line), 1.23.x, 1.22..1.24, ">=1.22 <1.25", all, supported, latest, oldstable, installed, local, or a path with a slash.',
  });
}
