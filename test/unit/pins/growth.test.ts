/** How the work of each reader grows with files that are made to keep it busy. Counted, not timed. */
import { describe, expect, test } from 'vitest';
import { pinShapes } from '../../../scripts/data/pin-shapes.js';
import { PinBudget } from '../../../src/pins/values/budget.js';
import { pinReaderFor } from '../../../src/pins/readers/pin-kinds.js';

const mostSteps = 2_000_000;
type Shape = (typeof pinShapes)[number];

function read(shape: Shape, n: number) {
  const budget = new PinBudget();
  const others = shape.others?.(n);
  const file = { path: shape.path, text: shape.text(n) };
  const pins = pinReaderFor(shape.path)?.(file, { textOf: (path) => others?.get(path) ?? null }, budget);
  const length = [file.text, ...(others?.values() ?? [])].reduce((sum, text) => sum + text.length, 0);
  return { pins, steps: budget.spent('steps'), length };
}

const isRefused = (pins: ReturnType<typeof read>['pins']): boolean =>
  pins?.length === 1 && pins[0]?.requirement.kind === 'not-understood';

const named = pinShapes.map((shape) => ({ ...shape, title: `${shape.path}: ${shape.name}` }));

describe('work grows as the length does', () => {
  test.each(named.filter(({ isProduct }) => !isProduct))('$title', (shape) => {
    const [once, twice, fourTimes] = [1, 2, 4].map((factor) => read(shape, factor * shape.size));
    if (once === undefined || twice === undefined || fourTimes === undefined) throw new Error('unread');
    // What is refused may cost anything below the budget: it costs no more for being longer.
    const most = (length: number): number => (once.steps * length * 2) / once.length + 1000;
    if (!isRefused(twice.pins)) expect(twice.steps).toBeLessThanOrEqual(most(twice.length));
    if (!isRefused(fourTimes.pins)) expect(fourTimes.steps).toBeLessThanOrEqual(most(fourTimes.length));
    expect(fourTimes.steps).toBeLessThan(mostSteps + 200_000);
  });
});

describe('what asks for more than its length is undecided', () => {
  test.each(named.filter(({ isProduct }) => isProduct))('$title', (shape) => {
    const { pins, steps } = read(shape, 16 * shape.size);
    expect(pins).toMatchObject([{ requirement: { kind: 'not-understood' } }]);
    expect(steps).toBeLessThan(mostSteps + 200_000);
  });
});
