import type { Bug } from '../../bugs/bug.js';
import type { Cell } from '../../model/report.js';
import type { ScannedRelease } from '../../model/scan.js';
import { asVerdict, type Verdict } from '../../model/verdict.js';
import { predictRelease } from '../../release/predictions.js';
import { howToFix } from '../../release/upgrade.js';

type Place = Pick<Cell, 'goos' | 'goarch' | 'libc' | 'cc' | 'buildmode' | 'runner'>;

/** Makes a cell of a report of the scan of a release. */
export function cellOfScan(row: ScannedRelease, place: Place, bug: Bug): Cell {
  const asked = {
    subject: row.release,
    go: row.release,
    ...place,
    toolchain: null,
    predicted: predictRelease(bug, row.release).verdict,
    trials: [],
  };
  if (row.kind === 'skipped') {
    const { reason } = row;
    return { ...asked, verdict: 'inconclusive', reason, evidence: [], skipped: { reason } };
  }
  const verdict = asVerdict(row.verdict);
  const fix = verdict === 'affected' ? howToFix(bug, row.release) : undefined;
  return {
    ...asked,
    verdict,
    reason: `${sourceWords[verdict]}; nothing was run`,
    evidence: [
      { oracle: 'source', verdict, detail: `${row.detail} ${originWords(row)}`, verified: row.verified },
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}

const sourceWords = {
  affected: 'the source of its runtime has the bug',
  fixed: 'the source of its runtime does not have the bug',
  'not-applicable': 'the source of its runtime is older than the bug',
  inconclusive: 'the source of its runtime cannot be judged',
} as const satisfies Record<Verdict, string>;

/** Words the origin. A part of a zip cannot be checked against the checksum database, whose hash is of the whole. */
function originWords({ platform, verified }: ScannedRelease & { readonly kind: 'judged' }): string {
  if (verified) return '(installed copy, verified)';
  return platform === null
    ? '(installed copy, unverified)'
    : `(read from the ${platform} zip of the proxy, unverified)`;
}
