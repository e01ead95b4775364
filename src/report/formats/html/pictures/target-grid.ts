/** Releases down, targets across: one look at a matrix. */
import { groupBy } from '../../../../model/group-by.js';
import type { Cell, Report } from '../../../../model/report.js';
import { splitTargets } from '../../../page/describe-table.js';
import { nameOf } from '../../../page/words.js';
import { cellBadge } from '../marks.js';
import { element, type Markup } from '../markup.js';

/** More targets or releases than this are for the table. */
const most = { columns: 24, rows: 250 };

export interface Grid {
  /** The parts of the target that all cells share. */
  readonly shared: string;
  readonly targets: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** For each target the cells of it, by their number in the report. */
    readonly cells: readonly (readonly { readonly cell: Cell; readonly index: number }[])[];
  }[];
}

/** Null unless there are several targets, since one column is a list; a gate's subjects have no common target. */
export function gridOf({ cells, kind }: Pick<Report, 'cells' | 'kind'>): Grid | null {
  if (kind === 'gate') return null;
  const { shared, differing } = splitTargets(cells);
  const numbered = cells.map((cell, index) => ({ cell, index, target: differing(cell) }));
  const targets = [...new Set(numbered.map(({ target }) => target))];
  if (targets.length < 2 || targets.length > most.columns) return null;
  const rows = [...groupBy(numbered, ({ cell }) => nameOf(cell))].map(([name, ofName]) => ({
    name,
    cells: targets.map((target) => ofName.filter((one) => one.target === target)),
  }));
  return rows.length > most.rows ? null : { shared, targets, rows };
}

export function drawTargetGrid(grid: Grid, cellLink: (index: number) => string | null): Markup {
  return element(
    'section',
    { id: 'grid', 'aria-labelledby': 'grid-title' },
    element('h2', { id: 'grid-title' }, 'Releases and targets'),
    grid.shared === '' ? null : element('p', { class: 'dim' }, `All on ${grid.shared}`),
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
            ...grid.targets.map((target) =>
              element('th', { scope: 'col' }, target === '' ? 'plain' : target),
            ),
          ),
        ),
        element(
          'tbody',
          {},
          ...grid.rows.map(({ name, cells }) =>
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
