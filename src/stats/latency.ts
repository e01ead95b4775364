/** What a sample of durations comes to; all in the sample's own unit. */
export interface LatencySummary {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Null for an empty sample. */
export function summariseLatency(sample: readonly number[]): LatencySummary | null {
  const sorted = sample.toSorted((a, b) => a - b);
  const at = (share: number): number | null => sortedQuantile(sorted, share);
  const [min, median, p90, p99, max] = [at(0), at(0.5), at(0.9), at(0.99), at(1)];
  if (min === null || median === null || p90 === null || p99 === null || max === null) return null;
  return { count: sorted.length, min, median, p90, p99, max };
}

/** Null for an empty sample. */
export function median(sample: readonly number[]): number | null {
  return quantile(sample, 0.5);
}

/**
 * The value below which `share` (0 … 1) of the sample lies, between neighbours in proportion: definition 7 of
 * R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996.
 */
export function quantile(sample: readonly number[], share: number): number | null {
  return sortedQuantile(
    sample.toSorted((a, b) => a - b),
    share,
  );
}

function sortedQuantile(sorted: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in 0 … 1, not ${share}`);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}
