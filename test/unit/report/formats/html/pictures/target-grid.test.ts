import { expect, test } from 'vitest';
import { drawTargetGrid } from '../../../../../../src/report/formats/html/pictures/target-grid.js';
import { gridOf } from '../../../../../../src/report/page/target-grid/grid.js';
import { must } from '../../../../../helpers/must.js';
import { goldenReport } from '../../../../../helpers/golden-report.js';

test('targets down, releases across, and what was not asked', () => {
  const grid = must(gridOf(goldenReport('matrix')));
  const drawn = String(drawTargetGrid(grid, (index) => `#cell-${index + 1}`));
  expect(drawn).toContain('not asked');
  expect(drawn).toContain('<th scope="row">linux/amd64, musl</th>');
  expect(drawn).toMatch(/<a href="#cell-1"><span class="badge affected">/);
});

test('a cell without a verdict has its reason below', () => {
  const grid = must(gridOf(goldenReport('merged-parts')));
  const drawn = String(drawTargetGrid(grid, () => null));
  expect(drawn.match(/<span>skipped<\/span><\/span><span class="dim"> \[1\]<\/span>/g)).toHaveLength(2);
  expect(drawn).toContain('</div><p class="dim">[1] part 2 of 3 never came</p></section>');
});
