import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportLine } from '../../../src/model/bisect.js';
import type { Cell, Report } from '../../../src/model/report.js';
import { verdicts, type Verdict } from '../../../src/model/verdict.js';
import { mergeReports } from '../../../src/verdict/merge.js';
import { goldenCell, goldenReport } from '../../helpers/golden-report.js';

const matrix = goldenReport('matrix');
const reportOf = (cells: readonly Cell[], changes: Partial<Report> = {}): Report => ({
  ...matrix,
  ...changes,
  cells: [...cells],
});
const cellOf = (verdict: Verdict, changes: Partial<Cell> = {}): Cell => ({
  ...goldenCell('matrix'),
  verdict,
  reason: `it is ${verdict}`,
  ...changes,
});

const merge = (...given: Verdict[]) => mergeReports(given.map((verdict) => reportOf([cellOf(verdict)])));

describe('shards', () => {
  test('two shards merged give the table of the whole', () => {
    const odd = matrix.cells.filter((_, index) => index % 2 === 1);
    const even = matrix.cells.filter((_, index) => index % 2 === 0);
    const { report, duplicates, contradictions } = mergeReports([reportOf(odd), reportOf(even)]);
    expect(report).toEqual({ ...matrix, hosts: [matrix.host] });
    expect([...duplicates, ...contradictions]).toEqual([]);
  });

  test('a cell that both had is kept once and told', () => {
    const { report, duplicates } = mergeReports([matrix, matrix]);
    expect(report.cells).toEqual(matrix.cells);
    expect(duplicates).toHaveLength(matrix.cells.length);
  });

  test('`1.23.5` and `go1.23.5` are one subject, another compiler is another', () => {
    const same = [cellOf('affected', { subject: '1.23.5' }), cellOf('affected', { subject: 'go1.23.5' })];
    expect(mergeReports(same.map((cell) => reportOf([cell]))).report.cells).toHaveLength(1);
    const other = [cellOf('affected'), cellOf('affected', { cc: 'clang-19' })];
    expect(mergeReports(other.map((cell) => reportOf([cell]))).report.cells).toHaveLength(2);
  });

  test('a skipped cell gives way to one that was asked', () => {
    const skipped = cellOf('inconclusive', { skipped: { reason: 'not served' }, trials: [], evidence: [] });
    const { report } = mergeReports([reportOf([skipped]), reportOf([cellOf('fixed')])]);
    expect(report.cells).toEqual([cellOf('fixed')]);
  });

  test('same verdict, other trials: all evidence and all trials are kept', () => {
    const a = cellOf('affected');
    const b = { ...a, trials: a.trials.map((trial) => ({ ...trial, durationMs: 1 })) };
    const [joined] = mergeReports([reportOf([a]), reportOf([b])]).report.cells;
    expect(joined?.verdict).toBe('affected');
    expect(joined?.trials).toEqual([...a.trials, ...b.trials]);
    expect(joined?.evidence).toHaveLength(a.evidence.length * 2);
  });
});

describe('clashes', () => {
  test('affected here and fixed there is a contradiction, and the whole is inconclusive', () => {
    const { report, contradictions } = mergeReports([
      reportOf([cellOf('affected'), cellOf('affected', { subject: '1.23.6', go: 'go1.23.6' })]),
      reportOf([cellOf('fixed')]),
    ]);
    expect(contradictions).toEqual(['1.23.5 on linux/amd64 (glibc, gcc, exe)']);
    expect(report).toMatchObject({ verdict: 'inconclusive', exitCode: 4 });
    expect(report.cells[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: 'contradiction between reports: affected (it is affected), but fixed (it is fixed)',
      contradiction: true,
    });
  });

  test('doubt outweighs an all-clear, a crash outweighs doubt', () => {
    expect(merge('fixed', 'inconclusive').report.verdict).toBe('inconclusive');
    expect(merge('affected', 'inconclusive').report.verdict).toBe('affected');
  });

  test('bisects that found other boundaries for one line', () => {
    const bisect = goldenReport('bisect');
    const other = {
      ...bisect,
      lines: [{ line: '1.23', ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.7' }] }],
    };
    const { report, contradictions } = mergeReports([bisect, other]);
    expect(contradictions).toEqual(['line 1.23']);
    expect(report.lines).toHaveLength((bisect.lines?.length ?? 0) + 1);
    expect(report.verdict).toBe('inconclusive');
  });

  test('a bisect with a line that was not answered stays inconclusive', () => {
    const bisectOf = (line: ReportLine): Report => ({
      ...goldenReport('bisect'),
      lines: [line],
      cells: [cellOf('affected', { subject: line.line, go: null })],
    });
    const answered = bisectOf({ line: '1.21', ranges: [{ introduced: 'go1.21.0', fixed: null }] });
    const open = bisectOf({ line: '1.22', ranges: [], status: 'cannot-tell' });
    expect(mergeReports([answered]).report).toMatchObject({ verdict: 'affected', exitCode: 0 });
    expect(mergeReports([answered, open]).report).toMatchObject({ verdict: 'inconclusive', exitCode: 4 });
  });

  test('reports about different bugs, or none at all, cannot be merged', () => {
    expect(() => mergeReports([])).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => mergeReports([matrix, { ...matrix, bug: 'golang/go#1' }])).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
  });
});

test('hosts, times and interruption of all', () => {
  const mac = { ...matrix.host, os: 'darwin', libc: 'libSystem' };
  const { report } = mergeReports([
    reportOf([], { startedAt: '2026-11-23T10:00:00Z', finishedAt: '2026-11-23T10:00:09Z' }),
    reportOf([], {
      startedAt: '2026-11-23T09:59:00.500Z',
      finishedAt: '2026-11-23T10:00:08Z',
      host: mac,
      interrupted: true,
    }),
  ]);
  expect(report).toMatchObject({
    hosts: [matrix.host, mac],
    startedAt: '2026-11-23T09:59:00.500Z',
    finishedAt: '2026-11-23T10:00:09Z',
    interrupted: true,
    exitCode: 130,
  });
});

const answers = (report: Report) => [report.verdict, report.cells.map(({ go, verdict }) => [go, verdict])];

test('whatever is merged, in whatever order and in whatever steps: the same verdicts', () => {
  const cell = fc
    .record({ verdict: fc.constantFrom(...verdicts), patch: fc.nat(2) })
    .map(({ verdict, patch }) => cellOf(verdict, { subject: `1.23.${patch}`, go: `go1.23.${patch}` }));
  const reports = fc.array(
    fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => reportOf(cells)),
    { minLength: 2, maxLength: 4 },
  );
  fc.assert(
    fc.property(reports, (all) => {
      const whole = answers(mergeReports(all).report);
      expect(answers(mergeReports(all.toReversed()).report)).toEqual(whole);
      const stepwise = all.reduce((left, right) => mergeReports([left, right]).report);
      expect(answers(stepwise)).toEqual(whole);
    }),
  );
});
