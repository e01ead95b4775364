/**
 * Decides from repeated answers of a probe that is not always right: A. Wald, "Sequential Tests of Statistical
 * Hypotheses", Annals of Mathematical Statistics 16(2), 1945.
 */

/** The bounds that are known for a flaky probe. */
export interface DetectionBounds {
  /** A bad subject shows the bug in at least this share of the runs. */
  readonly showIfBad: number;
  /** A good subject seems to show it in at most this share of the runs. */
  readonly showIfGood: number;
}

export interface SequentialRule extends DetectionBounds {
  /** The confidence of a decision: a wrong one, either way, has at most the probability 1 - confidence. */
  readonly confidence: number;
  /**
   * The number of answers after which to give up. Giving up is not an error, so the cap does not weaken the confidence.
   */
  readonly cap: number;
}

/** `used` is the number of answers on which the decision rests; later ones were not examined. */
export interface SequentialDecision {
  readonly decision: 'bad' | 'good' | 'undecided';
  readonly used: number;
  /** True if the cap was reached: more answers will not be examined. */
  readonly exhausted: boolean;
}

/** The rule for a probe that is always right: the first answer decides. */
export const certain: SequentialRule = { showIfBad: 1, showIfGood: 0, confidence: 1, cap: 1 };

/**
 * Looks at the answers in order (true: the bug showed) and stops at the first that decides.
 * The limits 1/risk and risk on the likelihood ratio, rather than Wald's approximations, hold both error probabilities
 * under `risk` strictly; true rates beyond the bounds only make an error rarer.
 */
export function decideSequentially(shown: Iterable<boolean>, rule: SequentialRule): SequentialDecision {
  checkRule(rule);
  const { showIfBad, showIfGood } = rule;
  const whenShown = Math.log(showIfBad) - Math.log(showIfGood);
  const whenNotShown = Math.log1p(-showIfBad) - Math.log1p(-showIfGood);
  const limit = -Math.log(1 - rule.confidence);
  let evidence = 0;
  let used = 0;
  for (const show of shown) {
    if (used === rule.cap) break;
    used += 1;
    evidence += show ? whenShown : whenNotShown;
    if (evidence >= limit) return { decision: 'bad', used, exhausted: false };
    if (evidence <= -limit) return { decision: 'good', used, exhausted: false };
  }
  return { decision: 'undecided', used, exhausted: used === rule.cap };
}

function checkRule({ showIfBad, showIfGood, confidence, cap }: SequentialRule): void {
  if (!(showIfGood >= 0 && showIfGood < showIfBad && showIfBad <= 1))
    throw new RangeError(
      `a bad subject must show the bug more often (${showIfBad}) than a good one (${showIfGood})`,
    );
  if (!(confidence > 0.5 && confidence <= 1)) throw new RangeError(`not a confidence: ${confidence}`);
  if (!Number.isInteger(cap) || cap < 1) throw new RangeError(`not a cap: ${cap}`);
}
