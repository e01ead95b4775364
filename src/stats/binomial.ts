/**
 * The binomial distribution, summed term by term: exact up to rounding, and quick for the thousands of trials a run may have.
 */

/** P(X ≥ k) for X ~ Binomial(n, p). */
export function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  return sumTerms(k, n, n, p);
}

/** P(X ≤ k) for X ~ Binomial(n, p). */
export function lowerTail(k: number, n: number, p: number): number {
  if (k >= n) return 1;
  if (k < 0 || p >= 1) return 0;
  if (p <= 0) return 1;
  return sumTerms(0, k, n, p);
}

/** Sum of P(X = i) for from ≤ i ≤ to. In logarithms, because (1 - p)^n underflows long before the sum does. */
function sumTerms(from: number, to: number, n: number, p: number): number {
  const logOdds = Math.log(p) - Math.log1p(-p);
  let logTerm = n * Math.log1p(-p);
  let sum = 0;
  for (let i = 0; i <= to; i += 1) {
    if (i >= from) sum += Math.exp(logTerm);
    logTerm += Math.log((n - i) / (i + 1)) + logOdds;
  }
  return Math.min(sum, 1);
}
