/** The messages of the probes of nested-callbacks on their channel (go-fixtures/nested-callbacks/channel.go). */
import { z } from 'zod';
import { messageType } from '../../oracle/protocol.js';

/** Says if this runtime has the flag. */
export const layoutMessage = messageType('layout', () => ({ hasFlag: z.boolean() }));

/** The flags of the current M at one step of a nested round. */
export const flagsMessage = messageType('flags', () => ({
  step: z.enum(['enter', 'settled']),
  level: z.number().int(),
  isExtra: z.boolean(),
  isExtraInC: z.boolean(),
  ncgo: z.number().int(),
}));

/** The next step is the fault, and the one before the outer frame is misflagged. */
export const faultingMessage = messageType('faulting', () => ({}));
/** The next step is the first profile. */
export const profilingMessage = messageType('profiling', () => ({}));
export const recoveredMessage = messageType('recovered', () => ({}));
export const spinningMessage = messageType('spinning', () => ({}));
export const collectedMessage = messageType('collected', () => ({ ms: z.number() }));
