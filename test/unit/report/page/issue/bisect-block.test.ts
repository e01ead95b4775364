import { expect, test } from 'vitest';
import type { ReportLine } from '../../../../../src/model/bisect.js';
import { bisectBlock } from '../../../../../src/report/page/issue/bisect-block.js';
import { goldenReport } from '../../../../helpers/golden-report.js';

const factsOf = (lines: ReportLine[] | undefined, command?: string[]) =>
  bisectBlock({ ...goldenReport('bisect'), command, lines }).flatMap((block) =>
    block.kind === 'facts' ? block.facts.map(({ label, text }) => `${label}: ${text}`) : [],
  );
const tested = ['bad', 'bad', 'good'].map((answer, index) => ({
  release: `go1.23.${index + 6}`,
  answer,
  runs: 1,
}));
const line: ReportLine = {
  line: '1.23',
  ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.8' }],
  status: 'affected',
  tested,
};

test('one line is what somebody has to know, in six lines', () => {
  expect(factsOf([line], ['bisect', '--line', '1.23'])).toEqual([
    'Searched: go1.23.6 to go1.23.8, 3 releases run, for golang/go#72870',
    'Found: 1.23: introduced in go1.23.0, fixed in go1.23.8',
    'Compare: last run with the bug go1.23.7, first run without it go1.23.8: https://github.com/golang/go/compare/go1.23.7...go1.23.8',
    'Host: linux/amd64, 6.8.0-45-generic, glibc 2.39; cgoprof-repro 0.1.0',
    'Command: cgoprof-repro bisect --line 1.23',
  ]);
});

test.each([
  [{ ranges: [{ introduced: 'go1.23.0', fixed: null }] }, 'introduced in go1.23.0, never fixed'],
  [
    { ranges: [{ introduced: 'go1.23.0', fixed: null, notFixedUpTo: 'go1.23.5' }] },
    'introduced in go1.23.0, not fixed up to go1.23.5',
  ],
  [
    { ranges: [{ introduced: null, fixed: 'go1.23.8', fixedIn: ['go1.23.7', 'go1.23.8'] }] },
    'fixed in go1.23.7 or go1.23.8',
  ],
  [{ finished: false }, 'introduced in go1.23.0, fixed in go1.23.8; not finished'],
] satisfies [Partial<ReportLine>, string][])('no more is claimed than was found: %j', (more, words) => {
  expect(factsOf([{ ...line, ...more }])).toContain(`Found: 1.23: ${words}`);
});

test('a line that could not be told is neither found nor free', () => {
  const unknown: ReportLine = { ...line, status: 'cannot-tell', ranges: [{ introduced: null, fixed: null }] };
  const facts = factsOf([unknown, { line: '1.25', ranges: [] }]);
  expect(facts).toEqual(expect.arrayContaining(['Undecided: 1.23', 'Not affected: 1.25']));
  expect(facts.join()).not.toMatch(/Found|Compare|Command/);
});

test('a report that is no bisect has none', () => expect(factsOf(undefined)).toEqual([]));
