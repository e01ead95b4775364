/**
 * Compiles src to `dist/modules/`, a file each, for the scripts; and puts these into the few files of `dist/bundle/` that
 * the command starts from: hundreds of small modules take longer to find than to run. Dependencies stay outside, and
 * what is a development dependency goes in, with its licence.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const beside = path.join(root, '.setup', 'dist');
const modules = path.join(beside, 'modules');
const bundle = path.join(beside, 'bundle');
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');

// From nothing, so that no file of a source that was renamed stays behind.
rmSync(beside, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '--outDir', modules], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);

/** @type {{dependencies: Record<string, string>}} */
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const outside = Object.keys(dependencies);
const bundler = await rolldown({
  input: path.join(modules, 'cli.js'),
  platform: 'node',
  external: (name) => outside.some((dependency) => name === dependency || name.startsWith(`${dependency}/`)),
});
const { output } = await bundler.write({ dir: bundle, format: 'esm' });
await bundler.close();

const bundled = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const packages = new Set(bundled.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
for (const folder of packages)
  copyFileSync(path.join(folder, 'LICENSE'), path.join(bundle, `LICENSE-${path.basename(folder)}`));

// Beside and renamed: a run that starts meanwhile finds the old build or the new one.
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
renameSync(beside, path.join(root, 'dist'));
