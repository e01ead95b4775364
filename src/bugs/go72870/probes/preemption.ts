import type { Target } from '../../../model/target.js';
import { concludeBySymptom, judgeBadEnding, nothing, type Probe } from '../../../oracle/probe.js';
import { messagesOf } from '../../../oracle/protocol.js';
import { collectedMessage, spinningMessage } from '../messages.js';
import { cannotTellOnWindows, symptom, threadArgs } from './asking.js';

const detectionPerTrial = 0.99;

const isPreemptionOff = ({ conditions: { variables } }: Target): boolean =>
  /(?:^|,)asyncpreemptoff=1(?:,|$)/.test(variables['GODEBUG'] ?? '');

export const preemption: Probe = {
  ...symptom,
  name: 'preemption',
  symptoms: [],
  asks: 'Can the garbage collector stop the outer frame while it spins after a nested callback?',
  whenAffected: 'runtime.GC() never returns',
  whenFixed: 'runtime.GC() returns within milliseconds',
  cannotTell: (target) =>
    target.race
      ? 'the race detector adds calls, at which a spinning frame can be stopped without a signal'
      : isPreemptionOff(target)
        ? 'GODEBUG=asyncpreemptoff=1 keeps any Go from stopping a spinning frame'
        : cannotTellOnWindows(target),
  showsBy: 'dies',
  args: (settings, { target }) => [...threadArgs({ ...settings, threads: 1 }, target), 'preemption'],
  expectedMs: 50,
  expectedTrials: 2,
  // Fixed toolchains need milliseconds, and a second under emulation.
  limitMs: 5_000,
  judgeTrial: (facts) => {
    const spinning = messagesOf(facts.messages, spinningMessage).length > 0;
    const collected = messagesOf(facts.messages, collectedMessage).length > 0;
    // A hang before the spin began, or after the collection, is not this one.
    const bad = judgeBadEnding(facts, { signatures: [], hang: !collected, wasAsked: spinning });
    if (bad !== null) return bad;
    return collected
      ? { outcome: 'clean', signature: null, says: 'fixed', detection: detectionPerTrial }
      : nothing('harness-error', 'the program did not say that it collected');
  },
  conclude: (trials, confidence) =>
    concludeBySymptom(trials, confidence, {
      affected: 'the garbage collector waited forever',
      fixed: 'the garbage collector stopped the spinning frame',
    }),
};
