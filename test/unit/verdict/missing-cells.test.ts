import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { Cell, Report, ReportedTarget, ShardRecord } from '../../../src/model/report.js';
import { mergeReports } from '../../../src/verdict/merge.js';
import { goldenCell, goldenReport } from '../../helpers/golden-report.js';
import { must } from '../../helpers/must.js';

const frame = goldenReport('matrix');
const exe: ReportedTarget = {
  goos: 'linux',
  goarch: 'amd64',
  libc: 'glibc',
  cc: 'gcc',
  buildmode: 'exe',
  runner: null,
};
const pie: ReportedTarget = { ...exe, buildmode: 'pie' };
const releases = ['go1.23.7', 'go1.23.8', 'go1.24.1'];
const plan: Omit<ShardRecord, 'index'> = {
  total: 3,
  releases,
  targets: [exe, pie],
  parts: [
    [1, 2],
    [2, 3],
    [3, 1],
  ],
};

const cellOf = (release: string, target: ReportedTarget): Cell => ({
  ...goldenCell('matrix'),
  ...target,
  subject: release,
  go: release,
  verdict: release === 'go1.23.8' ? 'fixed' : 'affected',
});

/** The report of a part that answered all that the plan gives it. */
function partOf(index: number, its = plan): Report {
  const cells = its.parts.flatMap((row, at) =>
    row.flatMap((part, column) =>
      part === index ? [cellOf(must(its.releases[at]), must(its.targets[column]))] : [],
    ),
  );
  return { ...frame, shard: { ...its, index }, cells };
}

const withCells = (report: Report, change: (cell: Cell) => Cell | null): Report => ({
  ...report,
  cells: report.cells.flatMap((cell) => change(cell) ?? []),
});

const merged = (...parts: Report[]): Report => mergeReports(parts).report;
const gaps = ({ cells }: Report) =>
  cells.flatMap(({ go, buildmode, libc, skipped }) =>
    skipped === undefined ? [] : [[go, buildmode, libc, skipped.reason]],
  );

const [one, two, three] = [partOf(1), partOf(2), partOf(3)];
const whole: Report = {
  ...frame,
  cells: releases.flatMap((release) => [cellOf(release, exe), cellOf(release, pie)]),
};

describe('parts of one matrix', () => {
  test('all of them are the table of one machine, and nothing else', () => {
    expect(merged(one, two, three)).toEqual(merged(whole));
    expect(merged(three, one, two)).not.toHaveProperty('shard');
    expect(merged(three, one, two)).not.toHaveProperty('shards');
  });

  test('the cells of one that never came say so, and the whole is no all-clear', () => {
    const report = merged(one, three);
    expect(gaps(report)).toEqual([
      ['go1.23.7', 'pie', 'glibc', 'part 2 of 3 never came'],
      ['go1.23.8', 'exe', 'glibc', 'part 2 of 3 never came'],
    ]);
    expect(report.cells).toHaveLength(6);
    expect(report.shards?.map(({ index }) => index)).toEqual([1, 3]);
    const fixed = withCells(one, (cell) => ({ ...cell, verdict: 'fixed' }));
    expect(merged(fixed)).toMatchObject({ verdict: 'inconclusive', exitCode: 4 });
  });

  test('a part that was interrupted came without the rest of its cells', () => {
    const cut = withCells(two, (cell) => (cell.buildmode === 'pie' ? null : cell));
    expect(gaps(merged(one, cut, three))).toEqual([
      ['go1.23.7', 'pie', 'glibc', 'part 2 of 3 came without it'],
    ]);
    // The part again, now whole: the cell is there, and no reason is left.
    expect(merged(merged(one, cut, three), two).cells).toEqual(merged(whole).cells);
  });

  test('a part that had nothing to do is not missed', () => {
    const its = { ...plan, total: 4 };
    expect(merged(partOf(1, its), partOf(2, its), partOf(3, its))).toEqual(merged(whole));
  });

  test('what another report has is not missing', () => {
    const { shard: _, ...rest } = two;
    expect(gaps(merged(one, three, rest))).toEqual([]);
  });

  test('a matrix with other releases, or another number of parts, is another matrix', () => {
    const other = { ...plan, total: 2, parts: plan.parts.map((row) => row.map(() => 1)) };
    expect(merged(one, two, three, { ...partOf(2, other), cells: [] })).toMatchObject({ cells: whole.cells });
    const newer = { ...plan, releases: [...releases, 'go1.24.2'], parts: [...plan.parts, [2, 2]] };
    expect(gaps(merged(one, two, three, partOf(1, newer)))).toEqual([
      ['go1.24.2', 'exe', 'glibc', 'part 2 of 3 never came'],
      ['go1.24.2', 'pie', 'glibc', 'part 2 of 3 never came'],
    ]);
  });

  test('the release is predicted as it is where it is asked', () => {
    const { report } = mergeReports([one, three], (release) =>
      release === 'go1.23.7' ? 'affected' : 'unknown',
    );
    expect(report.cells.find(({ skipped }) => skipped !== undefined)?.predicted).toBe('affected');
  });

  test('a plan that a damaged file has cut short, or made too long, makes no cell of nothing', () => {
    const short = { ...one, shard: { ...must(one.shard), releases: ['go1.23.7'], targets: [exe] } };
    expect(gaps(merged(short))).toEqual([]);
    const long = { ...one, shard: { ...must(one.shard), parts: [[]] } };
    expect(merged(long).cells).toEqual(one.cells);
  });
});

describe('the C library', () => {
  const unknown = { ...plan, targets: plan.targets.map((target) => ({ ...target, libc: 'unknown' })) };
  const musl = (report: Report) => withCells(report, (cell) => ({ ...cell, libc: 'musl' }));

  test('that the program has is another than the planned one: the cell is there', () => {
    const parts = [1, 2, 3].map((index) => musl(partOf(index, unknown)));
    expect(gaps(merged(...parts))).toEqual([]);
  });

  test('of a missing cell is that of the same target with other releases', () => {
    expect(gaps(merged(musl(partOf(1, unknown)), musl(partOf(3, unknown))))).toEqual([
      ['go1.23.7', 'pie', 'musl', 'part 2 of 3 never came'],
      ['go1.23.8', 'exe', 'musl', 'part 2 of 3 never came'],
    ]);
  });

  test('is expected differently by machines of one matrix: it is one matrix', () => {
    const expected = { ...plan, targets: plan.targets.map((target) => ({ ...target, libc: 'musl' })) };
    expect(gaps(merged(one, musl(partOf(2, expected)), three))).toEqual([]);
  });

  test('is all that two targets differ in: each cell stands for its own, a found one for the one without', () => {
    const two = {
      ...plan,
      total: 2,
      releases: ['go1.23.7'],
      targets: [exe, { ...exe, libc: 'musl' }],
      parts: [[1, 2]],
    };
    expect(gaps(merged(partOf(1, two)))).toEqual([['go1.23.7', 'exe', 'musl', 'part 2 of 2 never came']]);
    expect(gaps(merged(partOf(2, two)))).toEqual([['go1.23.7', 'exe', 'glibc', 'part 1 of 2 never came']]);
    const strange = withCells(partOf(2, two), (cell) => ({ ...cell, libc: 'uclibc' }));
    expect(gaps(merged(partOf(1, two), strange))).toEqual([]);
  });
});

test('whatever parts come, in whatever order and in whatever steps: the same cells', () => {
  const some = fc.shuffledSubarray([one, two, three], { minLength: 1 });
  fc.assert(
    fc.property(some, (parts) => {
      const report = merged(...parts);
      const [first, ...others] = parts;
      const stepwise = others.reduce((left, right) => merged(left, right), merged(must(first)));
      expect(stepwise.cells).toEqual(report.cells);
      expect(stepwise.verdict).toBe(report.verdict);
      expect(report.cells).toHaveLength(6);
      expect(merged(report, one, two, three).cells).toEqual(whole.cells);
    }),
  );
});
