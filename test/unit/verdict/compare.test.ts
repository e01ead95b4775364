import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Cell, Report } from '../../../src/model/report.js';
import { reportSchema } from '../../../src/model/report-schema.js';
import { compareReports, comparisonExitCode } from '../../../src/verdict/compare.js';

const matrix = reportSchema.parse(JSON.parse(readFileSync('test/golden/report/matrix.json', 'utf8')));

/** The matrix with the cells of one subject changed. */
const change = (subject: string, changes: Partial<Cell>): Report => ({
  ...matrix,
  cells: matrix.cells.map((cell) => (cell.subject === subject ? { ...cell, ...changes } : cell)),
});

test('a report does not differ from itself, in whatever order', () => {
  const turned = { ...matrix, cells: matrix.cells.toReversed() };
  const comparison = compareReports(matrix, turned);
  expect(comparison).toMatchObject({ changes: [], unchanged: matrix.cells.length });
  expect(comparisonExitCode(comparison)).toBe(0);
});

test('fixed to affected is told and counts as affected; the way back does not', () => {
  const worse = change('1.23.8', { verdict: 'affected' });
  const comparison = compareReports(matrix, worse);
  expect(comparison.changes).toMatchObject([{ before: 'fixed', after: 'affected' }]);
  expect(comparisonExitCode(comparison)).toBe(3);
  expect(comparisonExitCode(compareReports(worse, matrix))).toBe(0);
});

test('a cell that was skipped has no verdict to compare', () => {
  const skipped = change('1.23.8', { skipped: { reason: 'not served' } });
  expect(compareReports(matrix, skipped).changes).toMatchObject([{ before: 'fixed', after: null }]);
});

test('an affected cell that was not asked before must not pass', () => {
  const affected = matrix.cells.find(({ verdict }) => verdict === 'affected');
  const without = { ...matrix, cells: matrix.cells.filter((cell) => cell !== affected) };
  const comparison = compareReports(without, matrix);
  expect(comparison.changes).toMatchObject([{ before: null, after: 'affected' }]);
  expect(comparisonExitCode(comparison)).toBe(3);
});
