import { expect, test } from 'vitest';
import type { LineResult } from '../../../src/bisect/line-results.js';
import { toReportLines } from '../../../src/bisect/osv.js';
import { linesTable } from '../../../src/report/page/describe-table.js';

const affectedUpTo = (changes: Partial<LineResult>): LineResult => ({
  line: '1.24',
  status: 'affected',
  ranges: [{ introduced: { release: 'go1.24.0', orElse: [], before: null, confirmed: true }, fixed: null }],
  tested: [{ release: 'go1.24.0', answer: 'bad', runs: 2 }],
  unsettled: [],
  untested: [],
  scanAgrees: true,
  complete: true,
  trouble: null,
  ...changes,
});

function shown(result: LineResult) {
  const lines = toReportLines([result]);
  const block = linesTable(lines);
  const cells = block.kind === 'table' ? block.table.rows[0]?.slice(1, 3).map(({ text }) => text) : [];
  return { line: lines[0], cells };
}

test('a search that was cut short never says never', () => {
  const { line, cells } = shown(affectedUpTo({ complete: false, untested: ['go1.24.1', 'go1.24.2'] }));
  expect(line).toMatchObject({
    status: 'cannot-tell',
    finished: false,
    ranges: [{ introduced: 'go1.24.0', fixed: null, notFixedUpTo: 'go1.24.0' }],
    summary: expect.stringContaining('not finished'),
  });
  expect(cells).toEqual(['go1.24.0', '?']);
});

test('nor does one that could not run the newest release', () => {
  const refused = { unsettled: [{ release: 'go1.24.9', reason: 'not served' }] };
  const { line, cells } = shown(affectedUpTo(refused));
  expect(line).toMatchObject({ status: 'affected', ranges: [{ fixed: null, notFixedUpTo: 'go1.24.0' }] });
  expect(cells).toEqual(['go1.24.0', '?']);
});

test('a search to the end of a line does', () => {
  const { line, cells } = shown(affectedUpTo({}));
  expect(line).toMatchObject({ status: 'affected', ranges: [{ fixed: null }] });
  expect(line).not.toHaveProperty('finished');
  expect(line?.ranges[0]).not.toHaveProperty('notFixedUpTo');
  expect(cells).toEqual(['go1.24.0', 'never']);
});
