import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { loadFixture } from '../fixture/load-fixture.js';
import { writeModule } from '../fixture/write-module.js';
import { fileError, listFolder, makeDirectory, removeTree, renameInto } from '../host/files.js';
import { expandHome } from '../host/paths.js';
import { ReproError } from '../model/errors.js';
import type { Fixture } from '../model/program.js';

/**
 * Writes a fixture as a module of its own. A new folder is seen only whole; into one that is there, each file is.
 * Throws ReproError `bad-file` for a folder with something in it, unless `force`, and for what is no folder.
 */
export async function ejectFixture(
  name: string,
  folder: string,
  { force }: { readonly force: boolean },
): Promise<Fixture> {
  const target = path.resolve(expandHome(folder));
  const fixture = await loadFixture(name);
  if (await isThere(target, folder, force)) {
    await writeModule(fixture, target);
    return fixture;
  }
  const beside = path.join(path.dirname(target), `.${path.basename(target)}-${randomUUID()}`);
  try {
    await makeDirectory(path.dirname(target));
    await writeModule(fixture, beside);
    await renameInto(beside, target);
  } finally {
    await removeTree(beside);
  }
  return fixture;
}

async function isThere(target: string, asTyped: string, force: boolean): Promise<boolean> {
  const info = await stat(target).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw fileError(error, asTyped);
  });
  if (info === null) return false;
  if (!info.isDirectory()) {
    throw new ReproError('bad-file', `${asTyped} is not a folder`, { hint: 'Name a new folder.' });
  }
  if (!force && (await listFolder(target)).length > 0) {
    throw new ReproError('bad-file', `${asTyped} is not empty`, {
      hint: 'Name a new folder, or write over what is there with --force.',
    });
  }
  return true;
}
