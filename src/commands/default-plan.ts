import { probes } from '../oracle/probes/table.js';
import type { RunPlan } from '../pipeline/run-plan.js';

/** What `run` asks when no option says otherwise. */
export function defaultPlan(): RunPlan {
  return {
    probes: Object.values(probes)
      .filter(({ byDefault }) => byDefault)
      .map(({ name }) => name),
    exhaustive: false,
    settings: { depth: 2, threads: 2, threadOrigin: 'c', threadReuse: true, profileHz: 100 },
    confidence: 0.999,
    runs: null,
    durationMs: null,
    untilCrash: false,
    timeoutMs: null,
  };
}
