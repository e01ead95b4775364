import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../../src/pipeline/examine/limiter.js';

describe('createLimiter', () => {
  it('never runs more than its limit, runs everything, and in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ turns: fc.nat(3), fails: fc.boolean() }), { maxLength: 20 }),
        async (limit, works) => {
          const limiter = createLimiter(limit);
          const started: number[] = [];
          let running = 0;
          const runs = works.map(({ turns, fails }, index) =>
            limiter(async () => {
              started.push(index);
              running += 1;
              expect(running).toBeLessThanOrEqual(limit);
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              running -= 1;
              if (fails) throw new Error('failed');
              return index;
            }),
          );
          const ends = await Promise.allSettled(runs);
          expect(started).toEqual(works.map((_, index) => index));
          expect(ends.map(({ status }) => status === 'rejected')).toEqual(works.map(({ fails }) => fails));
        },
      ),
    );
  });
});
