/**
 * Writes `prebuilt/`, the compiled command that a clone carries so that it starts without an installation, or checks with
 * `--check` that it is what the sources give.
 *
 *   node scripts/setup.js && node scripts/prebuilt.js [--check]
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { carriedFiles, contentOf, sources } from './setup.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, 'dist', 'bundle');
const carried = path.join(root, 'prebuilt');
const madeOf = await contentOf(sources);

/** Chunks of builds before this one, which only processes that still run need. */
const ignored = path.join(built, '.npmignore');
const older = existsSync(ignored) ? readFileSync(ignored, 'utf8').split('\n') : [];
const files = readdirSync(built).filter((name) => !name.startsWith('.') && !older.includes(name));

if (parseArgs({ options: { check: { type: 'boolean', default: false } } }).values.check) {
  const difference = await whatDiffers();
  if (difference !== null) {
    console.error(
      `prebuilt/ is not what the sources give: ${difference}\n  to write it anew: npm run prebuilt`,
    );
    process.exit(1);
  }
  console.log(`prebuilt: ${files.length} files, as the sources give them`);
} else {
  rmSync(carried, { recursive: true, force: true });
  mkdirSync(carried);
  for (const name of files) cpSync(path.join(built, name), path.join(carried, name));
  writeFileSync(path.join(carried, 'SOURCES'), `${madeOf}\n${await contentOf(files, built)}\n`);
}

async function whatDiffers() {
  if (!existsSync(path.join(carried, 'SOURCES'))) return 'it is not there';
  const [sourcesThen, contentThen] = readFileSync(path.join(carried, 'SOURCES'), 'utf8').split('\n');
  if (sourcesThen !== madeOf) return 'a source has changed';
  const content = await contentOf(files, built);
  const there = carriedFiles(carried);
  if (contentThen !== content || (await contentOf(there, carried)) !== content) return 'its files are others';
  return null;
}
