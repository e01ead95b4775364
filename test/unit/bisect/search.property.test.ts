import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchLines } from '../../../src/bisect/config.js';
import type { Boundary, LineResult } from '../../../src/bisect/line-results.js';
import { toReportLines } from '../../../src/bisect/osv.js';
import { estimate, result } from '../../../src/bisect/search.js';
import type { Answer, SearchState, Track } from '../../../src/model/bisect.js';
import { search } from './histories.js';

type Truth = 'bad' | 'good' | 'not-applicable';

interface World {
  readonly truth: readonly Truth[];
  readonly refused: readonly boolean[];
  readonly track: Track;
}

const truthOf = (bad: boolean): Truth => (bad ? 'bad' : 'good');

/** Histories of every kind: without change, with one change, with several, with whatever. */
const histories: fc.Arbitrary<Truth[]> = fc.integer({ min: 1, max: 24 }).chain((length) =>
  fc.oneof(
    fc.constantFrom<Truth>('bad', 'good', 'not-applicable').map((same) => Array<Truth>(length).fill(same)),
    fc
      .record({ at: fc.nat(length), first: fc.boolean() })
      .map(({ at, first }) => Array.from({ length }, (_, index) => truthOf(index < at === first))),
    fc
      .record({ cuts: fc.array(fc.nat(length), { maxLength: 5 }), first: fc.boolean() })
      .map(({ cuts, first }) =>
        Array.from({ length }, (_, index) =>
          truthOf((cuts.filter((cut) => cut <= index).length % 2 === 0) === first),
        ),
      ),
    fc.array(fc.constantFrom<Truth>('bad', 'good', 'not-applicable'), {
      minLength: length,
      maxLength: length,
    }),
  ),
);

const predictionOf = { bad: 'affected', good: 'fixed', 'not-applicable': 'not-applicable' } as const;

function worldsOf(refusal: fc.Arbitrary<boolean>): fc.Arbitrary<World> {
  return histories.chain((truth) => {
    const each = <T>(one: fc.Arbitrary<T>) =>
      fc.array(one, { minLength: truth.length, maxLength: truth.length });
    const right = truth.map((answer) => predictionOf[answer]);
    const hints = fc.oneof(
      fc.constant(right),
      each(fc.constant('unknown' as const)),
      each(fc.constantFrom('affected', 'fixed', 'not-applicable', 'unknown')),
      fc.constantFrom('affected' as const, 'fixed' as const).chain((same) => each(fc.constant(same))),
    );
    return fc.record({
      truth: fc.constant(truth),
      refused: each(refusal),
      track: hints.map((predicted) => ({
        name: '1.23',
        points: predicted.map((predicted, patch) => ({ release: `go1.23.${patch}`, predicted })),
      })),
    });
  });
}

const worlds = fc.oneof(
  worldsOf(fc.constant(false)),
  worldsOf(fc.boolean()),
  worldsOf(fc.integer({ min: 0, max: 9 }).map((die) => die === 0)),
);
const options = fc.record({
  scan: fc.constantFrom('orders-runs' as const, 'saves-runs' as const),
  maxGap: fc.integer({ min: 0, max: 8 }),
});
/** In which order wanted steps are run, as several workers would. */
const orders = fc.infiniteStream(fc.nat(30));

const indexOf = (release: string): number => Number(release.split('.')[2]);

function resultOf(state: SearchState): LineResult {
  const found = result(state);
  const only = found.kind === 'lines' ? found.lines[0] : undefined;
  if (only === undefined) throw new Error('no result');
  return only;
}

function probeOf({ truth, refused }: World): (release: string) => Answer {
  return (release) => {
    const index = indexOf(release);
    return refused[index] ? { kind: 'skip', reason: 'refused' } : { kind: truth[index] ?? 'good' };
  };
}

function chooserOf(order: fc.Stream<number>): () => number {
  return () => {
    const { value } = order.next();
    return typeof value === 'number' ? value : 0;
  };
}

/** A stated boundary is one that is really there: its sides differ in truth, and nothing runnable lies between them. */
function expectTrueBoundary({ truth, refused }: World, { release, before, orElse }: Boundary): void {
  const at = indexOf(release);
  const from = before === null ? -1 : indexOf(before);
  const changes = before === null || (truth[from] === 'bad') !== (truth[at] === 'bad');
  expect(changes).toBe(true);
  const between = Array.from({ length: at - from - 1 }, (_, offset) => from + 1 + offset);
  expect(orElse.map((other) => indexOf(other.release))).toEqual(between);
  expect(between.filter((index) => !refused[index])).toEqual([]);
}

function isInRanges(
  index: number,
  ranges: readonly { introduced: string | null; fixed: string | null }[],
): boolean {
  return ranges.some(
    ({ introduced, fixed }) =>
      (introduced === null || index >= indexOf(introduced)) && (fixed === null || index < indexOf(fixed)),
  );
}

describe('a search over any history', () => {
  it('states no boundary that is not there, and contradicts none of its own runs', () => {
    fc.assert(
      fc.property(worlds, options, orders, (world, option, order) => {
        const { state, runs } = search(
          searchLines({ lines: [world.track], ...option }),
          probeOf(world),
          chooserOf(order),
        );
        expect(runs.length).toBeLessThanOrEqual(2 * world.truth.length);
        const result = resultOf(state);
        expect(result.complete).toBe(true);
        for (const { introduced, fixed } of result.ranges)
          for (const boundary of fixed === null ? [introduced] : [introduced, fixed]) {
            expectTrueBoundary(world, boundary);
            expect(boundary.confirmed).toBe(true);
          }
        const ranges = toReportLines([result])[0]?.ranges ?? [];
        for (const { release, answer: seen } of result.tested) {
          expect(seen).toBe(world.truth[indexOf(release)]);
          expect(isInRanges(indexOf(release), ranges)).toBe(seen === 'bad');
        }
        const accounted = result.tested.length + result.unsettled.length + result.untested.length;
        expect(accounted).toBe(world.truth.length);
      }),
      { numRuns: 500 },
    );
  });

  it('tells the whole truth about a history with at most one change, whatever the scan says', () => {
    fc.assert(
      fc.property(
        worldsOf(fc.constant(false)),
        fc.integer({ min: 0, max: 20 }),
        orders,
        (world, maxGap, order) => {
          const changes = world.truth.filter(
            (answer, index) => index > 0 && (answer === 'bad') !== (world.truth[index - 1] === 'bad'),
          );
          fc.pre(changes.length <= 1);
          const config = searchLines({ lines: [world.track], scan: 'orders-runs', maxGap });
          const ranges =
            toReportLines([resultOf(search(config, probeOf(world), chooserOf(order)).state)])[0]?.ranges ??
            [];
          expect(world.truth.map((_, index) => isInRanges(index, ranges))).toEqual(
            world.truth.map((answer) => answer === 'bad'),
          );
        },
      ),
    );
  });

  it('tells the whole truth about any history when every release is run', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom('orders-runs' as const, 'saves-runs' as const), (world, scan) => {
        const vouched = scan === 'saves-runs';
        fc.pre(
          !vouched ||
            world.track.points.every(
              ({ predicted }, at) => predicted === predictionOf[world.truth[at] ?? 'good'],
            ),
        );
        const config = searchLines({ lines: [world.track], scan, maxGap: 0 });
        const result = resultOf(search(config, probeOf(world)).state);
        fc.pre(result.status !== 'cannot-tell');
        const ranges = toReportLines([result])[0]?.ranges ?? [];
        // What could not be run may be in a range without being bad, for caution, but a bad one is never left out of a bracket.
        const runnable = world.truth.flatMap((answer, index) =>
          world.refused[index] ? [] : [{ answer, index }],
        );
        expect(runnable.map(({ index }) => isInRanges(index, ranges))).toEqual(
          runnable.map(({ answer }) => answer === 'bad'),
        );
      }),
    );
  });

  it('runs both ends of every line the scan does not take for quiet', () => {
    fc.assert(
      fc.property(worlds, options, (world, option) => {
        fc.pre(
          option.scan === 'orders-runs' ||
            // One that cannot be run leaves the line as quiet as the others make it.
            world.track.points.some(({ predicted }, at) => predicted === 'unknown' && !world.refused[at]),
        );
        const { distinct } = search(searchLines({ lines: [world.track], ...option }), probeOf(world));
        const runnable = world.truth.flatMap((_, index) => (world.refused[index] ? [] : [`go1.23.${index}`]));
        expect(
          runnable.length === 0 || (distinct.has(runnable[0] ?? '') && distinct.has(runnable.at(-1) ?? '')),
        ).toBe(true);
      }),
    );
  });

  it('leaves no longer stretch unseen than it was allowed to', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 8 }), (world, maxGap) => {
        const config = searchLines({ lines: [world.track], scan: 'orders-runs', maxGap });
        const { tested, untested } = resultOf(search(config, probeOf(world)).state);
        const edges = tested.map(({ release }) => indexOf(release));
        const gaps = edges.map(
          (edge, at) =>
            untested.filter(
              (release) => indexOf(release) > edge && indexOf(release) < (edges[at + 1] ?? Infinity),
            ).length,
        );
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(maxGap);
      }),
    );
  });

  it('estimates from the start how many runs it takes when the scan is right', () => {
    fc.assert(
      fc.property(worldsOf(fc.constant(false)), options, (world, option) => {
        fc.pre(
          world.track.points.every(
            ({ predicted }, at) => predicted === predictionOf[world.truth[at] ?? 'good'],
          ),
        );
        const { state, runs } = search(searchLines({ lines: [world.track], ...option }), probeOf(world));
        expect(estimate({ config: state.config, log: [] }).steps).toBe(runs.length);
      }),
    );
  });
});

/** A small seeded generator (mulberry32), so that a failure can be replayed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a search with a probe that errs', () => {
  it('is not misled within the bounds it was told', () => {
    const rule = { showIfBad: 0.6, showIfGood: 0.05, confidence: 1 - 1e-9, cap: 300 };
    fc.assert(
      fc.property(
        worlds,
        options,
        fc.integer(),
        fc.double({ min: 0.6, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        (world, option, seed, showIfBad, showIfGood) => {
          const random = randomFrom(seed);
          const sure = probeOf(world);
          const { state, runs } = search(
            searchLines({ lines: [world.track], ...option, rule }),
            (release) => {
              const answer = sure(release);
              if (answer.kind === 'skip' || answer.kind === 'not-applicable') return answer;
              return { kind: random() < (answer.kind === 'bad' ? showIfBad : showIfGood) ? 'bad' : 'good' };
            },
          );
          expect(runs.length).toBeLessThanOrEqual(2 * rule.cap * world.truth.length);
          for (const { introduced, fixed } of resultOf(state).ranges)
            for (const boundary of fixed === null ? [introduced] : [introduced, fixed])
              expectTrueBoundary(world, boundary);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('ends whatever it is told, and confirms only what was said twice', () => {
    const answers = fc.infiniteStream(
      fc.constantFrom<Answer>(
        { kind: 'bad' },
        { kind: 'good' },
        { kind: 'not-applicable' },
        { kind: 'skip', reason: 'refused' },
      ),
    );
    const rules = fc.constantFrom(
      { showIfBad: 1, showIfGood: 0, confidence: 1, cap: 1 },
      { showIfBad: 0.7, showIfGood: 0.2, confidence: 0.95, cap: 9 },
    );
    fc.assert(
      fc.property(worlds, options, rules, answers, orders, (world, option, rule, stream, order) => {
        const given = new Map<string, Answer['kind'][]>();
        const config = searchLines({ lines: [world.track], ...option, rule });
        const { state, runs } = search(
          config,
          (release) => {
            const next = stream.next();
            const answer: Answer = next.done === true ? { kind: 'good' } : next.value;
            given.set(release, [...(given.get(release) ?? []), answer.kind]);
            return answer;
          },
          chooserOf(order),
        );
        expect(runs.length).toBeLessThanOrEqual(2 * rule.cap * world.truth.length);
        for (const { introduced, fixed } of resultOf(state).ranges)
          for (const { release, before, confirmed } of fixed === null ? [introduced] : [introduced, fixed])
            for (const side of confirmed ? [release, ...(before === null ? [] : [before])] : [])
              expect(given.get(side)?.length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });
});
