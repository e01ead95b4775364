/** Numbers, verdicts and outcomes as words, the same in every format. */
import type { ReportLine } from '../../model/bisect.js';
import type { Cell, Evidence, Interval, Location, Report } from '../../model/report.js';
import type { Outcome, OutcomeCounts } from '../../model/outcome.js';
import { exitCodes, type Verdict } from '../../model/verdict.js';

export const verdictWords = {
  affected: 'has the bug',
  fixed: 'does not have the bug',
  'not-applicable': 'cannot have the bug',
  inconclusive: 'could not be decided',
} as const satisfies Record<Verdict, string>;

/** One sign a verdict, for strips of releases; the words stand beside or below them. */
export const verdictMarks = {
  affected: '✗',
  fixed: '✓',
  'not-applicable': '·',
  inconclusive: '?',
} as const satisfies Record<Verdict, string>;

/** The verdict of a cell, or the word in place of it. */
export function verdictWord({ finding, skipped, verdict }: Cell): string {
  if (skipped === undefined) return verdict;
  return finding === 'missing-subject' ? 'not there' : 'skipped';
}

/** Worst first: the order in which people want to read. */
const verdictOrder = [
  'affected',
  'inconclusive',
  'fixed',
  'not-applicable',
] as const satisfies readonly Verdict[];

export const interval95 = ({ low, high, level, method }: Interval): string =>
  `${percent(level)} interval ${percent(low)} to ${percent(high)}, ${methodNames[method]}`;

const methodNames = {
  wilson: 'Wilson',
  'clopper-pearson': 'Clopper–Pearson',
} as const satisfies Record<Interval['method'], string>;

/** `43.8%`, `99.98%`. Never rounds to certainty: only all is `100%`, only none is `0%`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  if (share <= 0.99 || share >= 1) return `${Number((share * 100).toFixed(1))}%`;
  const digits = Math.min(9, Math.ceil(-Math.log10(1 - share)) - 1);
  // Cut, not rounded; the summand undoes binary fractions (0.999 * 100 is 99.89999…).
  return `${Math.floor(share * 100 * 10 ** digits + 1e-6) / 10 ** digits}%`;
}

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** `812 kB`, `257 MB`, `1.2 GB`: powers of 1000, as file managers and disk makers count. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Outcomes as people count them: the four columns of every trial table. */
const outcomeGroups = {
  crash: ['crash'],
  clean: ['clean'],
  hang: ['hang'],
  other: ['other-crash', 'killed', 'too-short', 'harness-error'],
} as const satisfies Record<string, readonly Outcome[]>;
type OutcomeGroup = keyof typeof outcomeGroups;

export function countGroup(counts: OutcomeCounts, group: OutcomeGroup): number {
  const members: readonly Outcome[] = outcomeGroups[group];
  return members.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The column in which an outcome is counted. */
export const groupOf = (outcome: Outcome): OutcomeGroup =>
  groupOrder.find((group) => {
    const members: readonly Outcome[] = outcomeGroups[group];
    return members.includes(outcome);
  }) ?? 'other';

/** One sign a trial, for strips of trials. */
export const outcomeMarks = {
  crash: '✗',
  clean: '✓',
  hang: '…',
  other: '!',
} as const satisfies Record<OutcomeGroup, string>;

export const groupOrder = ['crash', 'clean', 'hang', 'other'] as const satisfies readonly OutcomeGroup[];

/** `3 crash, 0 clean, 0 hang, 0 other`: all four, because zeros matter too. */
export function groupedCounts(counts: OutcomeCounts): string {
  return groupOrder.map((group) => `${countGroup(counts, group)} ${group}`).join(', ');
}

/** `3 crash, 1 other`: for tables, where the zeros are in the way. */
export function briefCounts(counts: OutcomeCounts): string {
  const seen = groupOrder.filter((group) => countGroup(counts, group) > 0);
  return seen.map((group) => `${countGroup(counts, group)} ${group}`).join(', ');
}

/** The source or the probe that says it. */
export const speaker = (evidence: Evidence): string => evidence.oracle ?? evidence.probe ?? 'unnamed';

/** Fewer trials than this give an interval that tells nobody anything. */
const trialsForInterval = 10;

/**
 * The observation with the one figure that matters: for clean trials, how surely they would have shown the bug; for
 * others, how often they did, if there are enough of them.
 */
export function evidenceSentence({ detail, detection, interval, rate, trials = 0 }: Evidence): string {
  if (typeof detection === 'number' && detection > 0)
    return `${detail} (an affected one shows it with probability ${percent(detection)})`;
  const isRate = typeof rate === 'number' && rate > 0 && interval !== null && interval !== undefined;
  return isRate && trials >= trialsForInterval ? `${detail} (${interval95(interval)})` : detail;
}

/** The advice without its reason: `upgrade to go1.23.8`. */
export const firstClause = (fix: string): string => fix.split(/: |, (?=the )/, 1)[0] ?? fix;

/** `linux/amd64`, what most people mean by target. */
export const platform = (cell: Cell): string =>
  cell.goos === 'any' ? 'any platform' : `${cell.goos}/${cell.goarch}`;

/**
 * Always six parts, so that those of several cells can be compared one by one; an unknown or irrelevant part is empty.
 */
export const targetParts = (cell: Cell): string[] => [
  platform(cell),
  ...[cell.libc, cell.cc, buildWords(cell)].map((part) => (part === 'any' || part === 'unknown' ? '' : part)),
  cell.variant ?? '',
  runnerWords(cell),
];

const buildWords = ({ buildmode, race }: Cell): string =>
  race === true ? `${buildmode} with the race detector` : buildmode;

/** A subject that was only read, and not built, has no such words. */
function runnerWords({ cc, runner }: Cell): string {
  if (cc === 'any' || cc === 'unknown') return '';
  return runner === null ? 'native' : `under ${runner}`;
}

/** `linux/amd64, glibc, gcc, pie, native`. */
export const target = (cell: Cell): string => joinParts(targetParts(cell));

export const joinParts = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

/** The release, and the subject if that is different (a path, a pin). */
export function nameOf(cell: Cell): string {
  if (cell.go === null) return cell.subject;
  const bare = cell.subject.replace(/^go|^v/, '');
  return `go${bare}` === cell.go ? cell.go : `${cell.subject} (${cell.go})`;
}

/** `1.23`, or `1.23 on linux/arm64` where a bisect has several targets. */
export const lineName = ({ line, target: place }: Pick<ReportLine, 'line' | 'target'>): string =>
  place === undefined ? line : `${line} on ${place}`;

/** The release alone, where the subject is only the path of a toolchain. */
export const shortName = (cell: Cell): string =>
  cell.go !== null && /[/\\]/.test(cell.subject) ? cell.go : nameOf(cell);

/** The release at a boundary, or all that may be it: `go1.23.7 or go1.23.8`. */
export const eitherOf = <Release extends string | null>(
  release: Release,
  candidates: readonly string[] | undefined,
): Release | string => candidates?.join(' or ') ?? release;

/** True if the release table was wrong: the verdict differs from its prediction. */
export function predictionFailed(cell: Cell): boolean {
  return cell.predicted !== 'unknown' && cell.verdict !== 'inconclusive' && cell.predicted !== cell.verdict;
}

export function predictionWords(cell: Cell): string {
  if (cell.predicted === 'unknown') return 'the release table does not know this toolchain';
  if (cell.verdict === 'inconclusive' && cell.evidence.length === 0) return cell.predicted;
  if (cell.verdict === 'inconclusive') return `${cell.predicted}; not decided`;
  if (!predictionFailed(cell)) return `${cell.predicted}; seen: ${cell.verdict}, as expected`;
  return `WRONG PREDICTION: the release table expected ${cell.predicted}; what was seen says ${cell.verdict}`;
}

/** `file:line:column`, as compilers write it. */
export function place(cell: Cell): string | null {
  const { location } = cell;
  if (location === undefined) return null;
  return [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
}

/** Sentences on the uses of a definition, and on the place that decides if another place only names it. */
export function usageWords({ definedAt, usedOn = [] }: Pick<Cell, 'definedAt' | 'usedOn'>): string[] {
  return [
    ...(usedOn.length === 0 ? [] : [`Used on ${linesWords(usedOn)}.`]),
    ...(definedAt === undefined ? [] : [`${lineOfFile(definedAt)} decides.`]),
  ];
}

const usesShown = 12;

/** `line 4`, `lines 4, 9, 17`. */
function linesWords(lines: readonly number[]): string {
  const more = lines.length - usesShown;
  const listed = lines.slice(0, usesShown).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}

const lineOfFile = ({ file, line }: Location): string => (line === undefined ? file : `${file}:${line}`);

/** `accepted until 2027-01-31: the vendor ships its fix in January`. */
export function acceptanceWords({ reason, expires, holds }: NonNullable<Cell['acceptance']>): string {
  return `${holds ? `accepted until ${expires}` : `acceptance expired on ${expires}`}: ${reason}`;
}

/** The reason why a finding is reported but does not decide. */
export const asideWords = (aside: string): string => `Does not decide: ${aside}`;

/** `412 files not judged: 380 text, 31 image, 1 unknown (model.bin)`; nothing if there are none. */
export function passedOverWords({ passedOver = [] }: Pick<Report, 'passedOver'>): string[] {
  const total = passedOver.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const kinds = passedOver.map(({ kind, count, examples }) => {
    const shown = examples.slice(0, examplesShown);
    const more = count > shown.length ? ', …' : '';
    return `${count} ${passedWords(kind, count)}${shown.length === 0 ? '' : ` (${shown.join(', ')}${more})`}`;
  });
  return [`${plural(total, 'file')} not judged: ${kinds.join(', ')}`];
}

/** The reason why a cell needs no action; null if findings and details give another reason. */
export function clearReason({ aside, fails, reason, skipped, verdict }: Cell): string | null {
  const isClear = verdict === 'fixed' || verdict === 'not-applicable';
  return isClear && fails !== true && skipped === undefined && aside === undefined && reason !== ''
    ? reason
    : null;
}

const clearShown = 100;

/** One line for each cell of a gate that needs no action, for formats that only list findings; the first ones. */
export function clearLines({ cells, kind }: Pick<Report, 'cells' | 'kind'>): string[] {
  if (kind !== 'gate') return [];
  const lines = cells.flatMap((cell) => {
    const reason = clearReason(cell);
    return reason === null ? [] : [`${nameOf(cell)} (${target(cell)}): ${cell.verdict}: ${reason}`];
  });
  const more = lines.length - clearShown;
  return [...lines.slice(0, clearShown), ...(more > 0 ? [`and ${more} more that need no action`] : [])];
}

const examplesShown = 5;

const stating = ' that state an affected Go';

/** The words that follow the number of files of a kind. */
function passedWords(kind: string, count: number): string {
  const of = kind.endsWith(stating) ? kind.slice(0, -stating.length) : kind;
  const words = passedKindWords.get(of);
  const noun = (typeof words === 'string' ? words : words?.[count === 1 ? 0 : 1]) ?? of;
  if (of === kind) return noun;
  return `${of === 'prose' ? 'of prose' : noun} that ${count === 1 ? 'states' : 'state'} an affected Go`;
}

/** Words for any number, or for one and for several. */
const passedKindWords: ReadonlyMap<string, string | readonly [one: string, several: string]> = new Map<
  string,
  string | readonly [string, string]
>([
  [
    'stated',
    [
      'that states a Go that is not affected, read by no rule',
      'that state a Go that is not affected, read by no rule',
    ],
  ],
  ['Go source', ['Go source', 'Go sources']],
  ['lock file', ['lock file', 'lock files']],
  ['test source', ['source of tests', 'sources of tests']],
  ['example', ['example in documentation', 'examples in documentation']],
  ['linter settings', 'of settings of linters'],
  ['report of this tool', ['report of this tool', 'reports of this tool']],
  ['Git LFS pointer', ['pointer of Git LFS', 'pointers of Git LFS']],
  ['untracked', 'not tracked by git (-r looks at them)'],
  ['tracked', 'tracked, and counted by the policy'],
  ['test data', 'packed, in folders of test data'],
  ['not looked at', 'not looked at (-r does)'],
  ['linked folder', 'as a link to a folder elsewhere, not entered'],
  ['broken link', 'as a broken link'],
]);

/** `3 affected, 1 inconclusive, 4 fixed, 1 skipped`; verdicts with no cells are left out. */
export function verdictTally({ cells }: { readonly cells: readonly Cell[] }): string {
  const deciding = cells.filter(({ aside }) => aside === undefined);
  const judged = deciding.filter(({ skipped }) => skipped === undefined);
  const missing = deciding.filter(({ finding }) => finding === 'missing-subject').length;
  const skipped = deciding.length - judged.length - missing;
  const parts = [
    ...tally(judged.map(({ verdict }) => verdict)),
    ...(missing === 0 ? [] : [`${missing} not there`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(deciding.length === cells.length ? [] : [`${cells.length - deciding.length} told aside`]),
  ];
  return parts.length === 0 ? 'nothing was judged' : parts.join(', ');
}

/** `3 affected`, `4 fixed`, worst first. */
export function tally(verdicts: readonly Verdict[]): string[] {
  return verdictOrder
    .map((verdict) => ({ verdict, count: verdicts.filter((one) => one === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`);
}

/** The first lines of a program's output, and a last one that says how many are not shown, and where they are. */
export function firstLines(text: string, count: number, where = 'in the JSON report'): string[] {
  const lines = text.trimEnd().split('\n');
  const more = lines.length - count;
  return more > 0 ? [...lines.slice(0, count), `… ${plural(more, 'more line')} ${where}`] : lines;
}

/** The meaning of a report's exit code. */
export function exitCodeWords({ kind, exitCode }: Pick<Report, 'kind' | 'exitCode'>): string {
  switch (exitCode) {
    case exitCodes.ok:
      return 'asked and answered';
    case exitCodes.failed:
      return kind === 'gate' ? 'something that was named is not there' : 'the tool or its environment failed';
    case exitCodes.usage:
      return 'wrong usage';
    case exitCodes.affected:
      return kind === 'gate' ? 'the gate failed' : 'affected';
    case exitCodes.inconclusive:
      return 'inconclusive';
    case exitCodes.interrupted:
    case exitCodes.terminated:
    case exitCodes.hungUp:
      return 'interrupted';
    default:
      return 'unknown';
  }
}
