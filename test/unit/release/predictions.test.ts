import { describe, expect, it } from 'vitest';
import { embeddedCatalogue } from '../../../src/release/catalogue.js';
import { predictRelease } from '../../../src/release/predictions.js';
import { theBug } from '../../helpers/the-bug.js';

describe('predictRelease', () => {
  it('says what the scan said: 37 releases and 6 candidates are affected', () => {
    const affected = embeddedCatalogue.filter(
      ({ name }) => predictRelease(theBug, name).verdict === 'affected',
    );
    const candidates = affected.filter(({ version }) => version.prerelease !== null).map(({ name }) => name);
    expect(affected.length - candidates.length).toBe(37);
    expect(candidates).toEqual([
      'go1.22rc1',
      'go1.22rc2',
      'go1.23rc1',
      'go1.24rc1',
      'go1.24rc2',
      'go1.24rc3',
    ]);
  });

  it('has the hole in it', () => {
    expect(
      ['go1.20.14', 'go1.23.7', 'go1.23.8', 'go1.24.1', 'go1.24.2'].map(
        (name) => predictRelease(theBug, name).verdict,
      ),
    ).toEqual(['not-applicable', 'affected', 'fixed', 'affected', 'fixed']);
    // 1.23.7 and 1.24.1 end on the same code, as do all fixed ones.
    expect(predictRelease(theBug, 'go1.23.7').sourceHash).toBe(predictRelease(theBug, 'go1.24.1').sourceHash);
    expect(predictRelease(theBug, 'go1.23.8').sourceHash).toBe(predictRelease(theBug, 'go1.27.0').sourceHash);
  });

  it.each(['go9.9.9', 'constructor', '__proto__', '1.23.8', ''])('knows nothing of %j', (name) => {
    expect(predictRelease(theBug, name)).toEqual({ verdict: 'unknown', sourceHash: null });
  });
});
