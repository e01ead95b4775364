/** Targets down, since their names are long, and releases across: one look at a matrix. */
import { gridSize, notAsked, noteMark, numberNotes, type Grid } from '../../../page/target-grid/grid.js';
import { cellBadge } from '../marks.js';
import { element, type Markup } from '../markup.js';

export function drawTargetGrid(grid: Grid, cellLink: (index: number) => string | null): Markup {
  const rows = grid.targets.map((target, at) => ({
    target,
    cells: grid.releases.map(({ cells }) => cells[at] ?? []),
  }));
  const notes = numberNotes(rows.flatMap(({ cells }) => cells.flat()));
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
            element('th', { scope: 'col' }, 'Target'),
            ...grid.releases.map(({ name }) => element('th', { scope: 'col' }, name)),
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.map(({ target, cells }) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, target),
              ...cells.map((ofRelease) =>
                element(
                  'td',
                  {},
                  ofRelease.length === 0
                    ? element('span', { class: 'dim' }, notAsked)
                    : ofRelease.map(({ cell, index }) => {
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
