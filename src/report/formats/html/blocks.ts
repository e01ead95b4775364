/** Draws blocks, the common form of text, Markdown and HTML. */
import { unreachable } from '../../../model/unreachable.js';
import type { Block, Table } from '../../page/document.js';
import { firstLines } from '../../page/words.js';
import { badge } from './marks.js';
import { element, type Attributes, type Content, type Markup } from './markup.js';

/** Lines of a program's output that are shown; the JSON report has them all. */
const shownLogLines = 80;

export function drawBlock(block: Block): Markup {
  switch (block.kind) {
    case 'title':
    case 'heading':
      return element('h3', {}, block.text);
    case 'paragraph':
      return element('p', { class: block.tone }, block.text);
    case 'facts':
      return element(
        'dl',
        { class: 'facts' },
        ...block.facts.map(({ label, text, tone = 'plain' }) => [
          element('dt', {}, label),
          element('dd', { class: tone }, text),
        ]),
      );
    case 'table':
      return drawTable(block.table);
    case 'log':
      return element(
        'details',
        { open: true },
        element('summary', {}, block.title),
        element(
          'div',
          { class: 'copied' },
          copyButton('Copy the output'),
          element(
            'pre',
            { tabindex: 0, 'aria-label': block.title },
            firstLines(block.text, shownLogLines).join('\n'),
          ),
        ),
      );
    case 'entries':
      return element(
        'ul',
        {},
        ...block.entries.map(({ place, text, tone, word }) =>
          element(
            'li',
            {},
            element('code', { class: 'place' }, place),
            ' ',
            element('strong', { class: tone }, word),
            ` ${text}`,
          ),
        ),
      );
    case 'cell':
      return element(
        'section',
        {},
        element('h3', {}, badge(block.verdict), ' ', block.headline),
        ...block.body.map(drawBlock),
      );
    default:
      return unreachable(block);
  }
}

/** Copies the text of the `code` or `pre` beside it. It needs the script, and is hidden without. */
export const copyButton = (words: string): Markup =>
  element(
    'button',
    { type: 'button', class: 'copy needs-script', 'aria-label': words, title: words },
    'Copy',
  );

/**
 * Draws a table. On narrow pages each row is a card, whose cells name their columns.
 * @param content what stands in a cell instead of its text
 * @param ofRow attributes of a row
 */
export function drawTable(
  { columns, rows }: Table,
  content: (row: number, column: number, text: string) => Content = (_row, _column, text) => text,
  ofRow: (row: number) => Attributes = () => ({}),
): Markup {
  return element(
    'table',
    { class: 'cards' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...columns.map(({ align, title }) => element('th', { scope: 'col', class: align }, title)),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map((cells, row) =>
        element(
          'tr',
          ofRow(row),
          ...cells.map(({ text, tone }, column) =>
            element(
              'td',
              { class: `${columns[column]?.align ?? 'left'} ${tone}`, 'data-column': columns[column]?.title },
              content(row, column, text),
            ),
          ),
        ),
      ),
    ),
  );
}
