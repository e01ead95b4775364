import { expect, test } from 'vitest';
import type { Cell } from '../../../../../src/model/report.js';
import { gridBlocks, gridOf } from '../../../../../src/report/page/target-grid/grid.js';
import { goldenReport } from '../../../../helpers/golden-report.js';
import { must } from '../../../../helpers/must.js';

const plain: Cell = must(goldenReport('run-affected').cells[0]);
const cell = (more: Partial<Cell>): Cell => ({ ...plain, subject: more.go ?? plain.subject, ...more });

test('a row a target, a column a release, and what was not asked', () => {
  const grid = gridOf(goldenReport('matrix'));
  expect(grid?.targets).toEqual(['linux/amd64', 'linux/amd64, musl']);
  expect(
    grid?.releases.map(({ name, cells }) => [name, ...cells.map((ofTarget) => ofTarget.length)]),
  ).toContainEqual(['go1.24.1', 0, 1]);
});

test('one target is a list, and a gate has none in common', () => {
  expect(gridOf(goldenReport('run-affected'))).toBeNull();
  expect(gridOf({ ...goldenReport('matrix'), kind: 'gate' })).toBeNull();
});

test('each reason stands once, below, and a wrong prediction is named', () => {
  const reason = 'there is no wine; to install: sudo apt-get install wine';
  const open = { verdict: 'inconclusive', reason, skipped: { reason } } as const;
  const grid = must(
    gridOf({
      kind: 'matrix',
      cells: [
        cell({ go: 'go1.23.7' }),
        cell({ go: 'go1.23.8', verdict: 'fixed', predicted: 'fixed' }),
        cell({ go: 'go1.23.7', goos: 'windows', ...open }),
        cell({ go: 'go1.23.8', goos: 'windows', ...open }),
        cell({ go: 'go1.23.8', goarch: 's390x', verdict: 'fixed', predicted: 'affected' }),
      ],
    }),
  );
  const [table, ...notes] = gridBlocks(grid);
  const rows = table?.kind === 'table' ? table.table.rows.map((row) => row.map(({ text }) => text)) : [];
  expect(rows).toStrictEqual([
    ['linux/amd64', '✗ affected', '✓ fixed'],
    ['windows/amd64', '? skipped [1]', '? skipped [1]'],
    ['linux/s390x', 'not asked', '✓ fixed [2]'],
  ]);
  expect(notes.map((block) => ('text' in block ? block.text : ''))).toStrictEqual([
    `[1] ${reason}`,
    '[2] predicted affected, and found to be fixed',
  ]);
});

test('many releases become several tables of marks, with a legend', () => {
  const cells = Array.from({ length: 10 }, (_, patch) =>
    ['amd64', 'arm64'].map((goarch) => cell({ go: `go1.24.${patch}`, goarch })),
  ).flat();
  const [wide, narrow, legend] = gridBlocks(must(gridOf({ kind: 'matrix', cells })));
  const columns = [wide, narrow].map((block) => (block?.kind === 'table' ? block.table.columns.length : 0));
  expect(columns).toStrictEqual([9, 3]);
  const row = wide?.kind === 'table' ? wide.table.rows[0]?.map(({ text }) => text) : [];
  expect(row).toStrictEqual(['linux/amd64', ...Array<string>(8).fill('✗')]);
  expect(legend).toMatchObject({ text: expect.stringMatching(/^✗ affected {2}✓ fixed .* – not asked$/) });
});

test('of several systems: what one of them was not asked, and a part that never came', () => {
  const [table, ...notes] = gridBlocks(must(gridOf(goldenReport('merged-parts'))));
  const rows = table?.kind === 'table' ? table.table.rows.map((row) => row.map(({ text }) => text)) : [];
  expect(rows).toStrictEqual([
    ['linux/amd64', '✗ affected', '? skipped [1]', '✗ affected', '✓ fixed'],
    ['linux/amd64, pie', '? skipped [1]', '✓ fixed', '✗ affected', '✓ fixed'],
    ['darwin/arm64', 'not asked', 'not asked', '✗ affected', '✓ fixed'],
  ]);
  expect(notes.map((block) => ('text' in block ? block.text : ''))).toStrictEqual([
    '[1] part 2 of 3 never came',
  ]);
});
