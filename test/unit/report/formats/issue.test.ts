import { describe, expect, test } from 'vitest';
import type { Cell, Report } from '../../../../src/model/report.js';
import { renderIssue } from '../../../../src/report/formats/issue.js';
import { goldenNames, goldenReport } from '../../../helpers/golden-report.js';

const withCells = (change: (cell: Cell) => Partial<Cell>): Report => {
  const report = goldenReport('run-affected');
  return { ...report, cells: report.cells.map((cell) => ({ ...cell, ...change(cell) })) };
};

describe.each(['gate', 'scan'])('a report of %s, for which nothing was run', (name) => {
  const text = renderIssue(goldenReport(name));

  test('names no toolchain as one that ran, and tells of no run', () => {
    expect(text).not.toMatch(/^go version/m);
    expect(text).not.toMatch(/A thread made by C calls Go|So it is with|last run|first run|go run repro/);
    expect(text).toContain('No Go was run. By what was read: go1.2');
    expect(text).toContain('nothing was run.');
  });

  test('says of each finding that it was read', () => {
    const told = text.split('\n').filter((line) => line.includes('has the bug'));
    expect(told.filter((line) => line.startsWith('- go'))).not.toEqual([]);
    for (const line of told)
      expect(line).toMatch(/\(read, not run\)|By what was read, not run, go\S+ does not/);
  });
});

test('of several toolchains only those that ran are named as `go version` prints it', () => {
  const text = renderIssue(goldenReport('run-several'));
  expect(text.match(/^go version .*/gm)).toEqual(['go version go1.24.1 linux/amd64']);
});

test('changes between releases are of runs only if both sides were run', () => {
  const compared = (report: Report): string | undefined =>
    /last (?:run|read) with/.exec(renderIssue(report))?.[0];
  const matrix = goldenReport('matrix');
  expect(compared(matrix)).toBe('last run with');
  expect(compared({ ...matrix, cells: matrix.cells.map((cell) => ({ ...cell, trials: [] })) })).toBe(
    'last read with',
  );
});

test.each(goldenNames)('%s: begins with the words that there is nothing to report, if that is so', (name) => {
  const { cells, lines = [] } = goldenReport(name);
  const showsIt = lines.length > 0 || cells.some(({ verdict }) => verdict === 'affected');
  expect(renderIssue(goldenReport(name)).startsWith('**Nothing here ')).toBe(!showsIt);
});

test('without the bug: undecided is no all-clear, and no program that would show it is offered', () => {
  const fixed = renderIssue(withCells(() => ({ verdict: 'fixed' })));
  expect(fixed).toMatch(/^\*\*Nothing here shows the bug: a bug report would have nothing to report\.\*\*\n/);
  expect(fixed).not.toContain('eject --single');
  expect(renderIssue(withCells(() => ({ verdict: 'inconclusive' })))).toContain(
    '1 of 1 could not be decided: there is nothing to report yet.',
  );
  expect(renderIssue(withCells(() => ({})))).toContain('eject --single');
});
