import { solveRising } from './solve.js';

/**
 * The z for which a standard normal variable lies in [-z, z] with probability `level` (1.96 for 0.95).
 * The distribution function is the Taylor series of G. Marsaglia, "Evaluating the Normal Distribution",
 * Journal of Statistical Software 11(4), 2004: all its terms are positive, so nothing cancels.
 */
export function twoSidedZ(level: number): number {
  return solveRising(centralProbability, level, [0, largestZ]);
}

/** Beyond this the probability left outside is smaller than a double's step at 1. */
const largestZ = 8.3;

/** P(|Z| ≤ z). */
function centralProbability(z: number): number {
  let term = z;
  let sum = 0;
  for (let i = 1; sum + term !== sum; i += 2) {
    sum += term;
    term *= (z * z) / (i + 2);
  }
  return sum * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2);
}
