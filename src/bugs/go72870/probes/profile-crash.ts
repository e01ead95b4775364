import type { Target } from '../../../model/target.js';
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
import {
  cannotTellOnWindows,
  emulationArgs,
  isEmulated,
  isProfiling,
  symptom,
  threadArgs,
} from './asking.js';

interface Windows {
  readonly count: number;
  /** CPU time of each thread in one window. */
  readonly ms: number;
  /** CPU time that it spins afterwards, in the same window. */
  readonly spinMs: number;
}

/**
 * Each window costs 0.2 s beside its own time: the profile builder reads its buffer every 100 ms and ends on the second
 * read. So an affected toolchain, which hardly survives one, is given short ones, and another one that gives both this
 * probe and attribution enough samples at once.
 */
const shortWindows: Windows = { count: 2, ms: 60, spinMs: 0 };
const longWindow: Windows = { count: 1, ms: 200, spinMs: 120 };
/** More threads give enough samples in short windows, and with long ones a trial would come near its limit. */
const mostThreads = 16;

/**
 * The probability that one exposure (see profile-facts.ts) would have been fatal on an affected toolchain. There only
 * the samples of the process-wide timer count, and those are shared among the threads, so about every second one is
 * lost. Measured with `npm run tune`, on an idle machine and on one with four busy loops on two cores: 0.34 was the
 * lowest value. The constant is a little lower, so that an error in it leads to more trials and not to a premature
 * verdict.
 */
const fatalShare = 0.3;

/**
 * Architectures of which some Go hands results back on the stack: there the first instruction after a CALL is no load
 * from a page that the callee has returned (go-fixtures/nested-callbacks/hotspot.go). An emulator makes up for that, and
 * on 386 the program has a hot spot of its own.
 */
const resultsOnStack = new Set(['arm', 'mips', 'mipsle', 'mips64', 'mips64le', 's390x']);

function cannotTell(target: Target): string | null {
  return resultsOnStack.has(target.goarch) && !isEmulated(target)
    ? `on ${target.goarch} itself no sample falls where it has to, because functions hand results back on the stack`
    : cannotTellOnWindows(target);
}

/** The crash that golang/go#72870 describes, provoked until it is almost certain. */
export const profileCrash: Probe = {
  ...symptom,
  name: 'profile-crash',
  decisive: true,
  symptoms: profilePanics,
  cannotTell,
  asks: 'Does building a CPU profile panic, when samples were taken in the outer frame after a nested callback?',
  whenAffected: 'the process dies of a panic in runtime/pprof.(*profileBuilder).appendLocsForStack',
  whenFixed: 'every profile is built',
  showsBy: 'dies',
  args: (settings, { expected, target }) => {
    const isFixed = expected === 'fixed' || expected === 'not-applicable';
    const { count, ms, spinMs } = isFixed && settings.threads <= mostThreads ? longWindow : shortWindows;
    return [
      ...threadArgs(settings, target),
      ...emulationArgs(target),
      `-thread-reuse=${settings.threadReuse}`,
      `-profile-hz=${settings.profileHz}`,
      `-windows=${count}`,
      `-window=${ms}ms`,
      `-spin=${spinMs}ms`,
      'profile-crash',
    ];
  },
  expectedMs: 520,
  expectedTrials: 1,
  takesChances: true,
  limitMs: 30_000,
  judgeTrial: (facts) => {
    const bad = judgeBadEnding(facts, {
      signatures: profilePanics,
      hang: false,
      wasAsked: isProfiling(facts),
    });
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
