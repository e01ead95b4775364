/** The edit of a pin as a small diff, from nothing but the report: files are not read again. */
import type { Cell } from '../../../../model/report.js';
import { place } from '../../../page/words.js';
import { copyButton } from '../blocks.js';
import { element, type Content, type Markup } from '../markup.js';

/** A line of a diff, with the part that changes between its unchanged beginning and end. */
export interface DiffLine {
  readonly kind: 'removed' | 'added' | 'same';
  readonly start: string;
  readonly changed: string;
  readonly end: string;
}

/** A report from elsewhere may hold longer lines than this tool writes. */
const longestLine = 1000;

/** The lines of the edit; none if the report has no edit. */
export function diffOf({ edit, location, subject }: Cell): readonly DiffLine[] {
  if (edit === undefined) return [];
  const { newText, text } = edit;
  const { column, endColumn } = location ?? {};
  if (text === undefined || column === undefined || endColumn === undefined || text.length > longestLine)
    return unseenLine(newText, subject, column, endColumn);
  const [start, old, end] = [
    text.slice(0, column - 1),
    text.slice(column - 1, endColumn - 1),
    text.slice(endColumn - 1),
  ];
  const [first = '', ...more] = newText.split(/\r?\n/);
  const added = more.map((line, index): DiffLine => {
    const isLast = index === more.length - 1;
    return { kind: 'added', start: '', changed: line, end: isLast ? end : '' };
  });
  if (first === old && more.length > 0) return [{ kind: 'same', start, changed: old, end: '' }, ...added];
  return [
    { kind: 'removed', start, changed: old, end },
    { kind: 'added', start, changed: first, end: more.length === 0 ? end : '' },
    ...added,
  ];
}

/** The line is not in the report: the old text is known only if the pin is nothing else. */
function unseenLine(newText: string, subject: string, column = 1, endColumn = 0): readonly DiffLine[] {
  const added: DiffLine[] = newText
    .split(/\r?\n/)
    .map((changed) => ({ kind: 'added', start: '… ', changed, end: ' …' }));
  return subject.length === endColumn - column
    ? [{ kind: 'removed', start: '… ', changed: subject, end: ' …' }, ...added]
    : added;
}

const signs = { removed: '-', added: '+', same: ' ' } as const satisfies Record<DiffLine['kind'], string>;

export function drawLineDiff(cell: Cell): Markup {
  const lines = diffOf(cell);
  const added = lines.filter(({ kind }) => kind === 'added');
  const isWhole = cell.edit?.text !== undefined;
  return element(
    'figure',
    { class: 'diff' },
    element('figcaption', {}, element('code', { class: 'place' }, place(cell) ?? cell.subject)),
    lines.length === 0
      ? null
      : element(
          'div',
          { class: 'copied' },
          copyButton(isWhole ? 'Copy the new line' : 'Copy the new text'),
          element(
            'code',
            { class: 'to-copy', hidden: true },
            added.map(isWhole ? wholeText : changedText).join('\n'),
          ),
          element('pre', { tabindex: 0, 'aria-label': 'the edit' }, ...lines.map(drawLine)),
        ),
  );
}

const wholeText = ({ start, changed, end }: DiffLine): string => start + changed + end;
const changedText = ({ changed }: DiffLine): string => changed;

function drawLine({ changed, end, kind, start }: DiffLine): Markup {
  const emphasis: Content =
    kind === 'same' ? changed : element(kind === 'added' ? 'ins' : 'del', {}, changed);
  return element('span', { class: `line ${kind}` }, `${signs[kind]} ${start}`, emphasis, end, '\n');
}
