/** The parts that are ready for a cell before it is begun. */
export interface Readiness {
  readonly toolchain: 'installed' | 'missing';
  readonly program: 'built' | 'missing';
}

/** Milliseconds, stage by stage. */
export interface CellCost {
  readonly installMs: number;
  readonly buildMs: number;
  readonly trialsMs: number;
}

/**
 * Measured on two cores: `go mod download` of one toolchain 4.4–6.7 s, a cold build 7.5–8.7 s, the
 * probes of a fixed release up to 5 s. Only their proportions matter: they balance shards and feed an estimate.
 */
const usualCost: CellCost = { installMs: 6_000, buildMs: 8_000, trialsMs: 5_000 };

export function estimateCost({ toolchain, program }: Readiness): CellCost {
  return {
    installMs: toolchain === 'installed' ? 0 : usualCost.installMs,
    buildMs: program === 'built' ? 0 : usualCost.buildMs,
    trialsMs: usualCost.trialsMs,
  };
}

/** The cost on a machine that has nothing yet: the same on every machine, as splitting into shards needs it. */
export const costFromNothing: CellCost = estimateCost({ toolchain: 'missing', program: 'missing' });

export function totalMs({ installMs, buildMs, trialsMs }: CellCost): number {
  return installMs + buildMs + trialsMs;
}
