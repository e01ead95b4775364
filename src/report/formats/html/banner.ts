/** The top of the page: the answer, what to do, and where to read on. */
import type { BugLink } from '../../../bugs/bug.js';
import type { Cell, Report } from '../../../model/report.js';
import { unreachable } from '../../../model/unreachable.js';
import { exitCodes, type Verdict } from '../../../model/verdict.js';
import { decides } from '../../../verdict/overall.js';
import { causesOf, listed } from '../../page/causes.js';
import { nameOf, platform, plural, predictionFailed, verdictTally, verdictWords } from '../../page/words.js';
import { outwardLink } from './links.js';
import { badge } from './marks.js';
import { element, type Markup } from './markup.js';

const kindTitles = {
  run: 'Reproduction',
  matrix: 'Releases and targets',
  bisect: 'Boundaries of the affected range',
  gate: 'Gate',
  scan: 'Static scan of releases',
} as const satisfies Record<Report['kind'], string>;

export const titleOf = ({ bug, kind }: Report): string => `${kindTitles[kind]}: ${bug}`;

/** Names and ways out in one sentence. */
const shown = 4;

export function drawBanner(report: Report, links: readonly BugLink[]): Markup {
  const { text, tone, word } = answerOf(report);
  const advice = adviceOf(report.cells);
  return element(
    'header',
    { class: `banner ${tone}` },
    element('p', { class: 'kind' }, titleOf(report)),
    element('h1', {}, badge(tone, word), element('span', { class: 'answer' }, text)),
    report.interrupted ? element('p', { class: 'loud' }, interruptionWords(report)) : null,
    ...wrongTable(report.cells),
    ...advice.map((fix) => element('p', { class: 'fix' }, fix)),
    report.cells.length > 1 ? element('p', { class: 'tally' }, verdictTally(report)) : null,
    links.length === 0
      ? null
      : element('p', { class: 'links' }, ...links.map(({ label, url }) => outwardLink(url, label))),
  );
}

interface Answer {
  readonly text: string;
  readonly tone: Verdict;
  readonly word: string;
}

function answerOf(report: Report): Answer {
  const { cells, kind, verdict } = report;
  switch (kind) {
    case 'gate':
      return gateAnswer(report);
    case 'bisect':
      return { tone: verdict, word: verdict, text: boundariesInWords(report) };
    case 'run':
    case 'matrix':
    case 'scan':
      return { tone: verdict, word: verdict, text: toolchainsInWords(cells, verdict) };
    default:
      return unreachable(kind);
  }
}

function gateAnswer({ cells, exitCode, verdict }: Report): Answer {
  switch (exitCode) {
    case exitCodes.ok:
      return { tone: 'fixed', word: 'passed', text: 'The gate passed' };
    case exitCodes.affected:
      return {
        tone: 'affected',
        word: 'FAILED',
        text: `The gate failed: ${plural(failures(cells), 'thing')} to change`,
      };
    case exitCodes.failed:
      return { tone: 'affected', word: 'FAILED', text: 'Something that was named is not there' };
    case exitCodes.inconclusive:
      return { tone: 'inconclusive', word: 'undecided', text: 'Something could not be judged' };
    default:
      return { tone: verdict, word: verdict, text: 'The gate did not end' };
  }
}

const failures = (cells: readonly Cell[]): number =>
  causesOf(cells).filter(({ standing }) => standing === 'fails').length;

/** `1.23: go1.23.0 to go1.23.8`: each line that was affected, with where it begins and ends. */
function boundariesInWords({ lines = [] }: Report): string {
  if (lines.length === 0) return 'No release line was searched';
  const affected = lines.filter(({ ranges }) => ranges.length > 0);
  const fixes = affected.flatMap(({ ranges }) => ranges.flatMap(({ fixed }) => fixed ?? []));
  const where = `${plural(affected.length, 'line')} of ${lines.length} affected`;
  return fixes.length === 0 ? where : `${where}; fixed in ${listed(fixes, shown)}`;
}

function toolchainsInWords(cells: readonly Cell[], verdict: Verdict): string {
  const [only, ...others] = cells;
  if (only === undefined) return 'Nothing was judged';
  if (others.length === 0) return `${nameOf(only)} on ${platform(only)} ${verdictWords[only.verdict]}`;
  const worst = cells.filter((cell) => decides(cell) && cell.verdict === verdict);
  const names = listed(worst.map(nameOf), shown);
  const all = new Set(cells.map(nameOf)).size;
  return `${new Set(worst.map(nameOf)).size} of ${all} ${verdictWords[verdict].replace(/^has|^does|^cannot|^could/, (verb) => pluralVerbs.get(verb) ?? verb)}: ${names}`;
}

const pluralVerbs: ReadonlyMap<string, string> = new Map([
  ['has', 'have'],
  ['does', 'do'],
]);

const adviceOf = (cells: readonly Cell[]): readonly string[] => {
  const fixes = new Set(
    cells.filter(decides).flatMap(({ fix, verdict }) => (verdict === 'affected' ? (fix ?? []) : [])),
  );
  return fixes.size <= 2 ? [...fixes] : [];
};

function interruptionWords({ cells }: Report): string {
  const results = cells.filter(({ skipped }) => skipped === undefined).length;
  return `Interrupted: this report is partial; ${results === 0 ? 'no result' : plural(results, 'result')} came before that.`;
}

function wrongTable(cells: readonly Cell[]): Markup[] {
  const wrong = cells.filter(predictionFailed).length;
  return wrong === 0
    ? []
    : [element('p', { class: 'loud' }, `The release table was wrong about ${plural(wrong, 'toolchain')}.`)];
}
