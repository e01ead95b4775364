import { describe, expect, it } from 'vitest';
import { flag } from '../../../../../src/bugs/go72870/probes/flag.js';
import { exited } from '../../../../helpers/child-record.js';
import { judgement, trialFacts, wholeTrial } from '../../../../helpers/trial-facts.js';

const layout = { type: 'layout', hasFlag: true };
const step = (name: string, level: number, isExtraInC: boolean, ncgo: number, isExtra = true) => ({
  type: 'flags',
  step: name,
  level,
  isExtra,
  isExtraInC,
  ncgo,
});

/** As go1.23.0 and go1.23.8 say at depth 2. */
const round = (misflagged: boolean) => [
  layout,
  step('enter', 1, false, 0),
  step('enter', 2, false, 1),
  step('settled', 2, false, 1),
  step('settled', 1, misflagged, 0),
];
const told = (messages: readonly Record<string, unknown>[]) => flag.judgeTrial(wholeTrial(messages));

describe('the flag', () => {
  it('is wrong in the outer frame: affected', () => {
    expect(told(round(true))).toMatchObject({ outcome: 'clean', says: 'affected' });
  });

  it('is right in the outer frame: fixed', () => {
    expect(told(round(false))).toMatchObject({ outcome: 'clean', says: 'fixed' });
  });

  it('is wrong in one of several outer frames: affected', () => {
    const deeper = [
      ...round(false),
      step('enter', 1, false, 0),
      step('enter', 2, false, 1),
      step('settled', 1, true, 0),
    ];
    expect(told(deeper)).toMatchObject({ says: 'affected' });
  });

  it('does not exist: not applicable', () => {
    expect(told([{ ...layout, hasFlag: false }, ...round(false).slice(1)])).toMatchObject({
      says: 'not-applicable',
    });
  });

  it.each([
    ['no layout', round(true).slice(1)],
    ['no steps', [layout]],
    ['a plain callback', [layout, step('enter', 1, false, 0), step('settled', 1, false, 0)]],
    ['no end of the outer frame', round(true).slice(0, 4)],
    ['an outer frame that still counts C calls', [...round(true).slice(0, 4), step('settled', 1, true, 1)]],
    ['a thread that Go made', round(true).map((m) => ('isExtra' in m ? { ...m, isExtra: false } : m))],
    [
      'a frame that was entered with the flag set',
      [layout, step('enter', 1, true, 0), ...round(true).slice(2)],
    ],
  ])('says nothing with %s', (_, messages) => {
    expect(told(messages)).toMatchObject({ outcome: 'too-short', says: null, note: expect.any(String) });
  });

  it('says nothing when the program did not end well, whatever it said before', () => {
    const facts = trialFacts(round(true), { ...exited(2), output: 'panic: x\n' });
    expect(flag.judgeTrial(facts)).toMatchObject({ outcome: 'other-crash', says: null });
  });

  it('is concluded from the readings that say something, and these have to agree', () => {
    const none = judgement({ outcome: 'killed' });
    const [right, wrong] = [told(round(false)), told(round(true))];
    expect(flag.conclude([none, right], 0.999)).toMatchObject({ verdict: 'fixed' });
    expect(flag.conclude([none], 0.999)).toMatchObject({ detail: 'not read: killed' });
    for (const readings of [
      [wrong, right],
      [right, none, wrong],
    ])
      expect(flag.conclude(readings, 0.999)).toMatchObject({ verdict: 'inconclusive' });
  });
});
