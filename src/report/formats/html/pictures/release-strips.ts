/** A strip a release line: one square a release, filled if this report asked it and hollow if only the table knows it. */
import type { Bug } from '../../../../bugs/bug.js';
import type { ReportLine } from '../../../../model/bisect.js';
import { lineOf, parseGoVersion } from '../../../../model/go-version.js';
import { groupBy } from '../../../../model/group-by.js';
import type { Cell, Report } from '../../../../model/report.js';
import { asVerdict, type Verdict } from '../../../../model/verdict.js';
import {
  coveredReleases,
  embeddedCatalogue,
  releasesOfLine,
  withReleases,
  type ListedRelease,
} from '../../../../release/catalogue.js';
import { predictRelease } from '../../../../release/predictions.js';
import { overallVerdict } from '../../../../verdict/overall.js';
import { changesOfLine } from '../../../page/issue/release-change.js';
import { nameOf, plural, verdictMarks } from '../../../page/words.js';
import { releaseNotes } from '../links.js';
import { badge } from '../marks.js';
import { element, type Markup } from '../markup.js';

/** How it is known: `report` from cells of it, `table` as the built-in release table expects it. */
export type Knowledge = 'report' | 'table' | 'nothing';

export interface Square {
  readonly release: string;
  readonly date: string | null;
  readonly verdict: Verdict;
  readonly knownBy: Knowledge;
  /** True if a cell of the report is about this release or a copy of it. */
  readonly asked: boolean;
  /** The number of the first cell of it. */
  readonly cell: number | null;
  /** The change that a bisect saw between the release that it ran before and this one. */
  readonly boundary: 'introduced' | 'fixed' | null;
}

export interface Strip {
  readonly line: string;
  readonly squares: readonly Square[];
}

/** More lines than Go has had: a report may be made up. */
const mostLines = 40;

/** The strips of all lines that occur in the report, oldest first. */
export function stripsOf(report: Report, predictions: Bug['predictions']): readonly Strip[] {
  const judged = groupBy(
    report.cells.map((cell, index) => ({ cell, index })).filter(({ cell }) => cell.go !== null),
    ({ cell }) => cell.go ?? '',
  );
  const reported = [...judged.keys(), ...(report.lines ?? []).flatMap(boundariesOf)];
  const catalogue = coveredReleases(withReleases(embeddedCatalogue, reported));
  const asked = new Set([
    ...reported.flatMap(lineOfRelease),
    ...(report.lines ?? []).map(({ line }) => line),
  ]);
  const lineNames = [...new Set(catalogue.map(({ version }) => lineOf(version)))].filter((line) =>
    asked.has(line),
  );
  return lineNames.slice(-mostLines).map((line) => {
    const found = report.lines?.find((one) => one.line === line);
    return {
      line,
      squares: releasesOfLine(catalogue, line).map((release) =>
        squareOf(release, judged.get(release.name) ?? [], predictions, searchOf(found)),
      ),
    };
  });
}

const lineOfRelease = (release: string): string[] => {
  const version = parseGoVersion(release);
  return version === null ? [] : [lineOf(version)];
};

const boundariesOf = ({ ranges }: ReportLine): string[] =>
  ranges.flatMap(({ introduced, fixed }) => [introduced, fixed]).filter((release) => release !== null);

interface NumberedCell {
  readonly cell: Cell;
  readonly index: number;
}

function squareOf(
  { name, date }: ListedRelease,
  cells: readonly NumberedCell[],
  predictions: Bug['predictions'],
  search: Search,
): Square {
  const telling = cells.map(({ cell }) => cell).filter(isOfRelease);
  const said = telling.length > 0 ? overallVerdict(telling.map(openIfSkipped)) : search.answers.get(name);
  const predicted = predictRelease({ predictions }, name).verdict;
  return {
    release: name,
    date,
    verdict: said ?? asVerdict(predicted),
    knownBy: said !== undefined ? 'report' : predicted === 'unknown' ? 'nothing' : 'table',
    asked: cells.length > 0 || said !== undefined,
    cell: cells[0]?.index ?? null,
    boundary: search.boundaries.get(name) ?? null,
  };
}

/** A release that was asked and not answered is undecided, no matter what was expected of it. */
const openIfSkipped = ({ skipped, verdict }: Cell): { readonly verdict: Verdict } => ({
  verdict: skipped === undefined ? verdict : 'inconclusive',
});

/** A copy elsewhere, or a compiled file, may have been patched: it says nothing of the release. */
const isOfRelease = (cell: Cell): boolean =>
  cell.aside === undefined && (nameOf(cell) === cell.go || cell.location?.line !== undefined);

/** What a bisect came to on a line, by release. */
interface Search {
  readonly answers: ReadonlyMap<string, Verdict>;
  /** Only between releases that were run: there is none before a line's first release. */
  readonly boundaries: ReadonlyMap<string, NonNullable<Square['boundary']>>;
}

function searchOf(line: ReportLine | undefined): Search {
  const { skipped = [], tested = [] } = line ?? {};
  return {
    answers: new Map<string, Verdict>([
      ...skipped.map(({ release }) => [release, 'inconclusive'] as const),
      ...tested.map(
        ({ answer, release }) => [release, verdictsOfRuns.get(answer) ?? 'inconclusive'] as const,
      ),
    ]),
    boundaries: new Map(
      line === undefined ? [] : changesOfLine(line).map(({ after, kind }) => [after, kind]),
    ),
  };
}

const verdictsOfRuns: ReadonlyMap<string, Verdict> = new Map([
  ['bad', 'affected'],
  ['good', 'fixed'],
  ['not-applicable', 'not-applicable'],
]);

/** Neighbouring releases of which the same is known in the same way. */
interface Run {
  readonly verdict: Verdict;
  readonly knownBy: Knowledge;
  readonly first: string;
  readonly last: string;
}

/**
 * `affected 1.23.0, fixed 1.23.8; by the release table affected 1.23.1 to 1.23.7, fixed from 1.23.9`: runs of equal
 * verdicts, apart from those that are expected only. Candidates that were not asked are left out.
 */
export function runsInWords({ squares }: Strip): string {
  const runs = runsOf(squares);
  const wordsOf = (known: Knowledge): string =>
    runs
      .filter(({ knownBy }) => knownBy === known)
      .map((run) => (runs.length === 1 ? verdictTitle(run) : runWords(run, run === runs.at(-1))))
      .join(', ');
  const [judged, expected] = [wordsOf('report'), wordsOf('table')];
  const missing = squares.filter(({ knownBy }) => knownBy === 'nothing').length;
  const limit = missing === 0 ? '' : ` (${plural(missing, 'release')} not in it)`;
  return [judged, expected === '' ? '' : `by the release table ${expected}${limit}`]
    .filter((words) => words !== '')
    .join('; ');
}

function runsOf(squares: readonly Square[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { knownBy, release, verdict } of squares) {
    const isProper = parseGoVersion(release)?.prerelease === null;
    if (knownBy === 'nothing' || (!isProper && knownBy === 'table')) continue;
    const name = release.replace(/^go/, '');
    const run = runs.at(-1);
    if (run?.verdict === verdict && run.knownBy === knownBy) runs[runs.length - 1] = { ...run, last: name };
    else runs.push({ verdict, knownBy, first: name, last: name });
  }
  return runs;
}

const verdictTitle = ({ verdict }: Run): string => (verdict === 'inconclusive' ? 'undecided' : verdict);

function runWords(run: Run, isLast: boolean): string {
  const { first, last } = run;
  const word = verdictTitle(run);
  if (first === last) return `${word} ${first}`;
  return isLast ? `${word} from ${first}` : `${word} ${first} to ${last}`;
}

const knowledgeWords = {
  report: 'in this report',
  table: 'as the release table expects, not judged in this report',
  nothing: 'not known to this version of the tool',
} as const satisfies Record<Knowledge, string>;

const boundaryWords = {
  introduced: 'the bug begins here',
  fixed: 'the fix begins here',
} as const satisfies Record<NonNullable<Square['boundary']>, string>;

/** Everything about a square in words, for the pointer, the keyboard and screen readers. */
export function squareWords({ asked, boundary, date, knownBy, release, verdict }: Square): string {
  const known = knownBy === 'nothing' ? 'verdict' : verdict === 'inconclusive' ? 'undecided' : verdict;
  return [
    `${release}${date === null ? '' : `, ${date}`}: ${known} ${knowledgeWords[knownBy]}`,
    ...(asked && knownBy !== 'report' ? ['asked here'] : []),
    ...(boundary === null ? [] : [boundaryWords[boundary]]),
  ].join('; ');
}

/**
 * Draws the strips.
 * @param cellLink where on the page a cell is told, or null if it is not
 */
export function drawReleaseStrips(
  strips: readonly Strip[],
  cellLink: (index: number) => string | null,
): Markup | null {
  if (strips.length === 0) return null;
  return element(
    'section',
    { id: 'releases', 'aria-labelledby': 'releases-title' },
    element('h2', { id: 'releases-title' }, 'Release lines'),
    element('div', { class: 'strips' }, ...strips.map((strip) => drawStrip(strip, cellLink))),
    legend(strips.flatMap(({ squares }) => squares)),
  );
}

function drawStrip(strip: Strip, cellLink: (index: number) => string | null): Markup {
  return element(
    'div',
    { class: 'strip' },
    element('h3', {}, strip.line),
    element(
      'ol',
      { 'aria-label': `releases of Go ${strip.line}` },
      ...strip.squares.map((square) => drawSquare(square, cellLink)),
    ),
    element('p', { class: 'runs' }, runsInWords(strip)),
  );
}

function drawSquare(square: Square, cellLink: (index: number) => string | null): Markup {
  const { asked, boundary, cell, knownBy, release, verdict } = square;
  const classes = [
    'square',
    verdict,
    `by-${knownBy}`,
    asked ? 'asked' : '',
    boundary === null ? '' : 'boundary',
  ];
  const target = (cell === null ? null : cellLink(cell)) ?? releaseNotes(release) ?? undefined;
  return element(
    'li',
    {},
    element(
      'a',
      { class: classes.filter((name) => name !== '').join(' '), href: target },
      element(
        'span',
        { class: 'sign', 'aria-hidden': 'true' },
        knownBy === 'nothing' ? '?' : verdictMarks[verdict],
      ),
      element('span', { 'aria-hidden': 'true' }, shortName(release)),
      element('span', { class: 'words' }, squareWords(square)),
    ),
  );
}

/** `8` for go1.23.8, `rc1` for a candidate: the line stands before the strip. */
function shortName(release: string): string {
  const version = parseGoVersion(release);
  if (version === null) return release;
  return version.prerelease === null
    ? String(version.patch)
    : `${version.prerelease.kind}${version.prerelease.number}`;
}

const legendVerdicts = ['affected', 'fixed', 'not-applicable', 'inconclusive'] as const;

const legendKnowledge = [
  { knownBy: 'report', words: 'filled: what this report says' },
  { knownBy: 'table', words: 'hollow: as the release table expects' },
  { knownBy: 'nothing', words: 'hollow, ?: not known to this version of the tool' },
] as const satisfies readonly { readonly knownBy: Knowledge; readonly words: string }[];

const key = (classes: string, words: string): Markup =>
  element('li', {}, element('span', { class: `square ${classes}`, 'aria-hidden': 'true' }), words);

function legend(squares: readonly Square[]): Markup {
  const shown = legendVerdicts.filter((verdict) => squares.some((square) => square.verdict === verdict));
  return element(
    'ul',
    { class: 'legend' },
    ...shown.map((verdict) => element('li', {}, badge(verdict))),
    ...legendKnowledge
      .filter(({ knownBy }) => squares.some((square) => square.knownBy === knownBy))
      .map(({ knownBy, words }) => key(`by-${knownBy}`, words)),
    squares.some(({ asked }) => asked) ? key('asked', 'ringed: asked here') : null,
    squares.some(({ boundary }) => boundary !== null)
      ? key('by-report fixed boundary', 'bar: a boundary that was found')
      : null,
  );
}
