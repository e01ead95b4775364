/**
 * Packs the package, installs the tarball into an empty folder and runs it: what users get must work, hold all it
 * needs and nothing it does not, and bring no other package along.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(path.join(os.tmpdir(), 'cgoprof-repro-pack-'));
/** @param {string} command @param {string[]} args @param {string} cwd */
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder], root),
  );
  /** @type {string[]} */
  const files = packed.files.map((/** @type {{path: string}} */ file) => file.path);
  for (const needed of [
    'bin/cgoprof-repro.js',
    'dist/bundle/cli.cjs',
    'dist/bundle/api.cjs',
    'api/cgoprof-repro.d.cts',
    'dist/bundle/LICENSES.txt',
    'go-fixtures/nested-callbacks/go.mod',
    'go-fixtures/nested-callbacks-single/repro.go',
    'c-fixtures/nested-callbacks/callbacks.c',
    'schema/report.schema.json',
    'man/cgoprof-repro.1',
    'README.md',
    'LICENSE',
  ]) {
    if (!files.includes(needed)) throw new Error(`the package lacks ${needed}`);
  }
  const strange = files.filter((file) => /^(?:src|test|scripts|prebuilt|\.ci|\.setup)\//.test(file));
  if (strange.length > 0) throw new Error(`the package has what it should not: ${strange.join(', ')}`);

  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', path.join(folder, packed.filename)],
    folder,
  );
  const others = readdirSync(path.join(folder, 'node_modules')).filter(
    (name) => !name.startsWith('.') && name !== 'cgoprof-repro',
  );
  if (others.length > 0) throw new Error(`the package brings others: ${others.join(', ')}`);
  const bin = path.join(folder, 'node_modules', '.bin', 'cgoprof-repro');
  const { version } = JSON.parse(
    run('npm', ['pkg', 'get', 'version', '--json'], root).replace(/^"(.*)"\s*$/s, '{"version":"$1"}'),
  );
  const seen = run(bin, ['--version'], folder).trim();
  if (seen !== version) throw new Error(`the installed command says ${seen}, not ${version}`);
  const answer = run(bin, ['--go', 'local', '--quick', '--format', 'json'], folder);
  if (JSON.parse(answer).cells.length !== 1)
    throw new Error('the installed command gave no answer about the local go');
  console.log(
    `package: ${files.length} files, ${Math.round(packed.unpackedSize / 1024)} KB, installs and runs`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
