/**
 * The last lines of a bisect, to paste into an issue: what was searched and found, the changes to look through, the
 * host, and the command that does it again.
 */
import type { ReportLine } from '../../../model/bisect.js';
import type { Report } from '../../../model/report.js';
import { compareGoVersions, parseGoVersion } from '../../../model/go-version.js';
import type { Block, Fact } from '../document.js';
import { commandLine, hostWords, toolWords } from './provenance.js';
import { changesOfLine, compareUrl, type ReleaseChange } from './release-change.js';
import { plural } from '../words.js';

type Range = ReportLine['ranges'][number];

/** Nothing for a report that is none of a bisect. */
export function bisectBlock(report: Report): Block[] {
  if (report.lines === undefined) return [];
  return [
    { kind: 'heading', text: 'To paste into an issue' },
    { kind: 'facts', facts: bisectFacts(report, report.lines) },
  ];
}

export function bisectFacts(report: Report, lines: readonly ReportLine[]): Fact[] {
  const undecided = lines.filter(({ status }) => status === 'cannot-tell');
  const affected = lines.filter((line) => line.ranges.length > 0 && !undecided.includes(line));
  const clear = lines.filter((line) => !affected.includes(line) && !undecided.includes(line));
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
  if (first === undefined || last === undefined) return lines.map(({ line }) => line).join(', ');
  return `${first.release} to ${last.release}, ${plural(run.length, 'release')} run`;
}

/** `1.23: introduced in go1.23.0, fixed in go1.23.8`. */
function foundWords({ finished, line, ranges }: ReportLine): string {
  const found = ranges.map((range) => [...introducedWords(range), ...fixedWords(range)].join(', '));
  return `${line}: ${found.join('; again ')}${finished === false ? '; not finished' : ''}`;
}

const introducedWords = ({ introduced, introducedIn }: Range): string[] =>
  introduced === null ? [] : [`introduced in ${introducedIn?.join(' or ') ?? introduced}`];

function fixedWords({ fixed, fixedIn, notFixedUpTo }: Range): string[] {
  if (fixed !== null) return [`fixed in ${fixedIn?.join(' or ') ?? fixed}`];
  return [notFixedUpTo === undefined ? 'never fixed' : `not fixed up to ${notFixedUpTo}`];
}

/** `last with the bug go1.23.7, first without it go1.23.8: https://…`. */
export function changeWords(change: ReleaseChange): string {
  const { after, before, kind } = change;
  const [old, young] = kind === 'fixed' ? ['with', 'without'] : ['without', 'with'];
  return `last run ${old} the bug ${before}, first run ${young} it ${after}: ${compareUrl(change)}`;
}

const namesFact = (label: string, lines: readonly ReportLine[]): Fact[] =>
  lines.length === 0 ? [] : [{ label, text: lines.map(({ line }) => line).join(', ') }];
