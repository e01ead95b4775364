/** A cause of a gate's findings as a card: its places by file, and the edit of each line as a diff. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell } from '../../../model/report.js';
import { isToldWhole, listed, namesOf, placesOf, placeWords, usesOf, type Cause } from '../../page/causes.js';
import { acceptanceWords, asideWords, plural, predictionFailed, predictionWords } from '../../page/words.js';
import { cellId, countedCells, drawCellCard } from './cell-cards.js';
import { drawLineDiff } from './pictures/line-diff.js';
import { cellBadge } from './marks.js';
import { element, type Markup } from './markup.js';

/** Places and reasons of one cause that are shown; the JSON report has all. */
const shown = { edits: 20, places: 40, names: 8, reasons: 3, fixes: 2 };

/**
 * Draws a cause in one card.
 * @param numberOf the place of a cell in the report
 */
export function drawCause(cause: Cause, numberOf: (cell: Cell) => number): Markup {
  const { cells, deciding, first, standing } = cause;
  const isOpen = standing !== 'clear' && standing !== 'aside';
  const index = numberOf(first);
  if (isToldWhole(cause)) return drawCellCard(first, index, isOpen);
  const places = placesOf(deciding);
  return element(
    'details',
    {
      class: 'card item',
      id: cellId(index),
      open: isOpen,
      'data-verdict': first.verdict,
      'data-cells': countedCells(cells.map((cell) => ({ cell, index: numberOf(cell) }))),
    },
    element(
      'summary',
      {},
      element(
        'h3',
        {},
        cellBadge(first),
        ' ',
        element('code', { class: 'place' }, placeWords(places, 3)),
        ' ',
        element('span', { class: 'names' }, namesOf(cause, shown.names)),
      ),
    ),
    ...sentences(cause).map(({ text, tone }) => element('p', { class: tone }, text)),
    ...drawEdits(deciding),
    ...drawPlaces('Used on', usesOf(deciding).length > 1 ? placeWords(usesOf(deciding), shown.places) : ''),
    ...drawPlaces('Read in', placeWords(placesOf(cause.readers), shown.places)),
  );
}

function sentences({ deciding, first }: Cause): { readonly text: string; readonly tone: string }[] {
  const contradiction = deciding.find(predictionFailed);
  const fixes = [...new Set(deciding.flatMap(({ fix }) => fix ?? []))];
  return [
    {
      text: listed(
        deciding.map(({ reason }) => reason),
        shown.reasons,
        ' ',
      ),
      tone: 'reason',
    },
    ...(contradiction === undefined ? [] : [{ text: predictionWords(contradiction), tone: 'loud' }]),
    ...(first.skipped === undefined ? [] : [{ text: first.skipped.reason, tone: 'inconclusive' }]),
    ...fixes.slice(0, shown.fixes).map((text) => ({ text, tone: 'fix' })),
    ...(fixes.length > shown.fixes ? [{ text: `and ${fixes.length - shown.fixes} more`, tone: 'dim' }] : []),
    ...(first.acceptance === undefined ? [] : [{ text: acceptanceWords(first.acceptance), tone: 'plain' }]),
    ...(first.aside === undefined ? [] : [{ text: asideWords(first.aside), tone: 'dim' }]),
  ].filter(({ text }) => text !== '');
}

/** The places of a cause by file, each with its edit if there is one. */
function drawEdits(cells: readonly Cell[]): Markup[] {
  const drawn = cells.slice(0, shown.edits);
  const files = [...groupBy(drawn, ({ location }) => location?.file ?? '')];
  return [
    ...files.map(([file, ofFile]) =>
      element('div', { class: 'file', 'aria-label': file, role: 'group' }, ...ofFile.map(drawLineDiff)),
    ),
    ...(drawn.length === cells.length
      ? []
      : [
          element(
            'p',
            { class: 'dim' },
            `and ${plural(cells.length - drawn.length, 'more place')} in the JSON report`,
          ),
        ]),
  ];
}

const drawPlaces = (label: string, words: string): Markup[] =>
  words === '' ? [] : [element('p', { class: 'dim' }, `${label}: ${words}`)];
