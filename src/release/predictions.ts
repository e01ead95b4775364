import type { Prediction } from '../model/verdict.js';
import { predictionList } from './prediction-list.js';

interface ReleasePrediction {
  readonly verdict: Prediction;
  /** Of the source that decides; null when the release was never scanned. Equal hashes, the same code. */
  readonly sourceHash: string | null;
}

/** What is expected of `release` (`go1.23.8`) before anything is looked at. */
export function predictRelease(release: string): ReleasePrediction {
  // A release name comes from outside; `constructor` must not find anything.
  const known = Object.hasOwn(predictionList, release) ? predictionList[release] : undefined;
  return known ?? { verdict: 'unknown', sourceHash: null };
}
