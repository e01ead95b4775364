import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isOwnReport } from '../../../../src/pins/mentions/own-report.js';

const golden = path.resolve('test/golden/report');
const searched = readdirSync(golden).filter((name) => /^gate\..*\.(?:json|sarif|xml|txt)$/.test(name));

test.each(searched)('%s is known for a report', (name) => {
  expect(isOwnReport(name, readFileSync(path.join(golden, name), 'utf8'))).toBe(true);
});

test.each([
  ['versions.json', '{"go": "1.23.7"}'],
  ['Makefile', 'golang/go#72870: gate\nGO = 1.23.7\n'],
  ['a.txt', '# golang/go#72870: keep 1.23.7\n'],
])('%s is none', (name, text) => {
  expect(isOwnReport(name, text)).toBe(false);
});
