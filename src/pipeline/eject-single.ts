import path from 'node:path';
import { loadSingleFile } from './load-fixture.js';
import { toElsewhere } from './eject-fixture.js';
import { fileKind, writeFileAtomic } from '../host/files/files.js';
import { expandHome, homeFolder } from '../host/files/paths.js';
import { ReproError } from '../model/errors.js';
import type { SourceFile } from '../model/program.js';
import { shortenHome } from '../text/shorten-home.js';

/**
 * Writes the program that is one Go file, which appears only when it is complete. In an existing folder it gets its own
 * name. Throws ReproError `bad-file` if something is there, unless `force`, and `usage` for a name that `go run` would
 * not take.
 * @param name of the program, below go-fixtures/
 * @returns the file as people see it: with `~` for the home folder
 */
export async function ejectSingle(
  name: string,
  asTyped: string | undefined,
  { force }: { readonly force: boolean },
): Promise<string> {
  const source = await loadSingleFile(name);
  const shown = await fileNamed(asTyped, source);
  const target = path.resolve(expandHome(shown));
  if (!/^[^._].*\.go$/.test(path.basename(shown)) || shown.endsWith('_test.go')) {
    throw new ReproError('usage', `go run takes no file of the name ${shown}`, {
      hint: `Name a file that ends in .go: cgoprof-repro eject --single ${source.path}`,
    });
  }
  const kind = await fileKind(target);
  if (kind === 'folder') throw new ReproError('bad-file', `${shown} is a folder`, { hint: 'Name a file.' });
  if (kind === 'other' && !force) {
    throw new ReproError('bad-file', `${shown} exists`, {
      hint: 'Name a new file, or write over it with --force.',
    });
  }
  try {
    await writeFileAtomic(target, source.content);
  } catch (error) {
    throw toElsewhere(error, shown, 'Name another FILE: cgoprof-repro eject --single FILE');
  }
  return shortenHome(shown, homeFolder());
}

async function fileNamed(asTyped: string | undefined, source: SourceFile): Promise<string> {
  if (asTyped === undefined) return source.path;
  const isFolder = (await fileKind(path.resolve(expandHome(asTyped)))) === 'folder';
  return isFolder ? path.join(asTyped, source.path) : asTyped;
}
