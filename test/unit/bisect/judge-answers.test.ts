import { describe, expect, it } from 'vitest';
import { judgeAnswers } from '../../../src/bisect/judge-answers.js';
import type { Answer } from '../../../src/model/bisect.js';
import { certain } from '../../../src/stats/sequential.js';

const bad: Answer = { kind: 'bad' };
const good: Answer = { kind: 'good' };
const none: Answer = { kind: 'not-applicable' };
const skip: Answer = { kind: 'skip', reason: 'disk full' };
/** Two sightings in a row, or two clean answers in a row, decide. */
const flaky = { showIfBad: 0.9, showIfGood: 0.1, confidence: 0.95, cap: 3 };

describe('judging the answers about one release', () => {
  it.each([
    [[], { kind: 'open', runs: 0 }],
    [[bad], { kind: 'settled', answer: 'bad', rounds: 1, unconfirmable: null }],
    [[good, good], { kind: 'settled', answer: 'good', rounds: 2 }],
    [[none, none], { kind: 'settled', answer: 'not-applicable', rounds: 2 }],
    [[skip], { kind: 'unusable', reason: 'disk full' }],
    [[good, skip], { kind: 'settled', answer: 'good', rounds: 1, unconfirmable: 'disk full' }],
    [[bad, good], { kind: 'conflict', reason: 'first bad, then good' }],
    [[good, none], { kind: 'conflict', reason: 'first good, then not-applicable' }],
  ])('of a sure probe: %j', (answers, judgement) => {
    expect(judgeAnswers(answers, certain)).toMatchObject(judgement);
  });

  it.each([
    [[bad], { kind: 'open', runs: 1 }],
    [[bad, bad], { kind: 'settled', answer: 'bad', rounds: 1, midRound: false }],
    [[bad, bad, good], { kind: 'settled', answer: 'bad', rounds: 1, midRound: true }],
    [[bad, bad, good, good], { kind: 'conflict' }],
    [[bad, bad, bad, bad], { kind: 'settled', answer: 'bad', rounds: 2, runs: 4 }],
    [[bad, good, bad], { kind: 'unusable', reason: '3 runs did not settle it (2 showed the bug)' }],
    [[bad, none], { kind: 'conflict' }],
    [[bad, skip], { kind: 'unusable', reason: 'disk full' }],
  ])('of a flaky one: %j', (answers, judgement) => {
    expect(judgeAnswers(answers, flaky)).toMatchObject(judgement);
  });
});
