import type { Capacity } from '../../host/capacity.js';
import type { Widths } from './examine-cells.js';

/** The memory of one build, in which a compiler runs for each core. */
const buildBytes = (cpus: number): number => (512 << 20) * Math.max(2, cpus);
/** More than this fill no core that is idle, since each build uses all of them most of the time. */
const mostBuilds = 4;

/**
 * Chooses how much goes on at once. One build leaves cores idle while it compiles the runtime, which is one long step,
 * and while it links, so there is one more of them than of trials.
 * @param jobs the number of builds, and of trials, that was asked for; null: what the machine allows
 */
export function chooseWidths({ cpus, memoryBytes }: Capacity, jobs: number | null): Widths {
  if (jobs !== null) return { builds: jobs, trials: jobs, busy: 2 * jobs };
  const trials = Math.max(1, Math.floor(cpus / 2));
  const builds = Math.max(1, Math.min(trials + 1, mostBuilds, Math.floor(memoryBytes / buildBytes(cpus))));
  return { builds, trials, busy: builds + trials };
}
