import { expect, test } from 'vitest';
import type { Reading } from '../../../../../src/model/report.js';
import { timeline } from '../../../../../src/report/page/issue/timeline.js';

const reading = (level: number, step: Reading['step'], value: number, wrong = false): Reading => ({
  level,
  step,
  values: [{ name: 'ncgo', value }],
  wrong,
});

test('each reading stands with the step that led to its frame', () => {
  const readings = [
    reading(1, 'enter', 0),
    reading(2, 'enter', 1),
    reading(3, 'enter', 2),
    reading(3, 'settled', 2),
    reading(2, 'settled', 1),
    reading(1, 'settled', 0, true),
  ];
  expect(timeline(readings).split('\n')).toEqual([
    'C → Go 1         ncgo 0',
    'C → Go 2         ncgo 1',
    'C → Go 3         ncgo 2',
    'Go 3             ncgo 2',
    'Go 3 → C → Go 2  ncgo 1',
    'Go 2 → C → Go 1  ncgo 0  <- WRONG',
  ]);
});

test('a saved report may hold any number of them', () => {
  const lines = timeline(Array.from({ length: 1_000_000 }, () => reading(1, 'enter', 0))).split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([41, '… 999960 more']);
});
