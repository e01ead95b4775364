import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchLines } from '../../../../src/bisect/config.js';
import { createSearch, nextSteps, result } from '../../../../src/bisect/search.js';
import type { ErrorCode } from '../../../../src/model/errors.js';
import type { Event } from '../../../../src/model/event.js';
import { verdicts, type Verdict } from '../../../../src/model/verdict.js';
import { driveSearch, type SearchDriver } from '../../../../src/pipeline/bisect/drive-search.js';
import { examineCells } from '../../../../src/pipeline/examine/examine-cells.js';
import { askedOnHost, fakeSteps, nowhere, refused } from '../../../helpers/fake-cells.js';

const line = (patches: number) => Array.from({ length: patches }, (_, at) => `go1.23.${at}`);

type World = Readonly<Record<string, Verdict | ErrorCode>>;

/** Answers come in an order of their own, after as many turns of the event loop as the release's number says. */
function drive(world: World, changes: Partial<SearchDriver> & { readonly signal?: AbortSignal } = {}) {
  const releases = Object.keys(world);
  const examined: string[] = [];
  const works: string[] = [];
  const events: Event[] = [];
  const points = releases.map((release) => ({ release, predicted: 'unknown' as const }));
  const config = searchLines({ lines: [{ name: '1.23', points }] });
  const { context } = nowhere(changes.signal);
  const steps = fakeSteps(
    async (doing, release) => {
      works.push(`${release} ${doing}`);
      if (doing === 'try') examined.push(release);
      for (let turn = release.length % 5; turn > 0; turn -= 1) await Promise.resolve();
      const answer = world[release] ?? 'environment';
      if (doing === 'fetch' && !isVerdict(answer)) throw refused(release, answer);
    },
    (release) => {
      const answer = world[release] ?? 'environment';
      return isVerdict(answer) ? answer : 'inconclusive';
    },
  );
  const driver: SearchDriver = {
    ...askedOnHost,
    examine: (feed) => examineCells(feed, { builds: 1, trials: 1, busy: 2 }, context, steps),
    first: [],
    onEvent: (event) => events.push(event),
    onProgress: () => Promise.resolve(),
    ...changes,
  };
  const run = driveSearch({ state: createSearch(config), cells: [] }, driver);
  return { run, examined, works, events };
}

const isVerdict = (answer: Verdict | ErrorCode): answer is Verdict =>
  verdicts.some((verdict) => verdict === answer);

const history = (bad: number, good: number): World =>
  Object.fromEntries(line(bad + good).map((release, at) => [release, at < bad ? 'affected' : 'fixed']));

describe('driveSearch', () => {
  it('finds the boundary of any history with a change in it, whatever the order of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        async (bad, good) => {
          const { progress, failure } = await drive(history(bad, good)).run;
          expect(failure).toBeNull();
          expect(nextSteps(progress.state)).toEqual([]);
          expect(result(progress.state)).toMatchObject({
            lines: [{ ranges: [{ fixed: { release: `go1.23.${bad}`, orElse: [], confirmed: true } }] }],
          });
          const asked = new Set(progress.state.log.map(({ release }) => release));
          expect(new Set(progress.cells.map(({ go }) => go))).toEqual(asked);
        },
      ),
    );
  });

  it('leaves out what cannot be had, with the reason, and says what that leaves open', async () => {
    const world = { ...history(7, 5), 'go1.23.7': 'release-refused' } as const;
    const { progress, failure } = await drive(world).run;
    expect(failure).toBeNull();
    expect(result(progress.state)).toMatchObject({
      lines: [
        {
          ranges: [
            {
              fixed: {
                release: 'go1.23.8',
                orElse: [{ release: 'go1.23.7', reason: 'not to be had' }],
              },
            },
          ],
        },
      ],
    });
    expect(progress.cells.find(({ go }) => go === 'go1.23.7')?.skipped).toEqual({
      reason: 'not to be had',
    });
  });

  it('stops for what concerns every release, and records no answer for it', async () => {
    const { run, examined } = drive({ ...history(7, 5), 'go1.23.11': 'network' });
    const { progress, failure } = await run;
    expect(failure?.code).toBe('network');
    expect(progress.state.log.map(({ release }) => release)).not.toContain('go1.23.11');
    expect(examined.length).toBeLessThanOrEqual(3);
  });

  it('starts nothing after an interrupt', async () => {
    const controller = new AbortController();
    const { run, examined } = drive(history(7, 5), {
      signal: controller.signal,
      onProgress: () => Promise.resolve(controller.abort()),
    });
    const { progress, failure } = await run;
    expect(failure).toBeNull();
    expect(progress.state.log.length).toBe(examined.length);
    expect(nextSteps(progress.state)).not.toEqual([]);
  });

  it('asks the doubtful ones before anything else, and fetches nothing until they have answered', async () => {
    const world = { ...history(7, 5), 'go1.23.3': 'release-refused', 'go1.23.9': 'release-refused' } as const;
    const { run, works, events } = drive(world, { first: ['go1.23.3', 'go1.23.9'] });
    await run;
    expect(works.slice(0, 2)).toEqual(['go1.23.3 fetch', 'go1.23.9 fetch']);
    const steps = events.flatMap((event) => (event.type === 'bisect-step' ? [event.release] : []));
    expect(steps.slice(0, 2)).toEqual(['go1.23.0', 'go1.23.11']);
  });

  it('fetches ahead what will be asked once both ends have answered', async () => {
    const { run, examined, works } = drive(history(7, 5));
    await run;
    expect(examined.slice(0, 3)).toEqual(['go1.23.0', 'go1.23.11', 'go1.23.5']);
    expect(works.indexOf('go1.23.5 fetch')).toBeLessThan(works.indexOf('go1.23.0 try'));
  });
});
