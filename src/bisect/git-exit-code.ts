import type { SearchConfig } from '../model/bisect.js';
import { unreachable } from '../model/unreachable.js';
import type { Verdict } from '../model/verdict.js';

/** The outcome of one step inside a Go source checkout. */
export type StepOutcome =
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  /** This commit does not build, or its program does not. */
  | { readonly kind: 'build-failed' }
  /**
   * The failure is unrelated to this commit: no bootstrap toolchain, disk full, bad flags. Continuing would blame an
   * innocent commit.
   */
  | { readonly kind: 'environment-failed' };

/**
 * The exit codes that `git bisect run` understands (git-bisect(1), "Bisect run"): 0 is the old state, 1 the new one,
 * 125 cannot be tested, and from 128 on the whole bisect stops.
 */
export const gitExitCodes = { old: 0, new: 1, skip: 125, abort: 128 } as const;
type GitExitCode = (typeof gitExitCodes)[keyof typeof gitExitCodes];

/**
 * git walks from old to new. When the search is for the introduction, old is good; when it is for the fix (`git bisect
 * start --term-old=affected --term-new=fixed`), old is bad.
 */
export function gitExitCode(outcome: StepOutcome, seek: Exclude<SearchConfig['seek'], 'both'>): GitExitCode {
  switch (outcome.kind) {
    case 'judged':
      return judgedExitCode(outcome.verdict, seek);
    case 'build-failed':
      return gitExitCodes.skip;
    case 'environment-failed':
      return gitExitCodes.abort;
    default:
      return unreachable(outcome);
  }
}

function judgedExitCode(verdict: Verdict, seek: 'fix' | 'introduction'): GitExitCode {
  switch (verdict) {
    case 'affected':
      return seek === 'introduction' ? gitExitCodes.new : gitExitCodes.old;
    case 'fixed':
    case 'not-applicable':
      return seek === 'introduction' ? gitExitCodes.old : gitExitCodes.new;
    case 'inconclusive':
      return gitExitCodes.skip;
    default:
      return unreachable(verdict);
  }
}
