import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectBoundaries } from '../../../src/matrix/boundaries.js';
import { realAnswer, realLines } from '../bisect/histories.js';

const names = (releases: readonly { readonly release: string }[]): string[] =>
  releases.map(({ release }) => release);

describe('choosing the releases beside a change', () => {
  it('takes both sides of every change, from line to line too', () => {
    const releases = realLines(realAnswer).flatMap(({ points }) => points);
    const { run, takenFromScan } = selectBoundaries(releases);
    expect(names(run)).toEqual([
      'go1.20.14',
      'go1.21.0',
      'go1.23.7',
      'go1.23.8',
      'go1.23.12',
      'go1.24.0',
      'go1.24.1',
      'go1.24.2',
    ]);
    expect(takenFromScan).toHaveLength(releases.length - run.length);
  });

  it('runs what the scan could not read, and what lies beside it', () => {
    const releases = (['fixed', 'fixed', 'unknown', 'fixed', 'fixed'] as const).map((predicted, patch) => ({
      release: `go1.25.${patch}`,
      predicted,
    }));
    expect(names(selectBoundaries(releases).run)).toEqual(['go1.25.1', 'go1.25.2', 'go1.25.3']);
  });

  it('takes over a prediction only between two that say the same', () => {
    const predicted = fc.constantFrom(
      'affected' as const,
      'fixed' as const,
      'not-applicable' as const,
      'unknown' as const,
    );
    fc.assert(
      fc.property(fc.array(predicted), (predictions) => {
        const releases = predictions.map((predicted, patch) => ({ release: `go1.24.${patch}`, predicted }));
        const { run, takenFromScan } = selectBoundaries(releases);
        expect(run.length + takenFromScan.length).toBe(releases.length);
        for (const taken of takenFromScan) {
          const at = releases.indexOf(taken);
          const around = [releases[at - 1] ?? taken, taken, releases[at + 1] ?? taken];
          expect(new Set(around.map(({ predicted }) => predicted)).size).toBe(1);
          expect(taken.predicted).not.toBe('unknown');
        }
      }),
    );
  });
});
