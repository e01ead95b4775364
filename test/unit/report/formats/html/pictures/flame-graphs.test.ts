import { expect, test } from 'vitest';
import type { Report, Stack } from '../../../../../../src/model/report.js';
import {
  drawFlameGraphs,
  flamesOf,
  profilesOf,
} from '../../../../../../src/report/formats/html/pictures/flame-graphs.js';
import { goldenReport } from '../../../../../helpers/golden-report.js';
import { theBug } from '../../../../../helpers/the-bug.js';

const stack = (samples: number, ...frames: string[]): Stack => ({ frames, samples });

test('equal callers are one frame, as wide as their samples', () => {
  expect(flamesOf([stack(3, 'a', 'b'), stack(1, 'c'), stack(2, 'a', 'd', 'b')])).toEqual([
    { name: 'a', depth: 0, start: 0, samples: 5 },
    { name: 'b', depth: 1, start: 0, samples: 3 },
    { name: 'd', depth: 1, start: 3, samples: 2 },
    { name: 'b', depth: 2, start: 3, samples: 2 },
    { name: 'c', depth: 0, start: 5, samples: 1 },
  ]);
  expect(flamesOf([stack(1, ...Array.from({ length: 5000 }, (_, depth) => `f${depth}`))])).toHaveLength(40);
});

const withStacks = (verdict: 'affected' | 'fixed'): Report => {
  const report = goldenReport('run-affected');
  const evidence = { probe: 'attribution', verdict, detail: '', stacks: [stack(7, 'own')] };
  return { ...report, cells: report.cells.map((cell) => ({ ...cell, evidence: [evidence] })) };
};

test('a side that the report lacks is a recorded one; without a profile there is no picture', () => {
  const sides = (report: Report) =>
    profilesOf(report, theBug.recordedProfiles).map(({ origin, verdict }) => `${verdict} ${origin}`);
  expect(sides(withStacks('fixed'))).toEqual(['affected recorded', 'fixed report']);
  expect(sides(withStacks('affected'))).toEqual(['affected report', 'fixed recorded']);
  expect(profilesOf(withStacks('fixed'), [])).toHaveLength(1);
  expect(sides(goldenReport('gate'))).toEqual([]);
  expect(drawFlameGraphs([])).toBeNull();
});

test('drawn: a recorded profile says that it is one, and frames that only one has are marked', () => {
  const drawn = String(drawFlameGraphs(profilesOf(withStacks('affected'), theBug.recordedProfiles)));
  expect(drawn).toContain('recorded from go1.23.8 earlier, not in this run: 54 samples');
  expect(drawn).toContain('class="frame only"><title>own: 7 of 7 samples</title>');
  expect(drawn).toContain('<svg x="0%" y="0" width="25.926%"');
  const [alone] = profilesOf(withStacks('affected'), []);
  expect(alone === undefined ? '' : String(drawFlameGraphs([alone]))).not.toContain('frame only');
});
