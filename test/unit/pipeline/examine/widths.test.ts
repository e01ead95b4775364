import { expect, test } from 'vitest';
import { chooseWidths } from '../../../../src/pipeline/examine/widths.js';

const GiB = 1 << 30;

test.each([
  ['one core', { cpus: 1, memoryBytes: 8 * GiB }, null, [2, 1, 3]],
  ['two cores', { cpus: 2, memoryBytes: 8 * GiB }, null, [2, 1, 3]],
  ['eight cores', { cpus: 8, memoryBytes: 32 * GiB }, null, [4, 4, 8]],
  ['many cores and little memory', { cpus: 64, memoryBytes: 70 * GiB }, null, [2, 32, 34]],
  ['hardly any memory', { cpus: 2, memoryBytes: GiB / 4 }, null, [1, 1, 2]],
  ['what was asked for', { cpus: 2, memoryBytes: GiB }, 4, [4, 4, 8]],
])('%s', (_, capacity, jobs, [builds, trials, busy]) => {
  expect(chooseWidths(capacity, jobs)).toStrictEqual({ builds, trials, busy });
});
