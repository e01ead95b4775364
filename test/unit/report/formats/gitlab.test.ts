import { expect, test } from 'vitest';
import { renderGitlab } from '../../../../src/report/formats/gitlab.js';
import { goldenReport } from '../../../helpers/golden-report.js';

test('a description is one line, whether its parts are sentences or not', () => {
  const report = goldenReport('gate');
  const cell = report.cells.find(({ verdict }) => verdict === 'affected');
  if (cell === undefined) throw new Error('nothing is affected');
  const describe = (reason: string): string =>
    renderGitlab({ ...report, cells: [{ ...cell, reason, fix: 'upgrade' }] });
  expect(describe('It is a sentence.')).toContain('; It is a sentence. Fix: upgrade');
  expect(describe('no sentence')).toContain('; no sentence; Fix: upgrade');
});
