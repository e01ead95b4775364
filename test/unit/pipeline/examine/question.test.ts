import { expect, test } from 'vitest';
import { releaseSubject, unanswered } from '../../../../src/pipeline/examine/question.js';
import { predictionWords } from '../../../../src/report/page/words.js';
import { usualTarget as target } from '../../../helpers/targets.js';
import { theBug } from '../../../helpers/the-bug.js';

test.each([
  ['go1.20.1', 'not-applicable'],
  ['go1.23.0', 'affected'],
  ['go1.24.2', 'fixed'],
  [null, 'unknown'],
  ['go1.99.0', 'unknown'],
] as const)('of %s, which was skipped, the table’s word is told: %s', (release, predicted) => {
  const subject = release === null ? ({ kind: 'local', text: 'local' } as const) : releaseSubject(release);
  const cell = unanswered({ subject, target }, 'interrupted', theBug);
  expect(cell.predicted).toBe(predicted);
  expect(predictionWords(cell)).toContain(predicted === 'unknown' ? 'does not know' : predicted);
});
