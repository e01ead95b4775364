/**
 * Scans every known release and writes what the sources say to src/bugs/go72870/prediction-list.ts. The table is never typed
 * in by hand: what is not served keeps the row of an earlier run, or has none.
 *
 *   npm run build && node scripts/make-predictions.js [CACHE_DIR]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import { load } from './load.js';

const [{ embeddedCatalogue }, { createHttpClient }, { systemClock }, { readRemoteSource }] =
  await Promise.all([
    load('release/catalogue'),
    load('host/net/http'),
    load('host/clock'),
    load('toolchain/fetch/remote-source'),
  ]);
const [{ scanReleases }, { openVerdictCache }, { go72870 }, { predictionList }] = await Promise.all([
  load('pipeline/scan/scan'),
  load('pipeline/scan/verdict-cache'),
  load('bugs/go72870/bug'),
  load('bugs/go72870/prediction-list').catch(() => ({ predictionList: {} })),
]);

const oracle = go72870.source;
const http = createHttpClient({
  clock: systemClock,
  random: Math.random,
  environment: process.env,
  userAgent: 'cgoprof-repro',
});
const goproxy = execFileSync('go', ['env', 'GOPROXY'], { encoding: 'utf8' }).trim();
const cacheDir = process.argv[2] ?? mkdtempSync(path.join(tmpdir(), 'predictions-'));
const startedAt = performance.now();
const rows = await scanReleases(
  embeddedCatalogue.map((/** @type {{name: string}} */ release) => release.name),
  {
    remote: {
      goproxy,
      read: (/** @type {string} */ release) =>
        readRemoteSource({ release, files: oracle.files, goproxy, http }),
    },
    clock: systemClock,
    installed: () => null,
    oracle,
    cache: openVerdictCache(cacheDir, oracle.version),
  },
);
http.close();
const seconds = (performance.now() - startedAt) / 1000;

/** @type {[string, {verdict: string, sourceHash: string}][]} */
const table = [];
const counts = new Map();
for (const row of rows) {
  const verdict = row.kind === 'skipped' ? 'skipped' : row.verdict;
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (row.kind === 'skipped') {
    console.log(`${row.release}: ${row.reason}`);
    if (Object.hasOwn(predictionList, row.release)) table.push([row.release, predictionList[row.release]]);
  } else if (row.verdict === 'unknown') console.log(`${row.release}: ${row.detail}`);
  else table.push([row.release, { verdict: row.verdict, sourceHash: row.sourceHash }]);
}
/** Each decisive source once, with its releases. @type {Map<string, string[]>} */
const sources = new Map();
for (const [release, { verdict, sourceHash }] of table) {
  const source = `verdict: '${verdict}', sourceHash: '${sourceHash}'`;
  sources.set(source, [...(sources.get(source) ?? []), `'${release}',`]);
}
const groups = [...sources].map(
  ([source, releases]) => `{ ${source},
    // prettier-ignore
    releases: [
${releases.join(' ').replaceAll(/(.{1,100})(?: |$)/g, '      $1\n')}    ],
  },`,
);
const text = `/**
 * The result of a scan of each release's runtime source, with the hash of the decisive text. A prediction, never
 * evidence. Written by scripts/make-predictions.js; do not edit.
 */
const sources: readonly {
  readonly verdict: 'affected' | 'fixed' | 'not-applicable';
  readonly sourceHash: string;
  readonly releases: readonly string[];
}[] = [${groups.join('')}];

export const predictionList = Object.fromEntries(
  sources.flatMap(({ releases, ...prediction }) => releases.map((release) => [release, prediction] as const)),
);
`;
const file = new URL('../src/bugs/go72870/prediction-list.ts', import.meta.url);
writeFileSync(file, await format(text, { parser: 'typescript', printWidth: 110, singleQuote: true }));
const bytes = rows.reduce(
  (/** @type {number} */ sum, /** @type {{bytesRead?: number}} */ row) => sum + (row.bytesRead ?? 0),
  0,
);
console.log(
  `${rows.length} releases in ${seconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(1)} MB read:`,
  Object.fromEntries(counts),
);
