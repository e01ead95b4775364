import { describe, expect, it } from 'vitest';
import { faultRecovery } from '../../../../src/bugs/go72870/probes/fault-recovery.js';
import { flag } from '../../../../src/bugs/go72870/probes/flag.js';
import type { TrialJudgement } from '../../../../src/oracle/probe.js';
import { profileCrash } from '../../../../src/bugs/go72870/probes/profile-crash.js';
import type { RunPlan } from '../../../../src/pipeline/examine/run-plan.js';
import { confirmedHang, isSurprising, wantsMore } from '../../../../src/pipeline/examine/wants-more.js';
import { plainSettings, judgement } from '../../../helpers/trial-facts.js';

const plan = (more: Partial<RunPlan> = {}): RunPlan => ({
  probes: [],
  exhaustive: false,
  settings: plainSettings,
  confidence: 0.999,
  runs: null,
  durationMs: null,
  untilCrash: false,
  timeoutMs: null,
  ...more,
});

const shown = judgement({ outcome: 'crash', says: 'affected' });
const clean = judgement({ says: 'fixed', detection: 0.99 });
const weak = judgement({ says: 'fixed', detection: 0.3 });
const short = judgement({ outcome: 'too-short' });
const broken = judgement({ outcome: 'harness-error' });
const telling = judgement({ says: 'fixed', detection: 0.01 });
const times = (count: number, one: TrialJudgement): TrialJudgement[] =>
  Array.from({ length: count }, () => one);

describe('wantsMore', () => {
  it('stops once the answer holds', () => {
    expect(wantsMore(profileCrash, [shown], plan(), 0)).toBe(false);
    expect(wantsMore(faultRecovery, [clean], plan(), 0)).toBe(true);
    expect(wantsMore(faultRecovery, [clean, clean], plan(), 0)).toBe(false);
    expect(wantsMore(faultRecovery, [clean, clean], plan({ confidence: 0.99999 }), 0)).toBe(true);
    expect(wantsMore(flag, [judgement({ says: 'fixed', detection: 1 })], plan(), 0)).toBe(false);
  });

  it('gives up on trials that tell nothing, unless another came between', () => {
    expect(wantsMore(profileCrash, times(4, short), plan(), 0)).toBe(true);
    expect(wantsMore(profileCrash, times(5, short), plan(), 0)).toBe(false);
    expect(wantsMore(profileCrash, [...times(4, short), weak, short], plan(), 0)).toBe(true);
  });

  it('goes on with clean trials that tell little, up to a limit', () => {
    expect(wantsMore(profileCrash, times(59, telling), plan(), 0)).toBe(true);
    expect(wantsMore(profileCrash, times(60, telling), plan(), 0)).toBe(false);
  });

  describe.each([
    ['runs', { runs: 3 }],
    ['a duration', { durationMs: 1000 }],
    ['until it crashes', { untilCrash: true }],
  ] as const)('with %s', (_, asked) => {
    it('asks a certain probe no more often than the answer needs', () => {
      expect(wantsMore(faultRecovery, [clean, clean], plan(asked), 0)).toBe(false);
      expect(wantsMore(flag, times(5, short), plan(asked), 0)).toBe(false);
    });
  });

  it('makes exactly as many trials as were asked for, whatever they show', () => {
    const counted = plan({ runs: 3 });
    for (const one of [shown, weak, broken]) {
      expect(wantsMore(profileCrash, times(2, one), counted, 0)).toBe(true);
      expect(wantsMore(profileCrash, times(3, one), counted, 0)).toBe(false);
    }
    expect(wantsMore(profileCrash, times(99, clean), plan({ runs: 100 }), 0)).toBe(true);
  });

  it('goes on for as long as was asked for, whatever it shows', () => {
    const timed = plan({ durationMs: 1000 });
    expect(wantsMore(profileCrash, times(100, shown), timed, 999)).toBe(true);
    expect(wantsMore(profileCrash, times(100, short), timed, 999)).toBe(true);
    expect(wantsMore(profileCrash, [weak], timed, 1000)).toBe(false);
  });

  it('goes on until the bug shows, or until the time is up', () => {
    expect(wantsMore(profileCrash, times(500, clean), plan({ untilCrash: true }), 1e9)).toBe(true);
    expect(wantsMore(profileCrash, [...times(500, clean), shown], plan({ untilCrash: true }), 0)).toBe(false);
    expect(wantsMore(profileCrash, [clean], plan({ untilCrash: true, durationMs: 10 }), 10)).toBe(false);
  });

  it('ends with the first that is reached of several', () => {
    const asked = plan({ runs: 3, durationMs: 10, untilCrash: true });
    expect(wantsMore(profileCrash, [clean, clean], asked, 9)).toBe(true);
    expect(wantsMore(profileCrash, [clean, clean, clean], asked, 9)).toBe(false);
    expect(wantsMore(profileCrash, [clean, clean], asked, 10)).toBe(false);
    expect(wantsMore(profileCrash, [clean, shown], asked, 9)).toBe(false);
  });

  it.each([{ untilCrash: true }, { durationMs: 1e9 }])(
    'does not go on for ever with a program that cannot be asked: %j',
    (asked) => {
      expect(wantsMore(profileCrash, times(4, broken), plan(asked), 0)).toBe(true);
      expect(wantsMore(profileCrash, times(5, broken), plan(asked), 0)).toBe(false);
      expect(wantsMore(profileCrash, [...times(5, broken), weak], plan(asked), 0)).toBe(true);
    },
  );
});

describe('a hang', () => {
  const hang = judgement({ outcome: 'hang', signature: 'hang', says: 'affected' });

  it.each([
    ['fixed', true],
    ['inconclusive', true],
    ['not-applicable', true],
    ['affected', false],
  ] as const)('where the flag says %s is surprising: %s', (expected, surprising) => {
    expect(isSurprising(hang, expected)).toBe(surprising);
  });

  it('that shows nothing, and a crash, are no surprise', () => {
    expect(isSurprising({ ...hang, says: null }, 'fixed')).toBe(false);
    expect(isSurprising(shown, 'fixed')).toBe(false);
  });

  it('counts when it comes again, and not when it does not', () => {
    expect(confirmedHang(hang, hang)).toStrictEqual(hang);
    for (const second of [clean, shown, broken]) {
      expect(confirmedHang(hang, second)).toMatchObject({
        outcome: 'hang',
        says: null,
        note: expect.any(String),
      });
    }
  });
});
