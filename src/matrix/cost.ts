/** Milliseconds, stage by stage. */
export interface CellCost {
  readonly installMs: number;
  readonly buildMs: number;
  readonly trialsMs: number;
}

/**
 * The cost on a machine that has nothing yet: the same on every machine, as splitting into shards needs it. Measured on
 * two cores: `go mod download` of one toolchain 4.4–6.7 s, a cold build 7.5–8.7 s, the probes of a fixed release up to
 * 5 s. Only their proportions matter.
 */
export const costFromNothing: CellCost = { installMs: 6_000, buildMs: 8_000, trialsMs: 5_000 };

export function totalMs({ installMs, buildMs, trialsMs }: CellCost): number {
  return installMs + buildMs + trialsMs;
}
