import { expect, test } from 'vitest';
import { answerOfComparison } from '../../../../src/commands/report/answer-of-comparison.js';
import type { VerdictChange } from '../../../../src/verdict/compare.js';

const change = (
  subject: string,
  before: VerdictChange['before'],
  after: VerdictChange['after'],
): VerdictChange => ({ question: `${subject} on linux/amd64`, subject, before, after });

test.each([
  [[change('go1.23.7', 'fixed', 'affected')], [], 'go1.23.7 has become affected'],
  [
    [change('go1.23.6', null, 'affected'), change('go1.23.7', 'fixed', 'affected')],
    ['go1.23.0'],
    'go1.23.7 has become affected; not answered before, and affected: go1.23.6 on linux/amd64; still affected: go1.23.0',
  ],
  [[], ['go1.23.0'], 'nothing has become affected; still affected: go1.23.0'],
  [[change('go1.23.7', 'affected', null)], [], 'nothing has become affected; 1 no longer answered: go1.23.7'],
  [[change('go1.23.7', 'affected', 'fixed')], [], 'nothing has become affected'],
])('%j', (changes, stillAffected, answer) => {
  expect(answerOfComparison({ changes, unchanged: 0, stillAffected })).toBe(answer);
});
