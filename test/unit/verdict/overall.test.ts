import { expect, test } from 'vitest';
import { verdicts, type Verdict } from '../../../src/model/verdict.js';
import { exitCodeFor, overallVerdict } from '../../../src/verdict/overall.js';

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
