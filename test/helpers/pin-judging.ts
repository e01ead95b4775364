import type { PinJudging } from '../../src/pipeline/gate/cells/judging.js';
import { theBug } from './the-bug.js';

/** Judges pins as a gate without a policy does, and looks nothing up. */
export const pinJudging: PinJudging = {
  bug: theBug,
  floatsBy: 'newest',
  scanUnknown: () => Promise.resolve([]),
};
