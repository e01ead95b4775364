/** Compiles src to dist, from nothing, so that no file of a source that was renamed stays behind. */
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const beside = path.join(root, '.setup', 'dist');
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');

rmSync(beside, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '--outDir', beside], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
// Beside and renamed: a run that starts meanwhile finds the old build or the new one.
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
renameSync(beside, path.join(root, 'dist'));
