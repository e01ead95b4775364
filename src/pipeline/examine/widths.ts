import type { Capacity } from '../../host/capacity.js';
import type { Widths } from './examine-cells.js';

/** The memory of one build: the compiler of the runtime takes the most. Measured with Go 1.21 to 1.26. */
const buildBytes = 1 << 30;

/**
 * Chooses how much goes on at once. One build leaves cores idle while it compiles the runtime, which is one long step,
 * and while it links, so there is one more of them than of trials.
 * @param jobs the number of builds, and of trials, that was asked for; null: what the machine allows
 */
export function chooseWidths({ cpus, memoryBytes }: Capacity, jobs: number | null): Widths {
  if (jobs !== null) return { builds: jobs, trials: jobs, busy: 2 * jobs };
  const trials = Math.max(1, Math.floor(cpus / 2));
  const builds = Math.max(1, Math.min(trials + 1, Math.floor(memoryBytes / buildBytes)));
  return { builds, trials, busy: builds + trials };
}
