import type { ReleaseKnowledge } from '../../src/pins/resolve/releases.js';
import { withReleases } from '../../src/release/catalogue.js';
import { theBug } from './the-bug.js';

/** Newest patch of each line, and the first fixed one (null: never fixed), as scanned in November 2026. */
const lines: readonly [line: string, newest: number, firstFixed: number | null][] = [
  ['1.20', 14, null],
  ['1.21', 13, null],
  ['1.22', 12, null],
  ['1.23', 12, 8],
  ['1.24', 13, 2],
  ['1.25', 12, 0],
  ['1.26', 8, 0],
  ['1.27', 1, 0],
];

/** Go's releases with what each is known to be, as a pin sees them. */
export const knownReleases: ReleaseKnowledge = {
  since: theBug.since,
  releases: withReleases(
    [],
    lines
      .flatMap(([line, newest]) =>
        Array.from({ length: newest + 1 }, (_, patch) =>
          patch === 0 && line === '1.20' ? 'go1.20' : `go${line}.${patch}`,
        ),
      )
      .concat('go1.24rc1'),
  ),
  predict: (release) => {
    if (release === 'go1.24rc1') return 'affected';
    const [, line, patch = '0'] = /^go(1\.\d+)(?:\.(\d+))?$/.exec(release) ?? [];
    const known = lines.find(([name]) => name === line);
    if (known === undefined || Number(patch) > known[1]) return 'unknown';
    if (line === '1.20') return 'not-applicable';
    return known[2] !== null && Number(patch) >= known[2] ? 'fixed' : 'affected';
  },
};
