import { describe, expect, it } from 'vitest';
import { howToFix } from '../../../src/release/upgrade.js';
import { theBug } from '../../helpers/the-bug.js';

describe('howToFix', () => {
  it.each([
    ['go1.23.0', 'upgrade to go1.23.8, the first fixed release of its line'],
    ['go1.23.7', 'upgrade to go1.23.8, the first fixed release of its line'],
    ['go1.24rc1', 'upgrade to go1.24.2, the first fixed release of its line'],
    ['go1.24.1', 'upgrade to go1.24.2, the first fixed release of its line'],
    // Not go1.24.0, which has a higher number and the bug.
    ['go1.22.12', 'upgrade to go1.23.8: no 1.22 release has the fix'],
    ['go1.21.0', 'upgrade to go1.23.8: no 1.21 release has the fix'],
  ])('%s: %s', (release, advice) => {
    expect(howToFix(theBug, release)).toBe(advice);
  });

  it('says it of what has to be built again as well', () => {
    expect(howToFix(theBug, 'go1.24.1', 'rebuild with')).toBe(
      'rebuild with go1.24.2, the first fixed release of its line',
    );
  });

  it.each(['devel go1.25-abc', 'go1.99.0', ''])('knows nothing for %j', (release) => {
    expect(howToFix(theBug, release)).toBeUndefined();
  });
});
