/** Releases down, targets across: one look at a matrix. */
import { gridSize, type Grid } from '../../../page/target-grid/grid.js';
import { cellBadge } from '../marks.js';
import { element, type Markup } from '../markup.js';

export function drawTargetGrid(grid: Grid, cellLink: (index: number) => string | null): Markup {
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
                    ? element('span', { class: 'dim' }, 'not asked')
                    : ofTarget.map(({ cell, index }) => {
                        const link = cellLink(index);
                        return link === null
                          ? cellBadge(cell)
                          : element('a', { href: link }, cellBadge(cell));
                      }),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
