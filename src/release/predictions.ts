import type { Bug, ReleasePrediction } from '../bugs/bug.js';

/** Returns what is expected of `release` (`go1.23.8`) before anything is examined. */
export function predictRelease(
  { predictions }: Pick<Bug, 'predictions'>,
  release: string,
): ReleasePrediction {
  // A release name comes from outside; `constructor` must not find anything.
  const known = Object.hasOwn(predictions, release) ? predictions[release] : undefined;
  return known ?? { verdict: 'unknown', sourceHash: null };
}
