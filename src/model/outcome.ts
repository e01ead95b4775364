/**
 * The outcome of a trial. It is a closed union: reports, statistics and exit codes switch over it exhaustively. Only
 * `crash` and `hang` may speak for the bug, and only if the probe says so; only `clean` may speak against it.
 */
export const outcomes = [
  /** Ended the way a fixed runtime ends, after doing enough to count. */
  'clean',
  /** Died with a signature that its probe provokes. */
  'crash',
  /** Made no progress and had to be ended by the tool. */
  'hang',
  /** Died, but with another signature. */
  'other-crash',
  /** Ended by a signal that neither the tool nor the program sent (out of memory, an operator). */
  'killed',
  /** Ended well, but saw too little (too few profile samples) to count as clean. */
  'too-short',
  /** The tool could not start the child or could not read its messages. */
  'harness-error',
] as const;
export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export const noOutcomes: OutcomeCounts = {
  clean: 0,
  crash: 0,
  hang: 0,
  'other-crash': 0,
  killed: 0,
  'too-short': 0,
  'harness-error': 0,
};

export function countOutcomes(trials: Iterable<{ readonly outcome: Outcome }>): OutcomeCounts {
  const counts: Record<Outcome, number> = { ...noOutcomes };
  for (const { outcome } of trials) counts[outcome] += 1;
  return counts;
}
