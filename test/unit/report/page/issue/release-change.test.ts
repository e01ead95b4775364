import { expect, test } from 'vitest';
import type { Cell, Report } from '../../../../../src/model/report.js';
import type { Verdict } from '../../../../../src/model/verdict.js';
import {
  changesOfLine,
  compareUrl,
  releaseChanges,
} from '../../../../../src/report/page/issue/release-change.js';
import { goldenCell, goldenReport } from '../../../../helpers/golden-report.js';

const reportOf = (...cells: readonly (readonly [string | null, Verdict, Partial<Cell>?])[]): Report => ({
  ...goldenReport('run-affected'),
  cells: cells.map(([go, verdict, more]) => ({ ...goldenCell('run-affected'), go, verdict, ...more })),
});
const fixed = (before: string, after: string) => [{ kind: 'fixed', before, after }];

test('the last affected and the first fixed release of a line, whatever their order', () => {
  const report = reportOf(
    ['go1.23.10', 'fixed'],
    ['go1.23.0', 'affected'],
    ['go1.23.8', 'fixed'],
    ['go1.23.7', 'affected'],
  );
  expect(releaseChanges(report)).toEqual(fixed('go1.23.7', 'go1.23.8'));
});

test('nothing is said across lines, of a release on both sides, or of one that was not judged', () => {
  expect(releaseChanges(reportOf(['go1.23.7', 'affected'], ['go1.24.2', 'fixed']))).toEqual([]);
  expect(releaseChanges(reportOf(['go1.23.7', 'affected'], ['go1.23.7', 'fixed']))).toEqual([]);
  expect(
    releaseChanges(
      reportOf(
        ['go1.23.6', 'affected'],
        ['go1.23.7', 'inconclusive'],
        ['go1.23.8', 'fixed', { skipped: { reason: 'not served' } }],
        [null, 'fixed'],
        ['1.23.9', 'fixed'],
        ['go1.23-vendor', 'fixed'],
      ),
    ),
  ).toEqual([]);
});

test('a line of a bisect goes by the releases that were run', () => {
  const tested = [
    { release: 'go1.24rc1', answer: 'not-applicable', runs: 1 },
    { release: 'go1.24.0', answer: 'bad', runs: 2 },
    { release: 'go1.24.1', answer: 'bad', runs: 2 },
    { release: 'go1.24.2', answer: 'good', runs: 2 },
  ];
  expect(changesOfLine({ line: '1.24', ranges: [], tested })).toEqual([
    { kind: 'introduced', before: 'go1.24rc1', after: 'go1.24.0' },
    ...fixed('go1.24.1', 'go1.24.2'),
  ]);
  expect(changesOfLine({ line: '1.24', ranges: [{ introduced: 'go1.24.0', fixed: null }] })).toEqual([]);
});

test('the page that compares two releases', () => {
  expect(compareUrl({ kind: 'fixed', before: 'go1.23.7', after: 'go1.23.8' })).toBe(
    'https://github.com/golang/go/compare/go1.23.7...go1.23.8',
  );
});
