/** Signs beside the colours, so that nothing is told by colour alone. */
import type { Verdict } from '../../../model/verdict.js';
import { countGroup, groupOrder, verdictMarks } from '../../page/words.js';
import { countOutcomes, type Outcome } from '../../../model/outcome.js';
import type { Cell } from '../../../model/report.js';
import { element, type Markup } from './markup.js';

type OutcomeGroup = (typeof groupOrder)[number];

export const outcomeSigns = {
  crash: '✗',
  clean: '✓',
  hang: '∞',
  other: '?',
} as const satisfies Record<OutcomeGroup, string>;

export const groupOf = (outcome: Outcome): OutcomeGroup =>
  groupOrder.find((group) => countGroup(countOutcomes([{ outcome }]), group) > 0) ?? 'other';

/** The verdict of a cell, or the word in place of it. */
export function verdictWord({ finding, skipped, verdict }: Cell): string {
  if (skipped === undefined) return verdict;
  return finding === 'missing-subject' ? 'not there' : 'skipped';
}

/** `✗ affected`, coloured, never broken. */
export const badge = (verdict: Verdict, word: string = verdict): Markup =>
  element(
    'span',
    { class: `badge ${verdict}` },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, verdictMarks[verdict]),
    element('span', {}, word),
  );

export const cellBadge = (cell: Cell): Markup => badge(cell.verdict, verdictWord(cell));
