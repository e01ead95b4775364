import { messagesOf } from '../protocol.js';
import { cannotTellOnWindows, concludeBySymptom, judgeBadEnding, type Probe } from './probe.js';

/** Affected toolchains hang in some trials and not at all on some machines, so a clean trial says next to nothing. */
const detectionPerTrial = 0.01;

export const signalStorm: Probe = {
  name: 'signal-storm',
  asks: 'Does a program survive signals that it has asked for, sent at a thread in the outer frame?',
  whenAffected: 'it hangs, in some trials',
  whenFixed: 'it never hangs',
  cannotTell: cannotTellOnWindows,
  kind: 'symptom',
  args: ({ depth }) => ['-depth', `${depth}`, '-limit', '2s', 'signal-storm'],
  expectedMs: 2_050,
  expectedTrials: 60,
  takesChances: true,
  limitMs: 12_000,
  byDefault: false,
  judgeTrial: (facts) => {
    const spinning = facts.messages.some(({ type }) => type === 'spinning');
    const sent = messagesOf(facts.messages, 'stormed')[0]?.sent;
    // What happens before the first signal, or after the thread has come home, has another cause.
    const stormy = spinning && sent === undefined;
    const bad = judgeBadEnding(facts, { signatures: stormy ? ['silent-segv'] : [], hang: stormy });
    if (bad !== null) return bad;
    return sent !== undefined && sent > 0
      ? { outcome: 'clean', signature: null, says: null, detection: detectionPerTrial }
      : { outcome: 'too-short', signature: null, says: null, detection: 0, note: 'no signal was sent' };
  },
  conclude: (trials, confidence) =>
    concludeBySymptom(trials, confidence, {
      affected: 'the program did not survive the signals',
      fixed: 'the program survived the signals',
    }),
};
