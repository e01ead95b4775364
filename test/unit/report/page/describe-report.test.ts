import { expect, test } from 'vitest';
import { describeReport } from '../../../../src/report/page/describe-report.js';
import type { Cell } from '../../../../src/model/report.js';
import { goldenReport } from '../../../helpers/golden-report.js';

const headlines = (cells: Cell[]): string[] =>
  describeReport({ ...goldenReport('matrix'), cells }).flatMap((block) =>
    block.kind === 'cell' ? [block.headline] : [],
  );

test('details of one release on several targets have headlines of their own', () => {
  const [cell] = goldenReport('run-affected').cells;
  if (cell === undefined) throw new Error('no cell');
  const asExe: Cell = { ...cell, buildmode: 'exe' };
  expect(
    headlines([asExe, { ...cell, buildmode: 'pie' }, { ...cell, buildmode: 'exe', race: true }]),
  ).toEqual([
    'go1.23.0 on linux/amd64 (exe) has the bug',
    'go1.23.0 on linux/amd64 (pie) has the bug',
    'go1.23.0 on linux/amd64 (exe with the race detector) has the bug',
  ]);
  expect(headlines([asExe])).toEqual(['go1.23.0 on linux/amd64 has the bug']);
});

test('a reading of a fact is no trial in any count', () => {
  const report = { ...goldenReport('run-affected'), kind: 'matrix' } as const;
  const blocks = describeReport(report);
  const table = blocks.find((block) => block.kind === 'table');
  const trials = table?.kind === 'table' ? table.table.rows[0]?.map(({ text }) => text) : [];
  expect(trials).toContain('3 crash');
});

test('an interrupted report counts only the results that there are', () => {
  const [cell] = goldenReport('run-affected').cells;
  if (cell === undefined) throw new Error('no cell');
  const skipped: Cell = { ...cell, skipped: { reason: 'interrupted before it was decided' } };
  const loud = (cells: Cell[]): string[] =>
    describeReport({ ...goldenReport('run-affected'), interrupted: true, cells }).flatMap((block) =>
      block.kind === 'paragraph' && block.tone === 'loud' ? [block.text] : [],
    );
  expect(loud([skipped])).toEqual(['INTERRUPTED: this report is partial; no result came before that.']);
  expect(loud([cell, skipped])).toEqual(['INTERRUPTED: this report is partial; 1 result came before that.']);
});
