import { expect, test } from 'vitest';
import { unasked } from '../../../../src/pipeline/gate/cells/gate-cell.js';
import {
  clearLines,
  duration,
  passedOverWords,
  percent,
  usageWords,
} from '../../../../src/report/page/words.js';

test.each([
  [0, '0%'],
  [0.00001, '<0.1%'],
  [0.005, '0.5%'],
  [0.4385, '43.9%'],
  [0.99, '99%'],
  [0.999, '99.9%'],
  [0.9998, '99.98%'],
  [0.999999, '99.9999%'],
  [1 - 1e-15, '99.999999999%'],
  [1, '100%'],
])('%d is %s: never rounded to certainty', (share, words) => expect(percent(share)).toBe(words));

test.each([
  [40, '0.0 s'],
  [1234, '1.2 s'],
  [9_960, '10 s'],
  [12_400, '12 s'],
  [59_700, '1 min 00 s'],
  [185_000, '3 min 05 s'],
])('%d ms is %s', (milliseconds, words) => expect(duration(milliseconds)).toBe(words));

test('what needs nothing done is told with its reason, the first hundred, and of a gate only', () => {
  const clear = {
    ...unasked,
    subject: 'app',
    verdict: 'not-applicable',
    reason: 'It was built without cgo.',
  } as const;
  const others = [
    { ...clear, fails: true },
    { ...clear, skipped: { reason: 'No.' } },
    { ...clear, verdict: 'affected' as const },
  ];
  expect(clearLines({ kind: 'gate', cells: [clear, ...others] })).toStrictEqual([
    expect.stringMatching(/^app \(.*\): not-applicable: It was built without cgo\.$/),
  ]);
  const many = clearLines({ kind: 'gate', cells: Array.from({ length: 130 }, () => clear) });
  expect(many).toHaveLength(101);
  expect(many.at(-1)).toContain('30 more');
  expect(clearLines({ kind: 'matrix', cells: [clear] })).toStrictEqual([]);
});

test('what uses a definition is told once, and what decides elsewhere is named', () => {
  expect(usageWords({ usedOn: [4] })).toStrictEqual(['Used on line 4.']);
  const many = usageWords({ usedOn: Array.from({ length: 15 }, (_, index) => index + 1) });
  expect(many).toStrictEqual(['Used on lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 3 more.']);
  expect(usageWords({ definedAt: { file: '.go-version', line: 1 } })).toStrictEqual([
    '.go-version:1 decides.',
  ]);
  expect(usageWords({})).toStrictEqual([]);
});

test.each([
  [1, 'stated', '1 file not judged: 1 that states a Go that is not affected, read by no rule'],
  [2, 'stated', '2 files not judged: 2 that state a Go that is not affected, read by no rule'],
  [1, 'lock file that state an affected Go', '1 file not judged: 1 lock file that states an affected Go'],
  [
    2,
    'test source that state an affected Go',
    '2 files not judged: 2 sources of tests that state an affected Go',
  ],
  [1, 'prose that state an affected Go', '1 file not judged: 1 of prose that states an affected Go'],
  [2, 'prose', '2 files not judged: 2 prose'],
  [1, 'Go source', '1 file not judged: 1 Go source'],
])('%d of %j agrees with its number', (count, kind, words) =>
  expect(passedOverWords({ passedOver: [{ kind, count, examples: [] }] })).toStrictEqual([words]),
);
