/**
 * Asks Microsoft's SARIF validator about reports; it weighs 100 MB, so that it is fetched for this and no part of the
 * tests, which check the schema.
 *
 *   node scripts/validate-sarif.js [FILE…]     without files: every golden report
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const validator = '@microsoft/sarif-multitool@5.7.0';
const golden = fileURLToPath(new URL('../test/golden/report', import.meta.url));

const given = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : readdirSync(golden)
        .filter((name) => name.endsWith('.sarif'))
        .map((name) => path.join(golden, name));

// SARIF2005 wants a home page of the tool, which has none.
const { status, stdout } = spawnSync(
  'npx',
  ['--yes', `--package=${validator}`, 'sarif-multitool', 'validate', ...files],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' },
);
process.stdout.write(stdout ?? '');
const findings = (stdout ?? '')
  .split('\n')
  .filter((line) => /: (?:error|warning) [A-Z]+\d+/.test(line) && !line.includes(' SARIF2005:'));
console.log(`${files.length} files, ${findings.length} findings`);
process.exitCode = status === 0 && findings.length === 0 ? 0 : 1;
