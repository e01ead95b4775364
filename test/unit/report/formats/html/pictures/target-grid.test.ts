import { expect, test } from 'vitest';
import { drawTargetGrid, gridOf } from '../../../../../../src/report/formats/html/pictures/target-grid.js';
import { goldenReport } from '../../../../../helpers/golden-report.js';

test('releases down, targets across, and what was not asked', () => {
  const grid = gridOf(goldenReport('matrix'));
  expect(grid?.targets).toEqual(['glibc, gcc', 'musl, clang']);
  expect(
    grid?.rows.map(({ name, cells }) => [name, ...cells.map((ofTarget) => ofTarget.length)]),
  ).toContainEqual(['go1.24.1', 0, 1]);
  const drawn = grid === null ? '' : String(drawTargetGrid(grid, (index) => `#cell-${index + 1}`));
  expect(drawn).toContain('not asked');
  expect(drawn).toContain('<th scope="col">musl, clang</th>');
  expect(drawn).toMatch(/<a href="#cell-1"><span class="badge affected">/);
});

test('one target is a list, and a gate has none in common', () => {
  expect(gridOf(goldenReport('run-affected'))).toBeNull();
  expect(gridOf({ ...goldenReport('matrix'), kind: 'gate' })).toBeNull();
});
