import { expect, test } from 'vitest';
import { exitCodes, verdicts, type Verdict } from '../../../src/model/verdict.js';
import type { ReportLine } from '../../../src/model/bisect.js';
import {
  bisectVerdict,
  exitCodeAfterFailure,
  exitCodeFailingOn,
  exitCodeFor,
  gravestExitCode,
  overallVerdict,
} from '../../../src/verdict/overall.js';

const overall = (...cells: Verdict[]) => overallVerdict(cells.map((verdict) => ({ verdict })));

test('the worst that was found decides, and an open question is no all-clear', () => {
  expect(overall()).toBe('inconclusive');
  expect(overall('fixed', 'inconclusive', 'affected', 'not-applicable')).toBe('affected');
  expect(overall('fixed', 'inconclusive', 'not-applicable')).toBe('inconclusive');
  expect(overall('not-applicable', 'fixed')).toBe('fixed');
  expect(overall('not-applicable')).toBe('not-applicable');
});

test.each([
  ['affected', 3],
  ['inconclusive', 4],
  ['fixed', 0],
  ['not-applicable', 0],
] as const)('%s exits with %i', (verdict, code) => {
  expect(exitCodeFor({ kind: 'run', verdict, interrupted: false })).toBe(code);
});

test('interrupted wins over every verdict', () => {
  for (const verdict of verdicts) {
    expect(exitCodeFor({ kind: 'bisect', verdict, interrupted: true })).toBe(130);
  }
});

test('a bisect that found its boundaries answered what was asked', () => {
  expect(exitCodeFor({ kind: 'bisect', verdict: 'affected', interrupted: false })).toBe(0);
  expect(exitCodeFor({ kind: 'bisect', verdict: 'inconclusive', interrupted: false })).toBe(4);
});

test('a failure is no all-clear and does not hide what was found', () => {
  const { ok, inconclusive, affected, interrupted, failed } = exitCodes;
  expect([ok, inconclusive, affected, interrupted].map(exitCodeAfterFailure)).toEqual([
    failed,
    failed,
    affected,
    interrupted,
  ]);
});

test.each([
  [[], 0],
  [[0, 4], 4],
  [[4, 1], 1],
  [[1, 3, 4], 3],
  [[3, 129], 129],
  [[0, 77], 1],
])('of the exit codes %j the gravest is %i', (codes, gravest) => {
  expect(gravestExitCode(codes)).toBe(gravest);
});

const line = (changes: Partial<ReportLine> = {}): ReportLine => ({
  line: '1.23',
  ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.8', confirmed: true }],
  status: 'affected',
  tested: [{ release: 'go1.23.12', answer: 'good', runs: 1 }],
  skipped: [],
  ...changes,
});
const skipped = (release: string) => [{ release, reason: 'refused' }];
const cellOf = (verdict: Verdict, isSkipped = false) => ({
  verdict,
  ...(isSkipped ? { skipped: { reason: 'refused' } } : {}),
});

test.each<[string, Partial<ReportLine>, Verdict]>([
  ['exact and confirmed', {}, 'affected'],
  [
    'a bracket',
    { ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.8', fixedIn: ['go1.23.7', 'go1.23.8'] }] },
    'inconclusive',
  ],
  [
    'not confirmed',
    { ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.8', confirmed: false }] },
    'inconclusive',
  ],
  ['cannot tell', { status: 'cannot-tell', ranges: [{ introduced: null, fixed: null }] }, 'inconclusive'],
  ['left out away from the boundaries', { skipped: skipped('go1.23.3') }, 'affected'],
  [
    'left out beyond the last one run',
    { ranges: [{ introduced: 'go1.23.0', fixed: null }], skipped: skipped('go1.23.12') },
    'inconclusive',
  ],
  [
    'left out of a line without the bug',
    { status: 'never-affected', ranges: [], skipped: skipped('go1.23.3') },
    'inconclusive',
  ],
  [
    'older than one that cannot have it',
    { status: 'not-applicable', ranges: [], skipped: skipped('go1.23.3') },
    'affected',
  ],
  [
    'newer than one that cannot have it',
    { status: 'not-applicable', ranges: [], skipped: skipped('go1.23.13') },
    'inconclusive',
  ],
])('a bisect with a line that is: %s', (_, changes, expected) => {
  const cells = [cellOf('affected'), cellOf('fixed'), cellOf('inconclusive', true)];
  expect(bisectVerdict([line(), line(changes)], cells)).toBe(expected);
});

test('a bisect of nothing has answered nothing', () => {
  expect(bisectVerdict([], [])).toBe('inconclusive');
});

test.each<[readonly Verdict[], readonly Verdict[], number]>([
  [['affected', 'fixed'], ['affected'], 3],
  [['affected', 'fixed'], [], 0],
  [['inconclusive', 'fixed'], ['affected'], 4],
  [['inconclusive', 'fixed'], ['affected', 'inconclusive'], 3],
  [['inconclusive'], [], 0],
  [['affected', 'fixed'], ['fixed'], 3],
  [['affected', 'not-applicable'], ['fixed'], 0],
  [[], ['affected'], 4],
])('%j failing on %j exits with %i', (found, failOn, code) => {
  expect(exitCodeFailingOn({ cells: found.map((verdict) => cellOf(verdict)) }, failOn)).toBe(code);
});
