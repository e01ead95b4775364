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
    'Found: 1.23: affected from its first release, go1.23.0, fixed in go1.23.8',
    'Compare: last run with the bug go1.23.7, first run without it go1.23.8: https://github.com/golang/go/compare/go1.23.7...go1.23.8',
    'Host: linux/amd64, 6.8.0-45-generic, glibc 2.39; cgoprof-repro 0.1.0',
    'Command: cgoprof-repro bisect --line 1.23',
  ]);
});

test.each([
  [
    { ranges: [{ introduced: 'go1.23.0', fixed: null }] },
    'affected from its first release, go1.23.0, never fixed',
  ],
  [
    { ranges: [{ introduced: 'go1.23rc1', fixed: null }] },
    'affected from its first release, go1.23rc1, never fixed',
  ],
  [{ ranges: [{ introduced: 'go1.23.6', fixed: 'go1.23.8' }] }, 'affected from go1.23.6, fixed in go1.23.8'],
  [
    {
      ranges: [{ introduced: 'go1.23.7', fixed: null }],
      tested: [
        { release: 'go1.23.6', answer: 'good', runs: 1 },
        { release: 'go1.23.7', answer: 'bad', runs: 1 },
      ],
    },
    'introduced in go1.23.7, never fixed',
  ],
  [
    { ranges: [{ introduced: 'go1.23.0', fixed: null, notFixedUpTo: 'go1.23.5' }] },
    'affected from its first release, go1.23.0, not fixed up to go1.23.5',
  ],
  [
    {
      ranges: [{ introduced: 'go1.23.0', fixed: null, notFixedUpTo: 'go1.23.5' }],
      skipped: ['go1.23.2', 'go1.23.6', 'go1.23.12'].map((release) => ({ release, reason: 'not served' })),
    },
    'affected from its first release, go1.23.0, fix not found; 2 releases could not be run',
  ],
  [{ ranges: [{ introduced: null, fixed: null }] }, 'changed where releases could not be run'],
  [
    { ranges: [{ introduced: null, fixed: 'go1.23.8', fixedIn: ['go1.23.7', 'go1.23.8'] }] },
    'fixed in go1.23.7 or go1.23.8',
  ],
  [{ finished: false }, 'affected from its first release, go1.23.0, fixed in go1.23.8; not finished'],
] satisfies [Partial<ReportLine>, string][])('no more is claimed than was found: %j', (more, words) => {
  expect(factsOf([{ ...line, ...more }])).toContain(`Found: 1.23: ${words}`);
});

test('a line that could not be told is neither found nor free', () => {
  const unknown: ReportLine = { ...line, status: 'cannot-tell', ranges: [{ introduced: null, fixed: null }] };
  const open: ReportLine = { line: '1.26', ranges: [], finished: false };
  const facts = factsOf([{ ...line, line: '1.24' }, unknown, { line: '1.25', ranges: [] }, open]);
  expect(facts).toEqual(expect.arrayContaining(['Undecided: 1.23, 1.26', 'Not affected: 1.25']));
  expect(facts.filter((fact) => fact.startsWith('Found'))).toHaveLength(1);
});

test('where nothing was found there is nothing to paste', () => {
  const unknown: ReportLine = { ...line, status: 'cannot-tell', ranges: [{ introduced: null, fixed: null }] };
  expect(factsOf([unknown, { line: '1.25', ranges: [] }])).toEqual([]);
  const beforeAnyBoundary = { ...line, finished: false, tested: tested.slice(0, 1) };
  expect(factsOf([beforeAnyBoundary])).toEqual([]);
  expect(factsOf([beforeAnyBoundary, { ...line, finished: false }])).not.toEqual([]);
});

test('a report that is no bisect has none', () => expect(factsOf(undefined)).toEqual([]));
