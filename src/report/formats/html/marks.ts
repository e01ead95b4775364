/** Signs beside the colours, so that nothing is told by colour alone. */
import type { Verdict } from '../../../model/verdict.js';
import { verdictMarks, verdictWord, type groupOrder } from '../../page/words.js';
import type { Cell } from '../../../model/report.js';
import { element, type Markup } from './markup.js';

type OutcomeGroup = (typeof groupOrder)[number];

export const outcomeSigns = {
  crash: '✗',
  clean: '✓',
  hang: '∞',
  other: '?',
} as const satisfies Record<OutcomeGroup, string>;

/** `✗ affected`, coloured, never broken. */
export const badge = (verdict: Verdict, word: string = verdict): Markup =>
  element(
    'span',
    { class: `badge ${verdict}` },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, verdictMarks[verdict]),
    element('span', {}, word),
  );

export const cellBadge = (cell: Cell): Markup => badge(cell.verdict, verdictWord(cell));
