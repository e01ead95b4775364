import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChildRecord } from '../../../../../src/model/child.js';
import { attribution } from '../../../../../src/bugs/go72870/probes/attribution.js';
import { faultRecovery } from '../../../../../src/bugs/go72870/probes/fault-recovery.js';
import { preemption } from '../../../../../src/bugs/go72870/probes/preemption.js';
import { profileCrash } from '../../../../../src/bugs/go72870/probes/profile-crash.js';
import { exited, signalled } from '../../../../helpers/child-record.js';
import { cpuProfile } from '../../../../helpers/cpu-profile.js';
import { judgement, trialFacts, wholeTrial } from '../../../../helpers/trial-facts.js';

const confidence = 0.999;
const test = path.join(import.meta.dirname, '../../../..');
const panic = readFileSync(path.join(test, 'golden/crashes/profile-panic-go1.24.1.log'), 'utf8');
const stacks = readFileSync(path.join(test, 'golden/crashes/preemption-go1.23.0.log'), 'utf8');
const profile = (name: string) => [readFileSync(path.join(test, `fixtures/profiles/${name}.pb.gz`))];

const hung: Partial<ChildRecord> = { ...exited(2), endedBy: 'sigquit', output: stacks };
const spinning = { type: 'spinning' };
const profiling = { type: 'profiling' };
const faulting = { type: 'faulting' };
const collected = { type: 'collected', ms: 3 };

describe('profile-crash', () => {
  it('is shown by the panic of the profile builder', () => {
    const trial = profileCrash.judgeTrial(trialFacts([profiling], { ...exited(2), output: panic }));
    expect(trial).toMatchObject({
      outcome: 'crash',
      signature: 'profile-panic-short-stack',
      says: 'affected',
    });
    expect(
      profileCrash.conclude([judgement({ says: 'fixed', detection: 0.9999 }), trial], confidence),
    ).toMatchObject({
      verdict: 'affected',
      detail: 'the profile builder panicked in 1 of 2',
    });
  });

  it('is not shown by a silent death or a hang', () => {
    expect(profileCrash.judgeTrial(trialFacts([], signalled('SIGSEGV')))).toMatchObject({
      outcome: 'other-crash',
      says: null,
    });
    expect(profileCrash.judgeTrial(trialFacts([profiling], hung))).toMatchObject({
      outcome: 'hang',
      says: null,
    });
  });

  it('was too short when nothing fell where it matters', () => {
    expect(profileCrash.judgeTrial(wholeTrial([], []))).toMatchObject({
      outcome: 'too-short',
      says: null,
      detection: 0,
    });
    const blind = profileCrash.judgeTrial(wholeTrial([], [cpuProfile({ exposures: 0 })]));
    expect(blind).toMatchObject({
      outcome: 'too-short',
      says: null,
      note: expect.stringContaining('no sample'),
    });
    expect(profileCrash.conclude([blind, blind], confidence)).toMatchObject({ verdict: 'inconclusive' });
  });

  it('is clean by as much as was exposed, over all windows', () => {
    const once = profileCrash.judgeTrial(wholeTrial([], [cpuProfile({ exposures: 1 })]));
    const twice = profileCrash.judgeTrial(
      wholeTrial([], [cpuProfile({ exposures: 1 }), cpuProfile({ exposures: 1 })]),
    );
    expect(once).toMatchObject({ outcome: 'clean', says: 'fixed' });
    expect(once.detection).toBeCloseTo(0.3);
    expect(twice.detection).toBeCloseTo(0.51);
    expect(profileCrash.conclude([once], confidence).verdict).toBe('inconclusive');
  });

  it('adds up over trials until it is sure enough', () => {
    const real = profileCrash.judgeTrial(wholeTrial([], profile('profile-crash-go1.24.2')));
    expect(real).toMatchObject({ outcome: 'clean', says: 'fixed' });
    const enough = profileCrash.conclude(
      Array.from({ length: 20 }, () => real),
      confidence,
    );
    expect(enough.verdict).toBe('fixed');
    expect(enough.detection).toBeGreaterThan(confidence);
  });
});

describe('attribution', () => {
  it.each([
    ['attribution-go1.23.0', 'affected'],
    ['attribution-go1.24.2', 'fixed'],
  ] as const)('reads the real profile %s as %s', (name, says) => {
    const trial = attribution.judgeTrial(wholeTrial([], profile(name)));
    expect(trial).toMatchObject({ outcome: 'clean', says });
    expect(attribution.conclude([trial], confidence).verdict).toBe(says);
  });

  it.each([
    ['no profile', [], 'too-short'],
    ['too few samples', [cpuProfile({ spin: { externalCode: 14 } })], 'too-short'],
    ['samples on both sides', [cpuProfile({ spin: { externalCode: 50, cgocallback: 50 } })], 'too-short'],
    ['samples that nobody called', [cpuProfile({ spin: { other: 100 } })], 'too-short'],
    [
      'not quite enough on one side',
      [cpuProfile({ spin: { externalCode: 89, cgocallback: 11 } })],
      'too-short',
    ],
  ] as const)('says nothing with %s', (_, profiles, outcome) => {
    expect(attribution.judgeTrial(wholeTrial([], profiles))).toMatchObject({ outcome, says: null });
  });

  it.each([
    [{ externalCode: 15 }, 'affected'],
    [{ externalCode: 90, cgocallback: 10 }, 'affected'],
    [{ cgocallback: 15 }, 'fixed'],
    [{ cgocallback: 90, other: 10 }, 'fixed'],
  ] as const)('reads %j as %s', (spin, says) => {
    expect(attribution.judgeTrial(wholeTrial([], [cpuProfile({ spin })])).says).toBe(says);
  });

  it('is undecided when trials disagree', () => {
    const trials = [judgement({ says: 'affected' }), judgement({ says: 'fixed' })];
    expect(attribution.conclude(trials, confidence)).toMatchObject({
      verdict: 'inconclusive',
      detail: 'trials disagree',
    });
  });

  it('is shown by the crash as well', () => {
    const trial = attribution.judgeTrial(trialFacts([profiling], { ...exited(2), output: panic }));
    expect(attribution.conclude([trial], confidence)).toMatchObject({
      verdict: 'affected',
      detail: 'profile-panic-short-stack',
    });
  });
});

describe('fault-recovery', () => {
  it('is shown by a silent death or a hang', () => {
    expect(faultRecovery.judgeTrial(trialFacts([faulting], signalled('SIGSEGV')))).toMatchObject({
      outcome: 'crash',
      says: 'affected',
    });
    expect(faultRecovery.judgeTrial(trialFacts([faulting], hung))).toMatchObject({
      outcome: 'hang',
      says: 'affected',
    });
  });

  it('is not shown by what happens after the recovery', () => {
    const recovered = [faulting, { type: 'recovered' }];
    expect(faultRecovery.judgeTrial(trialFacts(recovered, signalled('SIGSEGV')))).toMatchObject({
      outcome: 'other-crash',
      says: null,
    });
    expect(faultRecovery.judgeTrial(trialFacts(recovered, hung))).toMatchObject({
      outcome: 'hang',
      says: null,
    });
  });

  it('is clean only when the program says that it recovered', () => {
    expect(faultRecovery.judgeTrial(wholeTrial([{ type: 'recovered' }]))).toMatchObject({
      outcome: 'clean',
      says: 'fixed',
    });
    expect(faultRecovery.judgeTrial(wholeTrial([]))).toMatchObject({ outcome: 'harness-error', says: null });
  });

  it('takes two clean trials at the default confidence', () => {
    const clean = faultRecovery.judgeTrial(wholeTrial([{ type: 'recovered' }]));
    expect(faultRecovery.conclude([clean], confidence).verdict).toBe('inconclusive');
    expect(faultRecovery.conclude([clean, clean], confidence).verdict).toBe('fixed');
  });
});

describe('preemption', () => {
  it('is shown by a hang between the spin and the collection, and no other', () => {
    expect(preemption.judgeTrial(trialFacts([spinning], hung))).toMatchObject({
      outcome: 'hang',
      says: 'affected',
    });
    expect(preemption.judgeTrial(trialFacts([], hung))).toMatchObject({
      outcome: 'harness-error',
      says: null,
    });
    expect(preemption.judgeTrial(trialFacts([spinning, collected], hung))).toMatchObject({
      outcome: 'hang',
      says: null,
    });
  });

  it('is not a hang when the program came to its end at the very deadline', () => {
    const facts = wholeTrial([spinning, collected]);
    expect(preemption.judgeTrial({ ...facts, child: { ...facts.child, endedBy: 'sigquit' } })).toMatchObject({
      outcome: 'clean',
      says: 'fixed',
    });
  });

  it('is clean only when the program says that it collected', () => {
    expect(preemption.judgeTrial(wholeTrial([spinning, collected]))).toMatchObject({
      outcome: 'clean',
      says: 'fixed',
    });
    expect(preemption.judgeTrial(wholeTrial([spinning]))).toMatchObject({
      outcome: 'harness-error',
      says: null,
    });
  });
});
