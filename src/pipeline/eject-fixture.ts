import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { loadFixture } from './load-fixture.js';
import { writeModule } from '../program/write-module.js';
import { fileKind, listFolder, makeDirectory, removeTree, renameInto } from '../host/files/files.js';
import { expandHome, homeFolder } from '../host/files/paths.js';
import { describeHost } from '../host/system.js';
import { ReproError } from '../model/errors.js';
import type { Fixture } from '../model/program.js';
import { shortenHome } from '../text/shorten-home.js';
import { systemErrorWords } from '../text/system-errors.js';

export interface Ejected {
  readonly fixture: Fixture;
  /** The folder as people see it: with `~` for the home folder. */
  readonly folder: string;
  /** The words that start what `go build` makes of it, in its folder. */
  readonly start: string;
}

/**
 * Writes a fixture as a module of its own. A new folder appears only when it is complete; in an existing folder, each
 * file appears only when it is complete. Throws ReproError `bad-file` for a folder with something in it, unless
 * `force`, and for a path that is no folder.
 */
export async function ejectFixture(
  name: string,
  folder: string,
  { force, readmeSection = '' }: { readonly force: boolean; readonly readmeSection?: string },
): Promise<Ejected> {
  const target = path.resolve(expandHome(folder));
  const fixture = withSection(await loadFixture(name), readmeSection);
  if (await isThere(target, folder, force)) await writeModule(fixture, target);
  else {
    const beside = path.join(path.dirname(target), `.${path.basename(target)}-${randomUUID()}`);
    try {
      await makeDirectory(path.dirname(target));
      await writeModule(fixture, beside);
      await renameInto(beside, target);
    } catch (error) {
      throw toElsewhere(error, folder, 'Name another DIR: cgoprof-repro eject DIR');
    } finally {
      await removeTree(beside);
    }
  }
  return { fixture, folder: shortenHome(folder, homeFolder()), start: startWords(moduleOf(fixture)) };
}

export const startWords = (name: string, { os }: { readonly os: string } = describeHost()): string =>
  os === 'windows' ? `.\\${name}.exe` : `./${name}`;

/** Names the program that `go build` makes of a fixture: the last part of its module's path. */
export function moduleOf({ files }: Pick<Fixture, 'files'>): string {
  const text = files.find((file) => file.path === 'go.mod')?.content ?? '';
  return /^module (?:\S*\/)?([^\s/]+)$/m.exec(text)?.[1] ?? 'program';
}

/** Adds a section to the README of a fixture. */
const withSection = (fixture: Fixture, section: string): Fixture => ({
  ...fixture,
  files: fixture.files.map((file) =>
    file.path === 'README.md' ? { ...file, content: `${file.content}${section}` } : file,
  ),
});

async function isThere(target: string, asTyped: string, force: boolean): Promise<boolean> {
  const kind = await fileKind(target);
  if (kind === 'missing') return false;
  if (kind !== 'folder') {
    throw new ReproError('bad-file', `${asTyped} is not a folder`, { hint: 'Name a new folder.' });
  }
  if (!force && (await listFolder(target)).length > 0) {
    throw new ReproError('bad-file', `${asTyped} is not empty`, {
      hint: 'Name a new folder, or write over what is there with --force.',
    });
  }
  return true;
}

/** Rewords an error about the cache: the place is the user's choice, and no cache. */
export function toElsewhere(error: unknown, asTyped: string, hint: string): unknown {
  if (!(error instanceof ReproError) || error.code !== 'cache-unwritable') return error;
  return new ReproError('bad-file', `cannot write to ${asTyped}: ${systemErrorWords(error.cause)}`, {
    cause: error,
    hint,
  });
}
