import { systemClock } from '../../src/host/clock.js';
import { FileCount } from '../../src/pipeline/gate/file-count.js';

/** A count that nobody listens to. */
export const silentFiles = (): FileCount =>
  new FileCount(null, { clock: systemClock, onEvent: () => undefined });
