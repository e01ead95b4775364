import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/model/report.js';
import { distinguishing, splitTargets } from '../../../../src/report/page/describe-table.js';
import { goldenCell } from '../../../helpers/golden-report.js';

const cell: Cell = { ...goldenCell('run-fixed'), libc: 'glibc', cc: 'gcc', buildmode: 'exe' };

test('what all targets share is said once, what differs for each', () => {
  const other = { ...cell, goarch: 'riscv64' };
  const { shared, differing } = splitTargets([cell, other]);
  expect(shared).toBe('glibc, gcc, exe, native');
  expect(differing(cell)).toBe(`${cell.goos}/${cell.goarch}`);
  expect(differing(other)).toBe(`${cell.goos}/riscv64`);
});

test('all targets are compared once, not once for each cell', () => {
  // Quadratic time would take minutes here and run into the runner's own limit.
  const cells = Array.from({ length: 100_000 }, (_, index) => ({ ...cell, cc: `gcc-${index % 2}` }));
  const { shared, differing } = splitTargets(cells);
  expect(shared).toBe(`${cell.goos}/${cell.goarch}, glibc, exe, native`);
  expect(new Set(cells.map(differing))).toEqual(new Set(['gcc-0', 'gcc-1']));
});

test('a headline names what distinguishes cells of one name, and nothing where the name is enough', () => {
  const pie: Cell = { ...cell, buildmode: 'pie' };
  const other: Cell = { ...cell, subject: 'go1.99.0', go: 'go1.99.0', goarch: 'riscv64' };
  const words = distinguishing([cell, pie, other]);
  expect([cell, pie, other].map(words)).toEqual(['exe', 'pie', '']);
});
