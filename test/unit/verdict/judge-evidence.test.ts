import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theBug } from '../../helpers/the-bug.js';
import type { Evidence } from '../../../src/model/report.js';
import { verdicts, type Verdict } from '../../../src/model/verdict.js';
import { judgeEvidence } from '../../../src/verdict/judge-evidence.js';

type Said = Readonly<Record<string, Verdict>>;

/** Evidence in the order in which it is given. */
function evidence(said: Said): Evidence[] {
  return Object.entries(said).map(([name, verdict]) => {
    return { ...(name === 'source' ? { oracle: 'source' } : { probe: name }), verdict, detail: '' };
  });
}

const [affected, fixed, none, unknown] = ['affected', 'fixed', 'not-applicable', 'inconclusive'] as const;

const rules: readonly (readonly [rule: string, said: Said, verdict: Verdict, reason: RegExp])[] = [
  // The flag is wrong.
  [
    'flag and crash',
    { source: affected, flag: affected, 'profile-crash': affected },
    affected,
    /flag is wrong .* and profile-crash confirmed it/,
  ],
  [
    'flag and crash, source unread',
    { source: unknown, flag: affected, 'profile-crash': affected },
    affected,
    /profile-crash confirmed it/,
  ],
  [
    'flag and source, nothing else asked',
    { source: affected, flag: affected },
    affected,
    /the source says why; no other probe was asked/,
  ],
  [
    'flag and source, the others undecided',
    { source: affected, flag: affected, 'profile-crash': unknown },
    affected,
    /the source says why; profile-crash stayed undecided/,
  ],
  ['the flag alone', { flag: affected }, affected, /flag is wrong after the nested callback; no other probe/],
  [
    'flag against a clean probe',
    { source: affected, flag: affected, 'profile-crash': affected, preemption: fixed },
    unknown,
    /but preemption behaved as on a fixed toolchain/,
  ],
  [
    'flag and crash against the source',
    { source: fixed, flag: affected, 'profile-crash': affected },
    affected,
    /the source reads as fixed, so the binary was not built from this source/,
  ],
  [
    'flag and crash against a source without the flag',
    { source: none, flag: affected, attribution: affected },
    affected,
    /the source reads as not-applicable/,
  ],
  [
    'flag against the source, nothing else',
    { source: fixed, flag: affected },
    unknown,
    /no other probe was decisive/,
  ],

  // The flag is right.
  [
    'flag and clean probes',
    { source: fixed, flag: fixed, 'profile-crash': fixed, preemption: fixed },
    fixed,
    /flag is right .* profile-crash, preemption confirmed it$/,
  ],
  [
    'flag and a clean probe, source unread, another undecided',
    { source: unknown, flag: fixed, preemption: fixed, attribution: unknown },
    fixed,
    /preemption confirmed it; attribution stayed undecided/,
  ],
  [
    'flag and source, nothing else asked',
    { source: fixed, flag: fixed },
    fixed,
    /and so is the source; .* was asked/,
  ],
  [
    'flag and source, the others undecided',
    { source: fixed, flag: fixed, preemption: unknown },
    fixed,
    /no other probe was decisive/,
  ],
  [
    'the flag alone',
    { source: unknown, flag: fixed },
    unknown,
    /neither the source nor another probe confirms it/,
  ],
  [
    'flag against a crash',
    { source: fixed, flag: fixed, 'profile-crash': affected },
    unknown,
    /flag says fixed, but profile-crash showed the bug \(golang\/go#70529\?\)/,
  ],
  [
    'flag against another symptom',
    { source: fixed, flag: fixed, preemption: affected, 'profile-crash': fixed },
    unknown,
    /preemption showed the bug$/,
  ],
  [
    'flag against the source, even with clean probes',
    { source: affected, flag: fixed, 'profile-crash': fixed },
    unknown,
    /the source reads as affected: the binary was not built from this source/,
  ],
  [
    'flag against a source without the flag',
    { source: none, flag: fixed },
    unknown,
    /reads as not-applicable/,
  ],

  // There is no flag.
  [
    'no flag in source and program',
    { source: none, flag: none },
    none,
    /older than the bug: it has no such flag$/,
  ],
  [
    'no flag, source unread',
    { source: unknown, flag: none, preemption: fixed },
    none,
    /and preemption found nothing/,
  ],
  ['no flag, nothing else', { source: unknown, flag: none }, unknown, /neither the source nor another probe/],
  [
    'no flag, but a symptom',
    { source: none, flag: none, preemption: affected },
    unknown,
    /but preemption showed/,
  ],
  [
    'no flag, but a source that has it',
    { source: affected, flag: none },
    unknown,
    /source reads as affected/,
  ],
  ['no flag, but a source that has the fix', { source: fixed, flag: none }, unknown, /source reads as fixed/],

  // The flag was not read.
  [
    'a symptom and the source',
    { source: affected, flag: unknown, 'profile-crash': affected },
    affected,
    /profile-crash showed the bug, and the source says why; the flag was not read/,
  ],
  [
    'a symptom alone',
    { source: unknown, 'profile-crash': affected },
    unknown,
    /source reads as inconclusive/,
  ],
  [
    'a symptom against the source',
    { source: fixed, 'profile-crash': affected },
    unknown,
    /source reads as fixed/,
  ],
  [
    'probes that disagree',
    { source: affected, 'profile-crash': affected, preemption: fixed },
    unknown,
    /profile-crash showed the bug and preemption did not/,
  ],
  [
    'clean probes and the source',
    { source: fixed, preemption: fixed },
    fixed,
    /preemption found nothing, and the source is fixed/,
  ],
  ['clean probes, source without the flag', { source: none, preemption: fixed }, none, /older than the bug/],
  [
    'clean probes against the source',
    { source: affected, preemption: fixed },
    unknown,
    /source reads as affected/,
  ],
  ['clean probes alone', { preemption: fixed }, unknown, /source reads as inconclusive/],
  ['the source alone', { source: affected }, unknown, /the source alone reads as affected/],
  ['the source alone', { source: fixed }, unknown, /the source alone reads as fixed/],
  ['nothing', {}, unknown, /no probe was decisive/],
];

describe('judge', () => {
  it.each(rules)('%s: %j', (_, said, verdict, reason) => {
    const judgement = judgeEvidence(evidence(said), {
      bug: theBug,
      programCannotShow: null,
      withoutEffect: null,
    });
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.reason).toMatch(reason);
  });

  it.each([
    [
      { source: affected, flag: fixed, 'profile-crash': fixed },
      /plain callback, so a clean run says nothing/,
    ],
    [{ source: fixed, flag: fixed, 'profile-crash': fixed }, /the source alone reads as fixed/],
    [{ source: affected, flag: affected, 'profile-crash': affected }, /and yet profile-crash showed it/],
  ])('a program that cannot show the bug decides nothing: %j', (said, reason) => {
    const judgement = judgeEvidence(evidence(said), {
      bug: theBug,
      programCannotShow: 'a plain callback',
      withoutEffect: null,
    });
    expect(judgement.verdict).toBe('inconclusive');
    expect(judgement.reason).toMatch(reason);
  });
});

describe('where nothing reads the flag', () => {
  const withoutEffect = 'nothing on Windows reads it';
  const judged = (said: Said) =>
    judgeEvidence(evidence(said), { bug: theBug, programCannotShow: null, withoutEffect });

  it('a wrong flag is affected all the same, and the reason says that nothing reads it', () => {
    expect(judged({ source: affected, flag: affected, preemption: unknown })).toStrictEqual({
      verdict: 'affected',
      reason: `the flag is wrong after the nested callback, and the source says why; ${withoutEffect}`,
    });
    expect(judged({ flag: affected }).reason).toContain(withoutEffect);
  });

  it('a right flag and the source say fixed', () => {
    const { verdict, reason } = judged({ source: fixed, flag: fixed, preemption: unknown });
    expect(verdict).toBe('fixed');
    expect(reason).toContain(withoutEffect);
  });

  it.each([
    { source: affected, preemption: unknown },
    { source: fixed, preemption: unknown },
    { source: affected, flag: fixed },
    { source: fixed, flag: affected },
    { flag: fixed, preemption: unknown },
  ])('says nothing of a toolchain whose flag was not read, or contradicts the source: %j', (said) => {
    expect(judged(said).verdict).toBe('inconclusive');
  });
});

const isBehaviour = ({ probe }: Evidence): boolean => probe !== undefined && probe !== 'flag';

describe('judgeEvidence, whatever the evidence', () => {
  const item = fc.record({
    source: fc.oneof(
      fc.constant({ oracle: 'source' as const }),
      fc.constantFrom(...theBug.probes.map(({ name }) => name)).map((probe) => ({ probe })),
    ),
    verdict: fc.constantFrom(...verdicts),
  });
  const items = fc
    .array(item, { maxLength: 9 })
    .map((all): Evidence[] => all.map(({ source, verdict }) => ({ ...source, verdict, detail: '' })));

  it('gives a verdict and a reason', () => {
    fc.assert(
      fc.property(items, fc.option(fc.string()), (all, programCannotShow) => {
        const { verdict, reason } = judgeEvidence(all, {
          bug: theBug,
          programCannotShow,
          withoutEffect: null,
        });
        expect(verdicts).toContain(verdict);
        expect(reason).not.toMatch(/undefined|null/);
      }),
    );
  });

  it('never says fixed or not-applicable when a symptom was seen', () => {
    fc.assert(
      fc.property(items, (all) => {
        fc.pre(all.some((one) => isBehaviour(one) && one.verdict === 'affected'));
        expect(['affected', 'inconclusive']).toContain(
          judgeEvidence(all, { bug: theBug, programCannotShow: null, withoutEffect: null }).verdict,
        );
      }),
    );
  });

  it('never says affected without a wrong flag or a symptom', () => {
    fc.assert(
      fc.property(items, (all) => {
        fc.pre(all.every(({ probe, verdict }) => probe === undefined || verdict !== 'affected'));
        expect(
          judgeEvidence(all, { bug: theBug, programCannotShow: null, withoutEffect: null }).verdict,
        ).not.toBe('affected');
      }),
    );
  });

  it('never says anything of a toolchain when the program cannot show the bug', () => {
    fc.assert(
      fc.property(items, fc.string(), (all, programCannotShow) => {
        expect(judgeEvidence(all, { bug: theBug, programCannotShow, withoutEffect: null }).verdict).toBe(
          'inconclusive',
        );
      }),
    );
  });

  it('decides only what two kinds of evidence, or the flag, agree on', () => {
    fc.assert(
      fc.property(items, (all) => {
        const { verdict } = judgeEvidence(all, { bug: theBug, programCannotShow: null, withoutEffect: null });
        fc.pre(verdict === 'fixed');
        expect(all.filter((one) => one.verdict === 'fixed').length).toBeGreaterThan(1);
      }),
    );
  });

  it('does not depend on the order, with one word from each', () => {
    const said = fc.uniqueArray(item, {
      selector: ({ source }) => JSON.stringify(source),
      minLength: 1,
    });
    fc.assert(
      fc.property(
        said.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([one, other]) => {
          const verdictOf = (all: typeof one): Verdict =>
            judgeEvidence(
              all.map(({ source, verdict }) => ({ ...source, verdict, detail: '' })),
              { bug: theBug, programCannotShow: null, withoutEffect: null },
            ).verdict;
          expect(verdictOf(one)).toBe(verdictOf(other));
        },
      ),
    );
  });
});
