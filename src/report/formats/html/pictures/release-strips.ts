/** A strip a release line: one square a release, filled if this report judged it and hollow if only its source is known. */
import type { Bug } from '../../../../bugs/bug.js';
import type { ReportLine } from '../../../../model/bisect.js';
import { lineOf, parseGoVersion } from '../../../../model/go-version.js';
import { groupBy } from '../../../../model/group-by.js';
import type { Cell, Report } from '../../../../model/report.js';
import { asVerdict, type StaticVerdict, type Verdict } from '../../../../model/verdict.js';
import {
  coveredReleases,
  embeddedCatalogue,
  releasesOfLine,
  withReleases,
  type ListedRelease,
} from '../../../../release/catalogue.js';
import { overallVerdict } from '../../../../verdict/overall.js';
import { nameOf, verdictMarks } from '../../../page/words.js';
import { releaseNotes } from '../links.js';
import { badge } from '../marks.js';
import { element, type Markup } from '../markup.js';

/** How it is known: `report` from cells of it, `source` from the table of scanned sources. */
export type Knowledge = 'report' | 'source' | 'nothing';

export interface Square {
  readonly release: string;
  readonly date: string | null;
  readonly verdict: Verdict;
  readonly knownBy: Knowledge;
  /** True if a cell of the report is about this release or a copy of it. */
  readonly asked: boolean;
  /** The number of the first cell of it. */
  readonly cell: number | null;
  /** What a bisect found to begin here. */
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
        squareOf(release, judged.get(release.name) ?? [], predictions, found),
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
  line: ReportLine | undefined,
): Square {
  const telling = cells.filter(({ cell }) => isOfRelease(cell));
  const verdicts = telling.map(({ cell }) => cell).filter(({ skipped }) => skipped === undefined);
  const predicted = predictionOf(name, predictions);
  const isSource = predicted !== 'unknown';
  return {
    release: name,
    date,
    verdict: verdicts.length > 0 ? overallVerdict(verdicts) : asVerdict(predicted),
    knownBy: verdicts.length > 0 ? 'report' : isSource ? 'source' : 'nothing',
    asked: cells.length > 0,
    cell: cells[0]?.index ?? null,
    boundary: boundaryAt(name, line),
  };
}

/** A copy elsewhere, or a compiled file, may have been patched: it says nothing of the release. */
const isOfRelease = (cell: Cell): boolean =>
  cell.aside === undefined && (nameOf(cell) === cell.go || cell.location?.line !== undefined);

// A release name comes from outside; `constructor` must not find anything.
const predictionOf = (release: string, predictions: Bug['predictions']): StaticVerdict =>
  (Object.hasOwn(predictions, release) ? predictions[release]?.verdict : undefined) ?? 'unknown';

function boundaryAt(release: string, line: ReportLine | undefined): Square['boundary'] {
  if (line?.ranges.some(({ introduced }) => introduced === release) === true) return 'introduced';
  return line?.ranges.some(({ fixed }) => fixed === release) === true ? 'fixed' : null;
}

/** `affected 1.23.0 to 1.23.7, fixed from 1.23.8`: runs of equal verdicts, candidates left out. */
export function runsInWords({ squares }: Strip): string {
  const runs: { verdict: Verdict; first: string; last: string }[] = [];
  for (const { knownBy, release, verdict } of squares) {
    const version = parseGoVersion(release);
    if (version === null || version.prerelease !== null || knownBy === 'nothing') continue;
    const name = release.replace(/^go/, '');
    const run = runs.at(-1);
    if (run?.verdict === verdict) run.last = name;
    else runs.push({ verdict, first: name, last: name });
  }
  return runs
    .map(({ verdict, first, last }, index) => {
      if (runs.length === 1) return verdict;
      if (index === runs.length - 1) return `${verdict} from ${first}`;
      return first === last ? `${verdict} ${first}` : `${verdict} ${first} to ${last}`;
    })
    .join(', ');
}

const knowledgeWords = {
  report: 'in this report',
  source: 'by its source, not in this report',
  nothing: 'not known to this version of the tool',
} as const satisfies Record<Knowledge, string>;

const boundaryWords = {
  introduced: 'the bug begins here',
  fixed: 'the fix begins here',
} as const satisfies Record<NonNullable<Square['boundary']>, string>;

/** Everything about a square in words, for the pointer, the keyboard and screen readers. */
export function squareWords({ asked, boundary, date, knownBy, release, verdict }: Square): string {
  const known = knownBy === 'nothing' ? 'verdict' : verdict;
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
  { knownBy: 'report', words: 'filled: judged in this report' },
  { knownBy: 'source', words: 'hollow: by its source' },
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
