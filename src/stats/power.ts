/**
 * The value of clean trials as evidence. A trial of an affected toolchain shows the bug with probability `perTrial`;
 * trials are independent. Give the cautious limit of a measured rate, the low end of `clopperPearson`: then the numbers
 * here err on the side of more trials.
 */

/** The probability that `trials` trials of an affected toolchain would have shown the bug at least once. */
export function detectionProbability(perTrial: number, trials: number): number {
  checkProbability(perTrial);
  if (trials <= 0 || perTrial === 0) return 0;
  // expm1 and log1p keep the digits that 1 - (1 - p)^n loses for a small p.
  return perTrial === 1 ? 1 : -Math.expm1(trials * Math.log1p(-perTrial));
}

/** The same for trials of different kinds: at least one of several independent looks would have shown the bug. */
export function combinedDetection(probabilities: Iterable<number>): number {
  let logMissed = 0;
  for (const probability of probabilities) {
    checkProbability(probability);
    logMissed += Math.log1p(-probability);
  }
  return logMissed === 0 ? 0 : -Math.expm1(logMissed);
}

function checkProbability(value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`a probability lies in 0 … 1, not ${value}`);
}
