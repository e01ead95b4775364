import { describe, expect, test } from 'vitest';
import type { Requirement } from '../../../../src/model/pin.js';
import { resolveRequirement } from '../../../../src/pins/resolve/resolve-pin.js';
import { nearestFixed } from '../../../../src/pins/resolve/releases.js';
import { knownReleases } from '../../../helpers/known-releases.js';

const resolve = (requirement: Requirement) => resolveRequirement(requirement, knownReleases);
const digest = (tag: Requirement | null) => resolve({ kind: 'digest', digest: 'sha256:00', tag });

test.each<[Requirement, object]>([
  [
    { kind: 'exact', release: 'go1.23.7' },
    { verdict: 'affected', floating: false, releases: ['go1.23.7'] },
  ],
  [
    { kind: 'exact', release: 'go1.23.8' },
    { verdict: 'fixed', floating: false },
  ],
  [{ kind: 'exact', release: 'go1.20' }, { verdict: 'not-applicable' }],
  [{ kind: 'exact', release: 'go1.23.99' }, { verdict: 'inconclusive' }],
  [
    { kind: 'line', line: '1.23' },
    { verdict: 'fixed', floating: true, releases: ['go1.23.12'] },
  ],
  [
    { kind: 'line', line: '1.22' },
    { verdict: 'affected', floating: true, releases: ['go1.22.12'] },
  ],
  [
    { kind: 'line', line: '1.19' },
    { verdict: 'not-applicable', releases: [] },
  ],
  [
    { kind: 'line', line: '1.99' },
    { verdict: 'inconclusive', releases: [] },
  ],
  [
    { kind: 'range', range: '<1.23.8' },
    { verdict: 'affected', releases: ['go1.23.7'] },
  ],
  [
    { kind: 'range', range: '>=1.22 <1.24' },
    { verdict: 'fixed', releases: ['go1.23.12'] },
  ],
  [
    { kind: 'alias', alias: 'stable' },
    { verdict: 'fixed', releases: ['go1.27.1'] },
  ],
  [
    { kind: 'alias', alias: 'oldstable' },
    { verdict: 'fixed', releases: ['go1.26.8'] },
  ],
  [{ kind: 'file', path: 'go.mod', readings: ['toolchain'] }, { verdict: 'inconclusive' }],
  [
    { kind: 'minimum', release: 'go1.23.7', setBy: 'environment', switches: true },
    { verdict: 'affected', floating: true },
  ],
])('%j', (requirement, expected) => expect(resolve(requirement)).toMatchObject(expected));

describe('a digest', () => {
  test('is believed to be affected when its tag can be nothing else', () => {
    expect(digest({ kind: 'exact', release: 'go1.23.7' }).verdict).toBe('affected');
    expect(digest({ kind: 'line', line: '1.22' }).verdict).toBe('affected');
  });
  test('is never believed to be fixed', () => {
    expect(digest({ kind: 'exact', release: 'go1.23.8' }).verdict).toBe('inconclusive');
    expect(digest({ kind: 'line', line: '1.23' }).verdict).toBe('inconclusive');
    expect(digest({ kind: 'line', line: '1.26' }).verdict).toBe('inconclusive');
    expect(digest(null).verdict).toBe('inconclusive');
  });
});

test('a floating pin says which older copies would be affected', () => {
  expect(resolve({ kind: 'line', line: '1.24' }).detail).toContain('go1.24.0–go1.24.1');
});

test.each<[Requirement, object]>([
  [
    { kind: 'line', line: '1.24' },
    { verdict: 'affected', releases: ['go1.24.0'], floating: true },
  ],
  [
    { kind: 'range', range: '>=1.20.0' },
    { verdict: 'affected', releases: ['go1.21.0'] },
  ],
  [
    { kind: 'range', range: '>=1.24.2 <1.25' },
    { verdict: 'fixed', releases: ['go1.24.2'] },
  ],
  [{ kind: 'range', range: '>=1.90' }, { verdict: 'inconclusive' }],
  [
    { kind: 'exact', release: 'go1.24.2' },
    { verdict: 'fixed', floating: false },
  ],
])('%j by the oldest release that fits', (requirement, expected) => {
  const knowledge = { ...knownReleases, floatsBy: 'oldest' } as const;
  expect(resolveRequirement(requirement, knowledge)).toMatchObject(expected);
});

test.each([
  ['go1.23.0', 'go1.23.8'],
  ['go1.22.12', 'go1.23.8'],
  ['go1.21.0', 'go1.23.8'],
  ['go1.24.1', 'go1.24.2'],
  ['go1.24rc1', 'go1.24.2'],
  ['go1.27.1', null],
])('the nearest fixed release after %s is %s', (release, expected) => {
  expect(nearestFixed(knownReleases, release)).toBe(expected);
});
