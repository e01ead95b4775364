/** What a sample of durations comes to, in the sample's own unit. */

/** @param {readonly number[]} sample not empty */
export const median = (sample) => quantile(sample, 0.5);

/**
 * The value below which `share` (0 … 1) of the sample lies, between neighbours in proportion: definition 7 of
 * R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996.
 *
 * @param {readonly number[]} sample not empty
 * @param {number} share
 */
export function quantile(sample, share) {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in 0 … 1, not ${share}`);
  const sorted = sample.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('a sample without values has none');
  return below + (above - below) * (position - Math.floor(position));
}
