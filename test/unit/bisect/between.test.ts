import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchBetween } from '../../../src/bisect/config.js';
import { toReportPaths } from '../../../src/bisect/osv.js';
import { describePath } from '../../../src/bisect/describe.js';
import type { PathResult } from '../../../src/bisect/line-results.js';
import { pathBetween } from '../../../src/bisect/path.js';
import { createSearch, estimate, record, result } from '../../../src/bisect/search.js';
import type { Answer, SearchConfig, SearchState } from '../../../src/model/bisect.js';
import { compareGoVersions, parseGoVersion } from '../../../src/model/go-version.js';
import { realLines, realProbe, search } from './histories.js';

const lines = realLines(() => 'unknown');
const allReleases = lines.flatMap(({ points }) => points.map(({ release }) => release));

function configFor(good: string, bad: string, findFix = false): SearchConfig {
  const config = searchBetween({ lines, good, bad, findFix });
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

function resultOf(state: SearchState): PathResult {
  const found = result(state);
  const only = found.kind === 'between' ? found.paths[0] : undefined;
  if (only === undefined) throw new Error('no result');
  return only;
}

const refuse =
  (...releases: string[]) =>
  (release: string): Answer =>
    releases.includes(release) ? { kind: 'skip', reason: 'refused' } : realProbe(release);

const pathOf = (from: string, to: string): string[] => {
  const path = pathBetween(lines, from, to);
  if (!path.ok) throw new Error(path.error);
  return path.value.map(({ release }) => release);
};

describe('the path between two releases', () => {
  it('goes patch by patch on one line', () => {
    expect(pathOf('go1.24.0', 'go1.24.2')).toEqual(['go1.24.0', 'go1.24.1', 'go1.24.2']);
  });

  it('goes by the beginnings of the lines from one line to another, as the code did', () => {
    expect(pathOf('go1.21.2', 'go1.24.1')).toEqual([
      'go1.21.2',
      'go1.21.1',
      'go1.21.0',
      'go1.22.0',
      'go1.23.0',
      'go1.24.0',
      'go1.24.1',
    ]);
    expect(pathOf('go1.24.1', 'go1.21.2')).toEqual(pathOf('go1.21.2', 'go1.24.1').toReversed());
  });

  it('does not exist for releases nobody knows', () => {
    expect(pathBetween(lines, 'go1.5.1', 'go1.23.0')).toEqual({
      ok: false,
      error: 'go1.5.1 is not among the known releases',
    });
    expect(searchBetween({ lines, good: 'go1.23.0', bad: 'go9.9.9' })).toEqual({
      ok: false,
      error: 'go9.9.9 is not among the known releases',
    });
  });
});

describe('a bisect between a good and a bad release', () => {
  it.each([
    ['go1.23.12', 'go1.23.0', 'go1.23.0 … go1.23.12: fixed in go1.23.8: go1.23.7 is bad, go1.23.8 is good'],
    ['go1.20', 'go1.21.3', 'go1.20 … go1.21.3: introduced in go1.21.0: go1.21.0 is bad, go1.20 is good'],
    // By number 1.24.0 comes after 1.23.8; the code never had the fix, and 1.23.8 is where it came in.
    ['go1.23.8', 'go1.24.0', 'go1.23.8 … go1.24.0: fixed in go1.23.8: go1.23.7 is bad, go1.23.8 is good'],
    ['go1.25.3', 'go1.24.1', 'go1.24.1 … go1.25.3: fixed in go1.25.0: go1.24.0 is bad, go1.25.0 is good'],
  ])('%s is good, %s is bad', (good, bad, words) => {
    const { state } = search(configFor(good, bad), realProbe);
    expect(describePath(resultOf(state))).toBe(words);
    expect(resultOf(state).changes).toMatchObject([{ confirmed: true, between: [] }]);
  });

  it('checks what was said of the ends before anything else', () => {
    const { state, runs } = search(configFor('go1.23.3', 'go1.24.0'), realProbe);
    expect(describePath(resultOf(state))).toBe(
      'go1.23.3 … go1.24.0: cannot tell: go1.23.3 was named as good, but it is bad',
    );
    expect(runs).toEqual(['go1.23.3']);
    const refused = search(configFor('go1.23.8', 'go1.23.0'), () => ({
      kind: 'skip',
      reason: '403 Forbidden',
    }));
    expect(describePath(resultOf(refused.state))).toContain('was named as bad, but: 403 Forbidden');
  });

  it('says what lies between when it could not be run, and does not guess where the way turns', () => {
    expect(describePath(resultOf(search(configFor('go1.23.12', 'go1.23.0'), refuse('go1.23.7')).state))).toBe(
      'go1.23.0 … go1.23.12: changed between go1.23.6 and go1.23.8: go1.23.6 is bad, go1.23.8 is good; go1.23.7: refused',
    );
    const turning = search(configFor('go1.25.0', 'go1.24.1'), refuse('go1.24.0'));
    expect(resultOf(turning.state).changes).toMatchObject([
      { direction: 'unclear', good: 'go1.25.0', bad: 'go1.24.1' },
    ]);
  });

  it('says so when the change could not be confirmed', () => {
    const { state } = search(configFor('go1.23.12', 'go1.23.0'), (release, run) =>
      run === 0 ? realProbe(release) : { kind: 'skip', reason: 'disk full' },
    );
    expect(resultOf(state).changes).toMatchObject([{ confirmed: false }]);
    expect(describePath(resultOf(state))).toContain('fixed in go1.23.8 (not confirmed)');
  });

  it('looks for a fix only where there can be one', () => {
    expect(configFor('go1.23.8', 'go1.23.0', true).claims).toEqual({ good: 'go1.23.8', bad: 'go1.23.0' });
    expect(searchBetween({ lines, good: 'go1.20', bad: 'go1.21.0', findFix: true })).toMatchObject({
      ok: false,
    });
    expect(searchBetween({ lines, good: 'go1.20', bad: 'go1.20' })).toMatchObject({ ok: false });
  });

  it('takes about as many steps as halving does', () => {
    const config = configFor('go1.20.14', 'go1.24.1');
    const { runs } = search(config, realProbe);
    const path = config.tracks[0]?.points.length ?? 0;
    expect(runs.length).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(path)) + 2);
    expect(estimate(createSearch(config)).steps).toBeGreaterThan(3);
    const begun = record(createSearch(config), 'go1.20.14', { kind: 'not-applicable' });
    expect(resultOf(begun)).toMatchObject({ status: 'cannot-tell', complete: false });
  });

  it('finds a change that is really there, in any history', () => {
    const two = fc.uniqueArray(fc.constantFrom(...allReleases), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(two, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.nat(5)), (ends, coins, dice) => {
        const [good = '', bad = ''] = ends;
        const truth = new Map(allReleases.map((release) => [release, coins.next().value === true]));
        truth.set(good, false).set(bad, true);
        const refused = new Set(
          allReleases.filter((release) => !ends.includes(release) && dice.next().value === 0),
        );
        const { state } = search(configFor(good, bad), (release) =>
          refused.has(release)
            ? { kind: 'skip', reason: 'refused' }
            : { kind: truth.get(release) === true ? 'bad' : 'good' },
        );
        const result = resultOf(state);
        expect(result.status).toBe('found');
        const path = pathOf(good, bad);
        for (const change of result.changes) {
          expect(truth.get(change.bad)).toBe(true);
          expect(truth.get(change.good)).toBe(false);
          const [from, to] = [path.indexOf(change.good), path.indexOf(change.bad)].toSorted((a, b) => a - b);
          const skipped = path.slice((from ?? 0) + 1, to);
          expect(change.between.map(({ release }) => release).toSorted()).toEqual(skipped.toSorted());
          expect(skipped.every((release) => refused.has(release))).toBe(true);
          const badIsOlder = compareGoVersions(parseGoVersion(change.bad)!, parseGoVersion(change.good)!) < 0;
          expect([badIsOlder ? 'fixed' : 'introduced', 'unclear']).toContain(change.direction);
          expect(change.direction !== 'unclear' || skipped.length > 0).toBe(true);
        }
      }),
    );
  });
});

describe('what a bisect between two releases says in a report', () => {
  const reported = (good: string, bad: string, probe: (release: string) => Answer) => {
    const found = result(search(configFor(good, bad), probe).state);
    return found.kind === 'between' ? toReportPaths(found.paths) : [];
  };

  it('tells the end that was looked for, and nothing of the other', () => {
    expect(reported('go1.23.12', 'go1.23.0', realProbe)).toMatchObject([
      { status: 'affected', ranges: [{ introduced: null, fixed: 'go1.23.8', confirmed: true }], skipped: [] },
    ]);
    expect(reported('go1.20.14', 'go1.21.3', realProbe)).toMatchObject([
      { status: 'affected', ranges: [{ introduced: 'go1.21.0', fixed: null, confirmed: true }] },
    ]);
  });

  it('names every release that may be the first, oldest first', () => {
    const [line] = reported('go1.23.12', 'go1.23.0', refuse('go1.23.7', 'go1.23.8'));
    expect(line?.ranges).toMatchObject([
      { introduced: null, fixed: 'go1.23.9', fixedIn: ['go1.23.7', 'go1.23.8', 'go1.23.9'] },
    ]);
    expect(line?.skipped?.map(({ release }) => release)).toEqual(['go1.23.7', 'go1.23.8']);
  });

  it('is open at both ends where nothing can be told', () => {
    const [line] = reported('go1.23.12', 'go1.23.0', () => ({ kind: 'good' }));
    expect(line).toMatchObject({ status: 'cannot-tell', ranges: [{ introduced: null, fixed: null }] });
  });
});
