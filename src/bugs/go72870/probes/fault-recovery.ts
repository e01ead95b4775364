import { concludeBySymptom, judgeBadEnding, nothing, type Probe } from '../../../oracle/probe.js';
import { messagesOf } from '../../../oracle/protocol.js';
import { faultingMessage, recoveredMessage } from '../messages.js';
import { symptom, threadArgs } from './asking.js';

/** None of hundreds of measured trials on affected toolchains was clean, but the share is kept below 1 nevertheless. */
const detectionPerTrial = 0.99;

export const faultRecovery: Probe = {
  ...symptom,
  name: 'fault-recovery',
  symptoms: ['silent-segv'],
  asks: 'Can a nil dereference in the outer frame be recovered after a nested callback?',
  whenAffected: 'the process dies of SIGSEGV without output, or hangs',
  whenFixed: 'recover() catches the panic',
  showsBy: 'dies',
  args: (settings, { target }) => [...threadArgs({ ...settings, threads: 1 }, target), 'fault-recovery'],
  expectedMs: 15,
  expectedTrials: 2,
  limitMs: 10_000,
  judgeTrial: (facts) => {
    const recovered = messagesOf(facts.messages, recoveredMessage).length > 0;
    // A failure after the recovery has another cause.
    const bad = judgeBadEnding(facts, {
      signatures: recovered ? [] : ['silent-segv'],
      hang: !recovered,
      wasAsked: messagesOf(facts.messages, faultingMessage).length > 0,
    });
    if (bad !== null) return bad;
    return recovered
      ? { outcome: 'clean', signature: null, says: 'fixed', detection: detectionPerTrial }
      : nothing('harness-error', 'the program did not say that it recovered');
  },
  conclude: (trials, confidence) =>
    concludeBySymptom(trials, confidence, {
      affected: 'a nil dereference killed the process',
      fixed: 'the nil dereference was recovered',
    }),
};
