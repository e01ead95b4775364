/**
 * Reads vitest's JSON report and fails when a test was skipped that should have run here. A skip is allowed only for a
 * test that says in its name that it cannot run as root. Prints the closing line that CI systems read.
 *
 *   node scripts/check-skips.js REPORT.json
 */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
/** @type {{fullName: string, status: string}[]} */
const tests = report.testResults.flatMap(
  (/** @type {{assertionResults: object[]}} */ file) => file.assertionResults,
);
/** @param {string} status */
const count = (status) => tests.filter((test) => test.status === status).length;

const mayBeSkipped = process.getuid?.() === 0 ? /\(not as root\)/ : /$^/;
const skipped = tests.filter(
  ({ status, fullName }) => !['passed', 'failed'].includes(status) && !mayBeSkipped.test(fullName),
);
for (const { fullName } of skipped) console.log(`skipped, and should not have been: ${fullName}`);

const passed = count('passed');
const failed = count('failed');
console.log(`${passed} passed, ${failed} failed, ${tests.length - passed - failed} skipped`);
process.exitCode = skipped.length > 0 || failed > 0 || passed === 0 || report.success !== true ? 1 : 0;
