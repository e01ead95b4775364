import type { z } from 'zod';
import type { Reading } from '../../../model/report.js';
import { messagesOf, type Message } from '../../../oracle/protocol.js';
import { flagsMessage, layoutMessage } from '../messages.js';
import {
  judgeBadEnding,
  canTellEverywhere,
  concludeByReading,
  type Probe,
  type TrialJudgement,
} from '../../../oracle/probe.js';
import { threadArgs } from './asking.js';

/** The flag, and what shows that it is read in the right place (go-fixtures/nested-callbacks/runtime_flags.go). */
export const flagFields = [
  'runtime.g.m',
  'runtime.m.curg',
  'runtime.m.isextra',
  'runtime.m.isExtraInC',
  'runtime.m.incgo',
  'runtime.m.ncgo',
] as const;

/**
 * Reads runtime.m.isExtraInC itself, at each step of one nested round, at offsets from the program's own debug
 * information. The ground truth: no signal, no timing, no chance.
 */
export const flag: Probe = {
  name: 'flag',
  role: 'fact',
  decisive: false,
  symptoms: [],
  quick: true,
  asks: 'Does the runtime believe that the outer Go frame is C code, after the nested callback has returned?',
  whenAffected: 'isExtraInC is true in Go code while ncgo is 0',
  whenFixed: 'isExtraInC is false in Go code, always',
  cannotTell: canTellEverywhere,
  showsBy: 'reports',
  args: (settings, { offsets, target }) => [
    ...threadArgs({ ...settings, threads: 1 }, target),
    `-offsets=${Object.entries(offsets)
      .map(([field, offset]) => `${field}=${offset}`)
      .join(',')}`,
    'flag',
  ],
  expectedMs: 80,
  expectedTrials: 1,
  takesChances: false,
  limitMs: 10_000,
  byDefault: true,
  judgeTrial: (facts) =>
    judgeBadEnding(facts, {
      signatures: [],
      hang: false,
      wasAsked: messagesOf(facts.messages, layoutMessage).length > 0,
    }) ?? judgeFlags(facts.messages),
  conclude: concludeByReading,
};

type Step = z.infer<ReturnType<typeof flagsMessage>>;

function judgeFlags(messages: readonly Message[]): TrialJudgement {
  const layout = messagesOf(messages, layoutMessage)[0];
  const steps = messagesOf(messages, flagsMessage);
  if (layout === undefined || steps.length === 0) return said(null, 'the program did not report its flags');
  if (!layout.hasFlag) return said('not-applicable', 'this runtime has no isExtraInC');
  if (!steps.every((step) => step.isExtra))
    return said(null, 'the callbacks did not come in through an extra M');
  if (steps.some(enteredMisflagged))
    return said(null, 'isExtraInC was set on entering Go, which no known runtime does');
  const outer = steps.filter(isOuterFrame);
  const nested = steps.some(({ level }) => level > 1);
  if (outer.length === 0 || !nested) return said(null, 'no outer frame with a nested call was seen');
  const judged = outer.some((step) => step.isExtraInC)
    ? said('affected', 'isExtraInC stays true in the outer Go frame after the nested callback (ncgo = 0)')
    : said('fixed', 'isExtraInC is false in the outer Go frame after the nested callback');
  return { ...judged, seen: { readings: steps.map(readingOf) } };
}

const isOuterFrame = ({ step, ncgo }: Step): boolean => step === 'settled' && ncgo === 0;

const readingOf = (read: Step): Reading => ({
  level: read.level,
  step: read.step,
  values: [
    { name: 'isExtraInC', value: read.isExtraInC },
    { name: 'ncgo', value: read.ncgo },
  ],
  wrong: isOuterFrame(read) && read.isExtraInC,
});

const enteredMisflagged = (step: Step): boolean => step.step === 'enter' && step.isExtraInC;

function said(says: TrialJudgement['says'], note: string): TrialJudgement {
  return says === null
    ? { outcome: 'too-short', signature: null, says, detection: 0, note }
    : { outcome: 'clean', signature: null, says, detection: 1, note };
}
