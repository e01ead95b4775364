import { describe, expect, it } from 'vitest';
import type { ScannedRelease } from '../../../../src/model/scan.js';
import { cellOfScan } from '../../../../src/pipeline/scan/scan-cells.js';
import { targetRecord } from '../../../../src/pipeline/targets/targets.js';
import { usualTarget } from '../../../helpers/targets.js';
import { theBug } from '../../../helpers/the-bug.js';

const place = targetRecord(usualTarget);
const judged = {
  kind: 'judged',
  release: 'go1.23.7',
  verdict: 'affected',
  detail: 'It has the bug.',
  line: 300,
  sourceHash: null,
  bytesRead: 1000,
  from: 'remote',
  platform: 'darwin-arm64',
  verified: false,
} as const satisfies ScannedRelease;

describe('cellOfScan', () => {
  it('names the zip that was read, and how to be rid of the bug', () => {
    expect(cellOfScan(judged, place, theBug)).toMatchObject({
      go: 'go1.23.7',
      verdict: 'affected',
      predicted: 'affected',
      toolchain: null,
      evidence: [
        {
          oracle: 'source',
          detail: 'It has the bug. (read from the darwin-arm64 zip of the proxy, unverified)',
          verified: false,
        },
      ],
      fix: expect.stringContaining('go1.23.8'),
    });
  });

  it.each([
    [true, '(installed copy, verified)'],
    [false, '(installed copy, unverified)'],
  ])('tells an installed copy: verified %j', (verified, words) => {
    const cell = cellOfScan({ ...judged, platform: null, from: 'installed', verified }, place, theBug);
    expect(cell.evidence[0]).toMatchObject({ detail: `It has the bug. ${words}`, verified });
  });

  it('keeps what cannot be told inconclusive', () => {
    expect(cellOfScan({ ...judged, verdict: 'unknown' }, place, theBug).verdict).toBe('inconclusive');
    const skipped = cellOfScan(
      { kind: 'skipped', release: 'go1.20.3', reason: 'refused', refused: true },
      place,
      theBug,
    );
    expect(skipped).toMatchObject({ verdict: 'inconclusive', skipped: { reason: 'refused' }, evidence: [] });
  });
});
