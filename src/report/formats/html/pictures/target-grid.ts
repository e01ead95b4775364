/** Releases down, targets across: one look at a matrix. */
import { gridSize, notAsked, noteMark, numberNotes, type Grid } from '../../../page/target-grid/grid.js';
import { cellBadge } from '../marks.js';
import { element, type Markup } from '../markup.js';

export function drawTargetGrid(grid: Grid, cellLink: (index: number) => string | null): Markup {
  const notes = numberNotes(grid.releases.flatMap(({ cells }) => cells.flat()));
  return element(
    'section',
    { id: 'grid', 'aria-labelledby': 'grid-title' },
    element('h2', { id: 'grid-title' }, 'Releases and targets'),
    element('p', { class: 'dim' }, gridSize(grid)),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': 'grid-title' },
      element(
        'table',
        { class: 'grid' },
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, 'Release'),
            ...grid.targets.map((target) => element('th', { scope: 'col' }, target)),
          ),
        ),
        element(
          'tbody',
          {},
          ...grid.releases.map(({ name, cells }) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, name),
              ...cells.map((ofTarget) =>
                element(
                  'td',
                  {},
                  ofTarget.length === 0
                    ? element('span', { class: 'dim' }, notAsked)
                    : ofTarget.map(({ cell, index }) => {
                        const link = cellLink(index);
                        const badge = cellBadge(cell);
                        const note = noteMark(cell, notes);
                        return [
                          link === null ? badge : element('a', { href: link }, badge),
                          note === null ? null : element('span', { class: 'dim' }, ` ${note}`),
                        ];
                      }),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    ...[...notes].map(([reason, number]) => element('p', { class: 'dim' }, `[${number}] ${reason}`)),
  );
}
