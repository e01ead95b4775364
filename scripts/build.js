/**
 * Compiles src to `dist/modules/`, a file each, for the scripts; and puts these, with all they depend on, into the few
 * files of `dist/bundle/` that the command and the API (`api.cjs`) load: hundreds of small modules take longer to find
 * than to run. As CommonJS, since Node looks for ES modules and links them one wait after another; licences go along.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const beside = path.join(root, '.setup', 'dist');
const modules = path.join(beside, 'modules');
const bundle = path.join(beside, 'bundle');
const dist = path.join(root, 'dist');
const replaced = path.join(root, '.setup', 'replaced');
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');

// From nothing, so that no file of a source that was renamed stays behind.
rmSync(beside, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '--outDir', modules], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);

const bundler = await rolldown({
  input: { cli: path.join(modules, 'cli.js'), api: path.join(modules, 'api', 'api.js') },
  platform: 'node',
});
const { output } = await bundler.write({
  dir: bundle,
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  // Names stay, for the sake of those who read a stack; what is carried in the tree is a third smaller.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
});
await bundler.close();

const bundled = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const packages = new Set(bundled.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
writeFileSync(path.join(bundle, 'LICENSES.txt'), [...packages].toSorted().map(licenceOf).join('\n'));

keepOldChunks();
// Beside and renamed: nobody finds half a build. A start between the two finds none, and is set up (scripts/setup.js).
rmSync(replaced, { recursive: true, force: true });
if (existsSync(dist)) renameSync(dist, replaced);
renameSync(beside, dist);
rmSync(replaced, { recursive: true, force: true });

/**
 * A process that started from the old build may yet load chunks of it, hours later, to write its report. Their names have
 * a hash of their content, so that they can stay among the new ones, until the next build; they are not packed.
 */
function keepOldChunks() {
  const old = path.join(dist, 'bundle');
  if (!existsSync(old)) return;
  const ignored = path.join(old, '.npmignore');
  const older = existsSync(ignored) ? readFileSync(ignored, 'utf8').split('\n') : [];
  const kept = readdirSync(old).filter(
    (name) => name.endsWith('.cjs') && !older.includes(name) && !existsSync(path.join(bundle, name)),
  );
  for (const name of kept) copyFileSync(path.join(old, name), path.join(bundle, name));
  writeFileSync(path.join(bundle, '.npmignore'), kept.join('\n'));
}

/**
 * The whole text, or what the manifest says where the package has no such file.
 * @param {string} folder of a package
 */
function licenceOf(folder) {
  /** @type {{name: string, version: string, license?: string}} */
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? license : readFileSync(path.join(folder, file), 'utf8').trim();
  if (text === undefined) throw new Error(`${name} has no licence to ship with it`);
  const title = `${name} ${version}`;
  return `${title}\n${'='.repeat(title.length)}\n\n${text}\n`;
}
