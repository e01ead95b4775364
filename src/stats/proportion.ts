import type { Interval } from '../model/report.js';
import { lowerTail, upperTail } from './binomial.js';
import { twoSidedZ } from './normal.js';
import { solveRising } from './solve.js';

const defaultLevel = 0.95;

/**
 * The interval that a report gives for k of n: Clopper–Pearson if none or all showed the bug (Wilson is too short
 * there, Brown, Cai, DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16(2), 2001),
 * otherwise Wilson. 0 of 0 gives [0, 1], since nothing is known.
 */
export function intervalFor(k: number, n: number, level: number = defaultLevel): Interval {
  return k === 0 || k === n ? clopperPearson(k, n, level) : wilson(k, n, level);
}

/**
 * Score interval: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
 * Journal of the American Statistical Association 22, 1927.
 */
export function wilson(k: number, n: number, level: number = defaultLevel): Interval {
  checkCounts(k, n, level);
  if (n === 0) return { low: 0, high: 1, level, method: 'wilson' };
  const zz = twoSidedZ(level) ** 2;
  const rate = k / n;
  const middle = (rate + zz / (2 * n)) / (1 + zz / n);
  const half = Math.sqrt((rate * (1 - rate) * zz) / n + (zz / (2 * n)) ** 2) / (1 + zz / n);
  return {
    // At the ends the two terms are equal on paper. Rounding must not leave a trace of their difference.
    low: k === 0 ? 0 : Math.max(0, middle - half),
    high: k === n ? 1 : Math.min(1, middle + half),
    level,
    method: 'wilson',
  };
}

/**
 * Exact interval, never shorter than it claims: C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial
 * Limits Illustrated in the Case of the Binomial", Biometrika 26, 1934.
 */
export function clopperPearson(k: number, n: number, level: number = defaultLevel): Interval {
  checkCounts(k, n, level);
  const risk = (1 - level) / 2;
  return {
    low: lowerLimit(k, n, risk),
    high: upperLimit(k, n, risk),
    level,
    method: 'clopper-pearson',
  };
}

function lowerLimit(k: number, n: number, risk: number): number {
  if (k === 0) return 0;
  if (k === n) return risk ** (1 / n);
  return solveRising((p) => upperTail(k, n, p), risk, [0, 1]);
}

function upperLimit(k: number, n: number, risk: number): number {
  if (k === n) return 1;
  if (k === 0) return 1 - risk ** (1 / n);
  return solveRising((p) => -lowerTail(k, n, p), -risk, [0, 1]);
}

function checkCounts(k: number, n: number, level: number): void {
  if (!Number.isInteger(k) || !Number.isInteger(n) || k < 0 || k > n)
    throw new RangeError(`${k} of ${n} is not a proportion`);
  if (!(level > 0 && level < 1)) throw new RangeError(`a level lies between 0 and 1, not ${level}`);
}
