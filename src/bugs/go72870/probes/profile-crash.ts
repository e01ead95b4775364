import { detectionProbability } from '../../../stats/power.js';
import {
  concludeBySymptom,
  judgeBadEnding,
  nothing,
  type Probe,
  type TrialJudgement,
} from '../../../oracle/probe.js';
import { readProfiles } from '../profile-facts.js';
import { profilePanics } from '../signatures.js';
import { symptom, threadArgs } from './asking.js';

/** Profile windows in one trial, each about 0.2 s: the profile builder reads its buffer every 100 ms and ends on the second read. */
const windowsPerTrial = 2;
const windowMs = 60;

/**
 * The probability that one exposure (see profile-facts.ts) would have been fatal on an affected toolchain. There only
 * the samples of the process-wide timer count, and those are shared among the threads, so about every second one is
 * lost. Measured with `npm run tune`, on an idle machine and on one with four busy loops on two cores: 0.34 was the
 * lowest value. The constant is a little lower, so that an error in it leads to more trials and not to a premature
 * verdict.
 */
const fatalShare = 0.3;

/** The crash that golang/go#72870 describes, provoked until it is almost certain. */
export const profileCrash: Probe = {
  ...symptom,
  name: 'profile-crash',
  decisive: true,
  symptoms: profilePanics,
  asks: 'Does building a CPU profile panic, when samples were taken in the outer frame after a nested callback?',
  whenAffected: 'the process dies of a panic in runtime/pprof.(*profileBuilder).appendLocsForStack',
  whenFixed: 'every profile is built',
  showsBy: 'dies',
  args: (settings) => [
    ...threadArgs(settings),
    `-thread-reuse=${settings.threadReuse}`,
    `-profile-hz=${settings.profileHz}`,
    `-windows=${windowsPerTrial}`,
    `-window=${windowMs}ms`,
    'profile-crash',
  ],
  expectedMs: windowsPerTrial * 210,
  expectedTrials: 2,
  takesChances: true,
  limitMs: 30_000,
  judgeTrial: (facts) => {
    const bad = judgeBadEnding(facts, { signatures: profilePanics, hang: false });
    return bad ?? judgeExposures(readProfiles(facts).reduce((sum, { exposures }) => sum + exposures, 0));
  },
  conclude: (trials, confidence) =>
    concludeBySymptom(trials, confidence, {
      affected: 'the profile builder panicked',
      fixed: 'every profile was built',
    }),
};

function judgeExposures(exposures: number): TrialJudgement {
  const detection = detectionProbability(fatalShare, exposures);
  if (exposures === 0) {
    const note = 'no sample fell where an affected runtime would have panicked';
    return nothing('too-short', note);
  }
  const note = `${exposures} samples where an affected runtime would have panicked`;
  return { outcome: 'clean', signature: null, says: 'fixed', detection, note };
}
