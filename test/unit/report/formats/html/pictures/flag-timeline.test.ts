import { expect, test } from 'vitest';
import type { Reading } from '../../../../../../src/model/report.js';
import {
  drawFlagTimeline,
  stepsOf,
} from '../../../../../../src/report/formats/html/pictures/flag-timeline.js';

const reading = (level: number, step: Reading['step'], flag = false, wrong = false): Reading => ({
  level,
  step,
  values: [
    { name: 'flag', value: flag },
    { name: 'depth', value: level - 1 },
  ],
  wrong,
});
const nested = (depth: number): Reading[] => [
  ...Array.from({ length: depth }, (_, index) => reading(index + 1, 'enter')),
  ...Array.from({ length: depth }, (_, index) => reading(depth - index, 'settled')),
];

const shape = (readings: readonly Reading[]): string =>
  stepsOf(readings)
    .map((step) => (step.kind === 'omitted' ? `…${step.readings.length}` : `${step.kind}${step.level}`))
    .join(' ');

test('two levels are C, Go, C, Go, C, Go, C', () => {
  expect(shape(nested(2))).toBe('C0 Go1 C1 Go2 C1 Go1 C0');
  expect(shape(nested(1))).toBe('C0 Go1 C0');
  expect(shape([])).toBe('');
});

test('deep nesting shows both ends', () => {
  expect(shape(nested(50))).toBe(
    'C0 Go1 C1 Go2 C2 Go3 C3 Go4 C4 Go5 C5 Go6 …88 Go6 C5 Go5 C4 Go4 C3 Go3 C2 Go2 C1 Go1 C0',
  );
});

test('drawn: what is wrong is said in words, and values are those of the report', () => {
  const readings = [reading(1, 'enter'), reading(2, 'enter'), reading(1, 'settled', true, true)];
  const drawn = String(drawFlagTimeline('flag', readings));
  expect(drawn).toContain('1 of 3 wrong');
  expect(drawn).toContain('<code>flag true<strong> ✗ WRONG</strong></code><code>depth 0</code>');
  expect(drawn.split('WRONG')).toHaveLength(2);
  expect(String(drawFlagTimeline('flag', nested(2)))).toContain('a runtime without the bug has');
});
