import { expect, test } from 'vitest';
import { commandLine } from '../../../../../src/report/page/issue/provenance.js';
import { goldenReport } from '../../../../helpers/golden-report.js';

const lineOf = (command?: string[]) => commandLine({ ...goldenReport('run-fixed'), command });

test('the command as a shell takes it', () => {
  expect(lineOf(['--go', '1.23.x, 1.24.0'])).toBe("cgoprof-repro --go '1.23.x, 1.24.0'");
  expect(lineOf([])).toBe('cgoprof-repro');
  expect(lineOf()).toBeNull();
});

test('a command that is not whole says so', () => {
  expect(lineOf(['gate', ...Array.from({ length: 500 }, (_, index) => `f${index}`)])).toMatch(/ f38 …$/);
  expect(lineOf(['gate', 'x'.repeat(500)])).toBe(`cgoprof-repro gate ${'x'.repeat(200)} …`);
});
