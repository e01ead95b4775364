import { readProfiles, type ProfileFacts } from '../profile-facts.js';
import { concludeByReading, judgeBadEnding, type Probe, type TrialJudgement } from '../../../oracle/probe.js';
import { profilePanics } from '../signatures.js';
import { isProfiling, symptom, threadArgs } from './asking.js';

const minSamples = 15;
/** The share that is required; measured shares are 1.00 and 0.00. */
const clearShare = 0.9;
/** A picture needs no more, and a report stays small. */
const stacksKept = 20;

/** The check of Go's own regression test, TestCgoCallbackPprof (runtime/crash_cgo_test.go), by ratio. */
export const attribution: Probe = {
  ...symptom,
  name: 'attribution',
  symptoms: profilePanics,
  asks: 'In a profile, who called the Go function that spins in the outer frame after a nested callback?',
  whenAffected: 'runtime._ExternalCode: the samples count as C',
  whenFixed: 'the Go callback, under runtime.cgocallback',
  showsBy: 'reports',
  alsoSeenBy: 'profile-crash',
  args: (settings, { target }) => [...threadArgs(settings, target), '-window=300ms', 'attribution'],
  expectedMs: 500,
  expectedTrials: 1,
  limitMs: 30_000,
  judgeTrial: (facts) =>
    judgeBadEnding(facts, { signatures: profilePanics, hang: false, wasAsked: isProfiling(facts) }) ??
    judgeSpin(readProfiles(facts)),
  conclude: concludeByReading,
};

/** Judges the samples of the spinning function, over all profiles of a trial. */
export function judgeSpin(profiles: readonly Pick<ProfileFacts, 'spin' | 'spinStacks'>[]): TrialJudgement {
  const sumOf = (caller: keyof ProfileFacts['spin']): number =>
    profiles.reduce((sum, { spin }) => sum + spin[caller], 0);
  const [externalCode, cgocallback] = [sumOf('externalCode'), sumOf('cgocallback')];
  const total = externalCode + cgocallback + sumOf('other');
  const seen = `${externalCode} of ${total} samples of the spinning function are under runtime._ExternalCode`;
  const judged = (says: TrialJudgement['says']): TrialJudgement => ({
    outcome: says === null ? 'too-short' : 'clean',
    signature: null,
    says,
    detection: says === null ? 0 : 1,
    note: seen,
    seen: { stacks: (profiles[0]?.spinStacks ?? []).slice(0, stacksKept) },
  });
  if (total < minSamples) return judged(null);
  if (externalCode / total >= clearShare) return judged('affected');
  if (cgocallback / total >= clearShare) return judged('fixed');
  return judged(null);
}
