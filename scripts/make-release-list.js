/**
 * Writes src/release/release-list.ts from scripts/data/go-releases.tsv (`go1.23.0<TAB>2024-08-13`, `#` comments).
 * With --check it writes nothing and fails when the file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('data/go-releases.tsv', import.meta.url));
const target = fileURLToPath(new URL('../src/release/release-list.ts', import.meta.url));

const rows = readFileSync(source, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((row) => {
    const match = /^((go[0-9]+\.[0-9]+)(?:\.[0-9]+|(?:beta|rc)[0-9]+)?)\t(\d{4}-\d{2}-\d{2})$/.exec(row);
    if (match === null) throw new Error(`${source}: not a release and a date: ${row}`);
    return match;
  });

/** @type {Map<string, string[]>} By release line. */
const lines = new Map();
for (const [, name, line = '', date] of rows)
  lines.set(line, [...(lines.get(line) ?? []), `${name} ${date}`]);

const text = `// Made by scripts/make-release-list.js from scripts/data/go-releases.tsv. Do not edit.

/**
 * Releases and their dates, as known when this version of the tool was made, those of one release line in a row. Newer
 * ones are added at run time.
 */
export const releaseList: readonly string[] = [
${[...lines.values()].map((releases) => `  '${releases.join(', ')}',`).join('\n')}
];
`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('src/release/release-list.ts is stale: run node scripts/make-release-list.js');
  process.exitCode = 1;
}
