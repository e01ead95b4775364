/**
 * The last lines of a bisect, to paste into an issue: what was searched and found, the changes to look through, the
 * host, and the command that does it again.
 */
import type { ReportLine } from '../../../model/bisect.js';
import type { Report } from '../../../model/report.js';
import { compareGoVersions, isOlderRelease, parseGoVersion } from '../../../model/go-version.js';
import type { Block, Fact } from '../document.js';
import { commandLine, hostWords, toolWords } from './provenance.js';
import { changesOfLine, compareUrl, type ReleaseChange } from './release-change.js';
import { eitherOf, lineName, plural } from '../words.js';

type Range = ReportLine['ranges'][number];

/** Nothing for a report that is none of a bisect, or that found nothing. */
export function bisectBlock(report: Report): Block[] {
  const facts = bisectFacts(report, report.lines ?? []);
  return facts.length === 0
    ? []
    : [
        { kind: 'heading', text: 'To paste into an issue' },
        { kind: 'facts', facts },
      ];
}

/** Says nothing if no line has a finding: neither an affected one searched to its end, nor a boundary on another one. */
export function bisectFacts(report: Report, lines: readonly ReportLine[]): Fact[] {
  const affected = lines.filter(({ ranges, status }) => ranges.length > 0 && status !== 'cannot-tell');
  if (!affected.some((line) => isFinished(line) || changesOfLine(line).length > 0)) return [];
  const others = lines.filter((line) => !affected.includes(line));
  const undecided = others.filter((line) => line.status === 'cannot-tell' || !isFinished(line));
  const clear = others.filter((line) => !undecided.includes(line));
  const command = commandLine(report);
  return [
    { label: 'Searched', text: `${searchedWords(lines)}, for ${report.bug}` },
    ...affected.map((line) => ({ label: 'Found', text: foundWords(line) })),
    ...affected.flatMap(changesOfLine).map((change) => ({ label: 'Compare', text: changeWords(change) })),
    ...namesFact('Not affected', clear),
    ...namesFact('Undecided', undecided),
    { label: 'Host', text: `${hostWords(report)}; ${toolWords(report)}` },
    ...(command === null ? [] : [{ label: 'Command', text: command }]),
  ];
}

const isFinished = ({ finished }: ReportLine): boolean => finished !== false;

/** `go1.20.14 to go1.23.12, 9 releases run`. */
function searchedWords(lines: readonly ReportLine[]): string {
  const run = lines.flatMap(({ tested = [] }) =>
    tested.flatMap(({ release }) => {
      const version = parseGoVersion(release);
      return version === null ? [] : [{ release, version }];
    }),
  );
  const sorted = run.toSorted((a, b) => compareGoVersions(a.version, b.version));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return lines.map(lineName).join(', ');
  return `${first.release} to ${last.release}, ${plural(run.length, 'release')} run`;
}

/** `1.23: affected from its first release, go1.23.0, fixed in go1.23.8`. */
function foundWords(line: ReportLine): string {
  const found = line.ranges.map((range) => rangeWords(range, line));
  return `${lineName(line)}: ${found.join('; again ')}${isFinished(line) ? '' : '; not finished'}`;
}

function rangeWords(range: Range, line: ReportLine): string {
  if (range.introduced === null && range.fixed === null) return 'changed where releases could not be run';
  return [...introducedWords(range, line), fixedWords(range, line)].join(', ');
}

/** A release brought the bug only if one before it, on its line, was run and does not have it. */
function introducedWords({ introduced, introducedIn }: Range, line: ReportLine): string[] {
  if (introduced === null) return [];
  const names = eitherOf(introduced, introducedIn);
  const wasSeen = changesOfLine(line).some(
    ({ after, kind }) => kind === 'introduced' && [introduced, ...(introducedIn ?? [])].includes(after),
  );
  if (wasSeen) return [`introduced in ${names}`];
  return [beginsLine(introduced) ? `affected from its first release, ${names}` : `affected from ${names}`];
}

/** True for go1.23.0, and for the first candidate of a line. */
function beginsLine(release: string): boolean {
  const version = parseGoVersion(release);
  return version !== null && version.patch === 0 && (version.prerelease?.number ?? 1) === 1;
}

function fixedWords({ fixed, fixedIn, notFixedUpTo }: Range, line: ReportLine): string {
  if (fixed !== null) return `fixed in ${eitherOf(fixed, fixedIn)}`;
  if (notFixedUpTo === undefined) return isFinished(line) ? 'never fixed' : 'its fix is not found yet';
  const { skipped = [] } = line;
  const notRun = skipped.filter(({ release }) => isOlderRelease(notFixedUpTo, release)).length;
  return notRun === 0
    ? `not fixed up to ${notFixedUpTo}`
    : `fix not found; ${plural(notRun, 'release')} could not be run`;
}

/**
 * `last run with the bug go1.23.7, first run without it go1.23.8: https://…`.
 * @param how the way in which the releases were judged
 */
export function changeWords(change: ReleaseChange, how: 'run' | 'read' = 'run'): string {
  const { after, before, kind } = change;
  const [old, young] = kind === 'fixed' ? ['with', 'without'] : ['without', 'with'];
  return `last ${how} ${old} the bug ${before}, first ${how} ${young} it ${after}: ${compareUrl(change)}`;
}

const namesFact = (label: string, lines: readonly ReportLine[]): Fact[] =>
  lines.length === 0 ? [] : [{ label, text: lines.map(({ line }) => line).join(', ') }];
