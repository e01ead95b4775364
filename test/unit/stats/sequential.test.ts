import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certain, decideSequentially, type SequentialRule } from '../../../src/stats/sequential.js';

const rule: SequentialRule = { showIfBad: 0.6, showIfGood: 0.05, confidence: 0.99, cap: 40 };

/** Share of wrong and open decisions for a subject that shows the bug at a given rate, exactly, by walking all sequences. */
function errorRates(
  rate: number,
  wrong: 'bad' | 'good',
  rule: SequentialRule,
): { wrong: number; open: number } {
  let [wrongShare, openShare] = [0, 0];
  const walk = (shown: boolean[], probability: number): void => {
    const { decision, exhausted } = decideSequentially(shown, rule);
    if (decision === wrong) wrongShare += probability;
    else if (decision === 'undecided' && exhausted) openShare += probability;
    else if (decision === 'undecided')
      for (const show of [true, false]) walk([...shown, show], probability * (show ? rate : 1 - rate));
  };
  walk([], 1);
  return { wrong: wrongShare, open: openShare };
}

describe('deciding from repeated answers', () => {
  it('takes the first answer of a probe that is sure', () => {
    expect(decideSequentially([true], certain)).toEqual({ decision: 'bad', used: 1, exhausted: false });
    expect(decideSequentially([false, true], certain)).toMatchObject({ decision: 'good', used: 1 });
    expect(decideSequentially([], certain)).toEqual({ decision: 'undecided', used: 0, exhausted: false });
  });

  it('believes one sighting of what good subjects never show, and asks for enough clean answers', () => {
    const never: SequentialRule = { showIfBad: 0.5, showIfGood: 0, confidence: 0.999, cap: 50 };
    expect(decideSequentially([false, false, true], never)).toMatchObject({ decision: 'bad', used: 3 });
    expect(decideSequentially(Array<boolean>(9).fill(false), never).decision).toBe('undecided');
    expect(decideSequentially(Array<boolean>(10).fill(false), never)).toMatchObject({
      decision: 'good',
      used: 10,
    });
  });

  it('reaches the limits where the likelihood ratio says', () => {
    // log(0.6/0.05) = 2.485; log(100) = 4.605: two sightings in a row are enough, one is not.
    expect(decideSequentially([true], rule).decision).toBe('undecided');
    expect(decideSequentially([true, true], rule).decision).toBe('bad');
    // log(0.95/0.4) = 0.865: six clean ones.
    expect(decideSequentially(Array<boolean>(5).fill(false), rule).decision).toBe('undecided');
    expect(decideSequentially(Array<boolean>(6).fill(false), rule).decision).toBe('good');
  });

  it('gives up at the cap and says so', () => {
    const short = { ...rule, cap: 3 };
    expect(decideSequentially([true, false, false, true, true], short)).toEqual({
      decision: 'undecided',
      used: 3,
      exhausted: true,
    });
  });

  it.each([
    { rate: 0.6, wrong: 'good' as const },
    { rate: 0.9, wrong: 'good' as const },
    { rate: 0.05, wrong: 'bad' as const },
    { rate: 0.01, wrong: 'bad' as const },
  ])('errs in at most 1 % for a subject that shows it in $rate of the runs', ({ rate, wrong }) => {
    const rates = errorRates(rate, wrong, { ...rule, cap: 14 });
    expect(rates.wrong).toBeLessThanOrEqual(0.01);
    expect(rates.open).toBeLessThan(0.1);
  });

  it('never looks beyond the answer that decided', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.array(fc.boolean(), { maxLength: 5 }),
        (shown, more) => {
          const first = decideSequentially(shown, rule);
          fc.pre(first.decision !== 'undecided');
          expect(decideSequentially([...shown, ...more], rule)).toEqual(first);
          expect(decideSequentially(shown.slice(0, first.used - 1), rule).decision).toBe('undecided');
        },
      ),
    );
  });

  it('refuses bounds that cannot tell good from bad', () => {
    for (const bad of [
      { showIfBad: 0.3, showIfGood: 0.3 },
      { showIfBad: 1.2, showIfGood: 0 },
      { confidence: 0.4 },
      { cap: 0 },
    ])
      expect(() => decideSequentially([], { ...rule, ...bad })).toThrow(RangeError);
  });
});
