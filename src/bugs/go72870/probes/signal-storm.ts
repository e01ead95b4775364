import { messagesOf } from '../../../oracle/protocol.js';
import { concludeBySymptom, judgeBadEnding, nothing, type Probe } from '../../../oracle/probe.js';
import { spinningMessage, stormedMessage } from '../messages.js';
import { symptom } from './asking.js';

/** Affected toolchains hang in some trials, and on some machines not at all, so a clean trial says almost nothing. */
const detectionPerTrial = 0.01;

export const signalStorm: Probe = {
  ...symptom,
  name: 'signal-storm',
  symptoms: ['silent-segv'],
  asks: 'Does a program survive signals that it has asked for, sent to a thread in the outer frame?',
  whenAffected: 'it hangs, in some trials',
  whenFixed: 'it never hangs',
  showsBy: 'dies',
  args: ({ depth }) => ['-depth', `${depth}`, '-limit', '2s', 'signal-storm'],
  expectedMs: 2_050,
  expectedTrials: 60,
  takesChances: true,
  limitMs: 12_000,
  byDefault: false,
  judgeTrial: (facts) => {
    const spinning = messagesOf(facts.messages, spinningMessage).length > 0;
    const sent = messagesOf(facts.messages, stormedMessage)[0]?.sent;
    // A failure before the first signal, or after the thread has returned to C, has another cause.
    const stormy = spinning && sent === undefined;
    const bad = judgeBadEnding(facts, { signatures: stormy ? ['silent-segv'] : [], hang: stormy });
    if (bad !== null) return bad;
    return sent !== undefined && sent > 0
      ? { outcome: 'clean', signature: null, says: null, detection: detectionPerTrial }
      : nothing('too-short', 'no signal was sent');
  },
  conclude: (trials, confidence) =>
    concludeBySymptom(trials, confidence, {
      affected: 'the program did not survive the signals',
      fixed: 'the program survived the signals',
    }),
};
