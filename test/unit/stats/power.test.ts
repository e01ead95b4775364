import { describe, expect, it } from 'vitest';
import { combinedDetection, detectionProbability } from '../../../src/stats/power.js';

describe('how many clean trials prove clean', () => {
  it.each([
    // The textbook cases: 59 samples find a 5 % defect with 95 %, 299 a 1 % defect, 10 coin flips are worth 99.9 %.
    [0.05, 0.95, 59],
    [0.01, 0.95, 299],
    [0.5, 0.999, 10],
    [0.5, 0.75, 2],
  ])('showing in %s of the trials, for confidence %s: %s', (perTrial, confidence, needed) => {
    expect(detectionProbability(perTrial, needed)).toBeGreaterThanOrEqual(confidence);
    expect(detectionProbability(perTrial, needed - 1)).toBeLessThan(confidence);
  });

  it('keeps its digits for rare bugs', () => {
    expect(detectionProbability(1e-12, 1)).toBeCloseTo(1e-12, 20);
    expect(detectionProbability(0, 5)).toBe(0);
    expect(detectionProbability(1, 1)).toBe(1);
    expect(detectionProbability(0.7, 0)).toBe(0);
  });

  it('adds up looks of different kinds', () => {
    expect(combinedDetection([0.5, 0.5])).toBeCloseTo(0.75, 12);
    expect(combinedDetection([])).toBe(0);
    expect(combinedDetection([0.2, 1])).toBe(1);
    expect(combinedDetection([0.3, 0.3, 0.3])).toBeCloseTo(detectionProbability(0.3, 3), 12);
  });

  it('refuses what is not a probability', () => {
    expect(() => detectionProbability(Number.NaN, 3)).toThrow(RangeError);
    expect(() => detectionProbability(-0.1, 3)).toThrow(RangeError);
    expect(() => combinedDetection([2])).toThrow(RangeError);
  });
});
