/** The top of the page: the answer, the same as in the text, and where to read on. */
import type { BugLink } from '../../../bugs/bug.js';
import type { Cell, Report } from '../../../model/report.js';
import { exitCodes } from '../../../model/verdict.js';
import { answerOf } from '../../page/answer.js';
import { interruption, kindWords } from '../../page/describe-report.js';
import { plural, predictionFailed, verdictTally } from '../../page/words.js';
import { drawBlock } from './blocks.js';
import { outwardLink } from './links.js';
import { badge } from './marks.js';
import { element, type Markup } from './markup.js';

export const titleOf = ({ bug, kind }: Report): string => {
  const words = kindWords[kind];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${bug}`;
};

export function drawBanner(report: Report, links: readonly BugLink[]): Markup {
  const { text, tone } = answerOf(report);
  return element(
    'header',
    { class: `banner ${tone}` },
    element('p', { class: 'kind' }, titleOf(report)),
    element('h1', {}, badge(tone, wordOf(report)), element('span', { class: 'answer' }, text)),
    ...interruption(report).map(drawBlock),
    ...wrongTable(report.cells),
    report.cells.length > 1 ? element('p', { class: 'tally' }, verdictTally(report)) : null,
    links.length === 0
      ? null
      : element('p', { class: 'links' }, ...links.map(({ label, url }) => outwardLink(url, label))),
  );
}

/** A gate passes or fails; which verdicts fail is its policy's to say. */
function wordOf({ exitCode, kind, verdict }: Report): string {
  if (kind !== 'gate') return verdict;
  if (exitCode === exitCodes.ok) return 'passed';
  return exitCode === exitCodes.inconclusive ? 'undecided' : 'failed';
}

function wrongTable(cells: readonly Cell[]): Markup[] {
  const wrong = cells.filter(predictionFailed).length;
  return wrong === 0
    ? []
    : [element('p', { class: 'loud' }, `The release table was wrong about ${plural(wrong, 'toolchain')}.`)];
}
