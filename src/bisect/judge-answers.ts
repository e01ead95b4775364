import type { Answer } from '../model/bisect.js';
import { unreachable } from '../model/unreachable.js';
import { decideSequentially, type SequentialRule } from '../stats/sequential.js';

/** An answer that says something about the release. */
export type RunAnswer = Exclude<Answer['kind'], 'skip'>;

/** The meaning of all answers about one release together. */
export type Judgement = { readonly runs: number } &
  /** Not run yet (`runs` 0), or not often enough. */
  (
    | { readonly kind: 'open' }
    | {
        readonly kind: 'settled';
        readonly answer: RunAnswer;
        /** The number of times that new runs alone led to the answer; from 2 on it is confirmed. */
        readonly rounds: number;
        /** A further round has begun and is not decided. */
        readonly midRound: boolean;
        /** The reason why it cannot be confirmed, if that was tried in vain. */
        readonly unconfirmable: string | null;
      }
    /** Unusable: nothing can be learnt from this release. Conflict: two rounds disagree, the probe cannot be believed here. */
    | { readonly kind: 'unusable' | 'conflict'; readonly reason: string }
  );

/**
 * Reads the answers in rounds. A round takes as many answers as the rule needs to decide. The next round starts afresh,
 * so that a confirmation is independent of the answer that it confirms.
 */
export function judgeAnswers(answers: readonly Answer[], rule: SequentialRule): Judgement {
  const runs = answers.length;
  /** The answers of the rounds so far, which agree. */
  const reached: RunAnswer[] = [];
  const settled = (midRound: boolean, unconfirmable: string | null): Judgement | null => {
    const [answer] = reached;
    if (answer === undefined) return null;
    return { kind: 'settled', answer, runs, rounds: reached.length, midRound, unconfirmable };
  };
  let rest = answers;
  while (rest.length > 0) {
    const round = readRound(rest, rule);
    rest = rest.slice(round.used);
    switch (round.kind) {
      case 'decided': {
        const [first = round.answer] = reached;
        if (first !== round.answer)
          return { kind: 'conflict', runs, reason: `first ${first}, then ${round.answer}` };
        reached.push(round.answer);
        break;
      }
      case 'gave-up':
        return settled(false, round.reason) ?? { kind: 'unusable', runs, reason: round.reason };
      case 'unfinished':
        return settled(true, null) ?? { kind: 'open', runs };
      case 'mixed':
        return { kind: 'conflict', runs, reason: 'some runs say not-applicable, others do not' };
      default:
        return unreachable(round);
    }
  }
  return settled(false, null) ?? { kind: 'open', runs };
}

type Round = { readonly used: number } & (
  | { readonly kind: 'decided'; readonly answer: RunAnswer }
  | { readonly kind: 'gave-up'; readonly reason: string }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'mixed' }
);

function readRound(answers: readonly Answer[], rule: SequentialRule): Round {
  const shown: boolean[] = [];
  for (const answer of answers) {
    const used = shown.length + 1;
    switch (answer.kind) {
      case 'skip':
        return { kind: 'gave-up', used, reason: answer.reason };
      case 'not-applicable':
        // The answer is read from the program and does not depend on chance: one is enough, and none may differ.
        return used === 1 ? { kind: 'decided', used, answer: answer.kind } : { kind: 'mixed', used };
      case 'bad':
      case 'good': {
        shown.push(answer.kind === 'bad');
        const { decision, exhausted } = decideSequentially(shown, rule);
        if (decision !== 'undecided') return { kind: 'decided', used, answer: decision };
        if (exhausted) {
          const bad = shown.filter(Boolean).length;
          return { kind: 'gave-up', used, reason: `${used} runs did not settle it (${bad} showed the bug)` };
        }
      }
    }
  }
  return { kind: 'unfinished', used: shown.length };
}
