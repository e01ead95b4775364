import { describe, expect, it } from 'vitest';
import { searchLines } from '../../../src/bisect/config.js';
import { describeLine } from '../../../src/bisect/describe.js';
import type { LineResult } from '../../../src/bisect/line-results.js';
import { toReportLines } from '../../../src/bisect/osv.js';
import {
  asksTheSame,
  createSearch,
  estimate,
  nextCandidates,
  nextSteps,
  record,
  replay,
  result,
} from '../../../src/bisect/search.js';
import { searchStateSchema, type Answer, type SearchState } from '../../../src/model/bisect.js';
import { goLine, realAnswer, realLines, realProbe, search } from './histories.js';

const unknown = () => 'unknown' as const;

function results(state: SearchState): readonly LineResult[] {
  const found = result(state);
  if (found.kind !== 'lines') throw new Error('not a search over lines');
  return found.lines;
}

/** What is known of one line by now; of the only one unless named. */
function resultOf(state: SearchState, line?: string): LineResult {
  const result = results(state).find((result) => line === undefined || result.line === line);
  if (result === undefined) throw new Error(`no line ${line}`);
  return result;
}

function lineOfBug(
  probe: (release: string) => Answer,
  predict: (patch: number) => 'affected' | 'fixed' | 'unknown' = unknown,
  newest = 12,
) {
  const { state, runs } = search(searchLines({ lines: [goLine(23, newest, predict)] }), probe);
  return { result: resultOf(state), runs };
}

const patchOf = (release: string): number => Number(release.split('.')[2] ?? 0);
const bad: Answer = { kind: 'bad' };
const good: Answer = { kind: 'good' };
const refused: Answer = { kind: 'skip', reason: '403 Forbidden' };

const badBetween =
  (introduced: number, fixed: number) =>
  (release: string): Answer =>
    patchOf(release) >= introduced && patchOf(release) < fixed ? bad : good;

/** The history of golang/go#72870, which sorted by number is not one interval. */
const history = [
  { line: '1.20', ranges: [] },
  { line: '1.21', ranges: [{ introduced: 'go1.21.0', fixed: null, confirmed: true }] },
  { line: '1.22', ranges: [{ introduced: 'go1.22.0', fixed: null, confirmed: true }] },
  { line: '1.23', ranges: [{ introduced: 'go1.23.0', fixed: 'go1.23.8', confirmed: true }] },
  { line: '1.24', ranges: [{ introduced: 'go1.24.0', fixed: 'go1.24.2', confirmed: true }] },
  { line: '1.25', ranges: [] },
  { line: '1.26', ranges: [] },
  { line: '1.27', ranges: [] },
];

describe('the bug over all lines', () => {
  it('is found with 16 releases when the scan is right', () => {
    const { state, distinct } = search(searchLines({ lines: realLines(realAnswer) }), realProbe);
    expect(toReportLines(results(state)).map(({ line, ranges }) => ({ line, ranges }))).toEqual(history);
    expect(distinct.size).toBeLessThanOrEqual(16);
    expect(results(state).map(({ status }) => status)).toEqual([
      'not-applicable',
      ...Array<string>(4).fill('affected'),
      ...Array<string>(3).fill('never-affected'),
    ]);
  });

  it.each([
    ['without a scan', () => 'unknown' as const],
    ['with a scan that says fixed of everything', () => 'fixed' as const],
    [
      'with a scan that is wrong everywhere',
      (minor: number, patch: number) =>
        realAnswer(minor, patch) === 'affected' ? ('fixed' as const) : ('affected' as const),
    ],
    [
      'with a scan that knows the even patches only',
      (minor: number, patch: number) => (patch % 2 === 0 ? realAnswer(minor, patch) : ('unknown' as const)),
    ],
  ])('is found %s', (_, predict) => {
    for (const scan of ['orders-runs', 'saves-runs'] as const) {
      const { state } = search(searchLines({ lines: realLines(predict), scan }), realProbe);
      const found = toReportLines(results(state)).map(({ line, ranges }) => ({ line, ranges }));
      // A scan that is wrong of a whole line and not contradicted by any run there would show; here every run does.
      expect(found).toEqual(history);
    }
  });

  it('says in words what was found and on what it rests', () => {
    const { state } = search(searchLines({ lines: realLines(realAnswer) }), realProbe);
    expect(results(state).map(describeLine)).toMatchInlineSnapshot(`
      [
        "1.20: not applicable; run: go1.20.14; not run: 14, as predicted",
        "1.21: affected from its first release, go1.21.0, never fixed; run: go1.21.0, go1.21.13; not run: 12, as predicted",
        "1.22: affected from its first release, go1.22.0, never fixed; run: go1.22.0, go1.22.12; not run: 11, as predicted",
        "1.23: affected from its first release, go1.23.0, fixed in go1.23.8; run: go1.23.0, go1.23.7, go1.23.8, go1.23.12; not run: 9, as predicted",
        "1.24: affected from its first release, go1.24.0, fixed in go1.24.2; run: go1.24.0, go1.24.1, go1.24.2, go1.24.13; not run: 10, as predicted",
        "1.25: never affected; run: go1.25.0; not run: 14, as predicted",
        "1.26: never affected; run: go1.26.0; not run: 11, as predicted",
        "1.27: never affected; run: go1.27.0; not run: 4, as predicted",
      ]
    `);
  });

  it('names the nearest release to move to', () => {
    const { state } = search(searchLines({ lines: realLines(realAnswer) }), realProbe);
    const upgrades = toReportLines(results(state)).flatMap(({ line, upgrade }) =>
      upgrade === undefined ? [] : [[line, upgrade]],
    );
    expect(upgrades).toEqual([
      ['1.21', 'go1.23.8'],
      ['1.22', 'go1.23.8'],
      ['1.23', 'go1.23.8'],
      ['1.24', 'go1.24.2'],
    ]);
  });
});

it('names no release to move to when none is known', () => {
  const { result } = lineOfBug(() => bad);
  expect(toReportLines([result])).toMatchObject([{ status: 'affected', upgrade: null }]);
});

describe('one line', () => {
  it('is searched from its ends, by halves, and confirmed on both sides', () => {
    const { result, runs } = lineOfBug((release) => (patchOf(release) < 8 ? bad : good));
    expect(runs).toEqual([
      'go1.23.0',
      'go1.23.12',
      'go1.23.6',
      'go1.23.9',
      'go1.23.7',
      'go1.23.8',
      'go1.23.7',
      'go1.23.8',
      'go1.23.0',
    ]);
    expect(result.ranges).toEqual([
      {
        introduced: { release: 'go1.23.0', orElse: [], before: null, confirmed: true },
        fixed: { release: 'go1.23.8', orElse: [], before: 'go1.23.7', confirmed: true },
      },
    ]);
  });

  it('gives a bracket where the boundary could not be run', () => {
    const { result } = lineOfBug((release) =>
      patchOf(release) === 7
        ? { kind: 'skip', reason: 'could not be had' }
        : patchOf(release) < 8
          ? bad
          : good,
    );
    expect(result.ranges[0]?.fixed).toMatchObject({
      release: 'go1.23.8',
      orElse: [{ release: 'go1.23.7', reason: 'could not be had' }],
      before: 'go1.23.6',
    });
    expect(describeLine(result)).toContain('fixed in go1.23.7 or go1.23.8; ');
    expect(describeLine(result)).toContain('go1.23.7: could not be had');
    expect(toReportLines([result])[0]?.ranges[0]).toMatchObject({
      fixed: 'go1.23.8',
      fixedIn: ['go1.23.7', 'go1.23.8'],
    });
  });

  it('goes inward from ends that could not be run, and does not speak for them', () => {
    const { result } = lineOfBug((release) => ([0, 12].includes(patchOf(release)) ? refused : bad));
    expect(result.ranges).toMatchObject([
      { introduced: { release: 'go1.23.1', orElse: [{ release: 'go1.23.0' }], before: null }, fixed: null },
    ]);
    expect(describeLine(result)).toBe(
      '1.23: introduced in go1.23.0 or go1.23.1, not fixed in go1.23.11, one newer was not run; run: go1.23.1, go1.23.6, go1.23.11; ' +
        'not run: 8, taken to be like their neighbours; go1.23.0, go1.23.12: 403 Forbidden',
    );
  });

  it('finds a bug that came and went between equal ends', () => {
    const { result } = lineOfBug(badBetween(4, 9));
    expect(result.ranges).toMatchObject([
      { introduced: { release: 'go1.23.4' }, fixed: { release: 'go1.23.9' } },
    ]);
    const narrow = lineOfBug(
      (release) => (patchOf(release) === 10 ? bad : good),
      (patch) => (patch === 10 ? 'affected' : 'fixed'),
    );
    expect(narrow.result.ranges).toMatchObject([
      { introduced: { release: 'go1.23.10' }, fixed: { release: 'go1.23.11' } },
    ]);
  });

  it('stops trusting a scan that one run contradicts', () => {
    const { result, runs } = lineOfBug(
      (release) => (patchOf(release) < 8 ? bad : good),
      () => 'fixed',
    );
    expect(result.ranges).toMatchObject([{ fixed: { release: 'go1.23.8', confirmed: true } }]);
    expect(runs.slice(0, 2)).toEqual(['go1.23.0', 'go1.23.12']);
  });

  it('does not follow the expectations of a scan that was contradicted', () => {
    const { result, runs } = lineOfBug(
      () => good,
      (patch) => (patch % 2 === 0 ? 'affected' : 'fixed'),
    );
    expect(result.status).toBe('never-affected');
    expect(runs).toEqual(['go1.23.0', 'go1.23.12', 'go1.23.6']);
  });

  it('tells nothing when a confirmation disagrees', () => {
    const asked = new Map<string, number>();
    const { result } = lineOfBug((release) => {
      const times = (asked.get(release) ?? 0) + 1;
      asked.set(release, times);
      return patchOf(release) < 8 || (patchOf(release) === 8 && times === 2) ? bad : good;
    });
    expect(result).toMatchObject({ status: 'cannot-tell', ranges: [] });
    expect(describeLine(result)).toContain('cannot tell: runs of go1.23.8 disagree: first good, then bad');
    expect(toReportLines([result])[0]?.ranges).toEqual([{ introduced: null, fixed: null }]);
  });

  it('says so when a boundary could not be confirmed', () => {
    const asked = new Set<string>();
    const { result } = lineOfBug((release) => {
      if (asked.has(release)) return { kind: 'skip', reason: 'disk full' };
      asked.add(release);
      return patchOf(release) < 8 ? bad : good;
    });
    expect(result.ranges).toMatchObject([{ fixed: { release: 'go1.23.8', confirmed: false } }]);
    expect(describeLine(result)).toContain('fixed in go1.23.8 (not confirmed)');
  });

  it('has no answer without a release that can be run', () => {
    const { result, runs } = lineOfBug(() => refused);
    expect(describeLine(result)).toMatch(
      /^1\.23: cannot tell: no release could be run; go1\.23\.0, .*: 403 Forbidden$/,
    );
    expect(runs).toHaveLength(13);
    expect(describeLine(resultOf(createSearch(searchLines({ lines: [{ name: '1.99', points: [] }] }))))).toBe(
      '1.99: cannot tell: no release is known',
    );
  });

  it('may be a single release', () => {
    expect(lineOfBug(() => bad, unknown, 0).result.ranges).toMatchObject([
      { introduced: { release: 'go1.23.0' }, fixed: null },
    ]);
    expect(lineOfBug(() => good, unknown, 0).result.status).toBe('never-affected');
  });

  it('runs every release when no gap is allowed', () => {
    const { distinct } = search(
      searchLines({ lines: [goLine(23, 12, () => 'unknown')], maxGap: 0 }),
      () => good,
    );
    expect(distinct.size).toBe(13);
  });

  it('narrows only what is sought', () => {
    const { state, distinct } = search(
      searchLines({ lines: [goLine(23, 12, unknown)], seek: 'fix' }),
      badBetween(3, 9),
    );
    const [range] = resultOf(state).ranges;
    expect(range?.fixed).toMatchObject({ release: 'go1.23.9', orElse: [], confirmed: true });
    expect(range?.introduced.orElse).not.toHaveLength(0);
    expect(describeLine(resultOf(state))).toContain(
      'introduced after go1.23.0 and by go1.23.6 (not confirmed)',
    );
    expect(distinct.size).toBeLessThan(8);
  });
});

describe('a flaky probe', () => {
  const rule = { showIfBad: 0.5, showIfGood: 0, confidence: 0.999, cap: 40 };

  it('is asked until its answer holds, good answers longer than bad ones', () => {
    const { state } = search(searchLines({ lines: [goLine(23, 1, unknown)], rule }), (release, run) =>
      release === 'go1.23.0' && run % 2 === 1 ? bad : good,
    );
    const result = resultOf(state);
    expect(result.ranges).toMatchObject([{ fixed: { release: 'go1.23.1', confirmed: true } }]);
    const runs = Object.fromEntries(result.tested.map(({ release, runs }) => [release, runs]));
    // 0.5^11 < 0.001 / 2 releases: eleven clean answers, twice.
    expect(runs).toEqual({ 'go1.23.0': 4, 'go1.23.1': 22 });
  });

  it('that stays between the two is given up, with the count', () => {
    const unsure = { showIfBad: 0.6, showIfGood: 0.4, confidence: 0.999, cap: 20 };
    const { state, runs } = search(
      searchLines({ lines: [goLine(23, 0, unknown)], rule: unsure }),
      (_, run) => (run % 2 === 0 ? bad : good),
    );
    expect(runs).toHaveLength(20);
    expect(describeLine(resultOf(state))).toBe(
      '1.23: cannot tell: no release could be run; go1.23.0: 20 runs did not settle it (10 showed the bug)',
    );
  });
});

describe('the state of a search', () => {
  const config = searchLines({ lines: realLines(realAnswer) });

  it('survives JSON and a replay of its log', () => {
    const { state } = search(config, realProbe);
    const read = searchStateSchema.parse(JSON.parse(JSON.stringify(state)));
    expect(read).toEqual(state);
    expect(asksTheSame(read.config, config)).toBe(true);
    expect(asksTheSame({ ...config, maxGap: 1 }, config)).toBe(false);
    expect(result(replay(config, read.log))).toEqual(result(state));
    expect(replay(config, [{ release: 'go1.5', answer: good }]).log).toEqual([]);
  });

  it('refuses answers to what was not asked', () => {
    expect(() => record(createSearch(config), 'go1.5', good)).toThrow(RangeError);
  });

  it('has an honest result at any time', () => {
    let state = createSearch(config);
    expect(describeLine(resultOf(state, '1.23'))).toBe('1.23: cannot tell: nothing was run yet');
    state = record(record(state, 'go1.23.0', bad), 'go1.23.12', good);
    expect(describeLine(resultOf(state, '1.23'))).toContain(
      'fixed after go1.23.0 and by go1.23.12 (not confirmed)',
    );
    expect(describeLine(resultOf(state, '1.23'))).toMatch(/; not finished$/);
    state = record(state, 'go1.21.13', good);
    expect(resultOf(state, '1.21')).toMatchObject({
      status: 'cannot-tell',
      trouble: 'the search was not finished',
    });
  });

  it('tells what comes next, and how much is left', () => {
    const { state, runs } = search(config, realProbe);
    expect(estimate(createSearch(config))).toEqual({ left: 35, steps: runs.length });
    expect(estimate(state)).toEqual({ left: 0, steps: 0 });
    expect(nextCandidates(state).releases).toEqual([]);
    // As long as the scan is right, nothing comes into question on the way, and each run is one less.
    let before = estimate(createSearch(config));
    for (let at = 1; at <= state.log.length; at++) {
      const now = estimate({ config, log: state.log.slice(0, at) });
      expect(now.left).toBeLessThanOrEqual(before.left);
      expect(now.steps).toBe(before.steps - 1);
      before = now;
    }
    const ofLine = createSearch(searchLines({ lines: [goLine(23, 12, (patch) => realAnswer(23, patch))] }));
    expect(nextSteps(ofLine)).toEqual([
      { track: '1.23', release: 'go1.23.0', purpose: 'first-end' },
      { track: '1.23', release: 'go1.23.12', purpose: 'last-end' },
    ]);
    const bothSides = { releases: ['go1.23.7', 'go1.23.8'], areExpected: true };
    expect(nextCandidates(ofLine)).toEqual(bothSides);
    expect(nextCandidates(record(ofLine, 'go1.23.0', bad))).toEqual(bothSides);
  });

  it('fetches nothing ahead that is not run, when the scan is right', () => {
    const { state, distinct } = search(config, realProbe);
    let ahead = createSearch(config);
    for (const { release, answer } of state.log) {
      for (const candidate of nextCandidates(ahead).releases) expect(distinct).toContain(candidate);
      ahead = record(ahead, release, answer);
    }
  });

  it('prefetches both ways where the scan knows nothing', () => {
    let state = createSearch(searchLines({ lines: [goLine(23, 12, unknown)] }));
    state = record(record(state, 'go1.23.0', bad), 'go1.23.12', good);
    expect(nextSteps(state)).toEqual([{ track: '1.23', release: 'go1.23.6', purpose: 'narrow' }]);
    expect(nextCandidates(state)).toEqual({ releases: ['go1.23.9', 'go1.23.3'], areExpected: false });
    expect(estimate(state).left).toBe(11);
  });
});
