import { expect, test } from 'vitest';
import { skippedCell } from '../../../src/pipeline/targets.js';
import { predictionWords } from '../../../src/report/page/words.js';
import { usualTarget as target } from '../../helpers/targets.js';
import { theBug } from '../../helpers/the-bug.js';

test.each([
  ['go1.20.1', 'not-applicable'],
  ['go1.23.0', 'affected'],
  ['go1.24.2', 'fixed'],
  [null, 'unknown'],
  ['go1.99.0', 'unknown'],
] as const)('of %s, which was skipped, the table’s word is told: %s', (release, predicted) => {
  const cell = skippedCell({ subject: release ?? 'local', release, target, bug: theBug }, 'interrupted');
  expect(cell.predicted).toBe(predicted);
  expect(predictionWords(cell)).toContain(predicted === 'unknown' ? 'does not know' : predicted);
});
