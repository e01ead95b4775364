/** Where in its repository a file or folder is: some files pin Go only in certain folders, and files name others. */
import path from 'node:path';
import { kindOfPath } from '../../host/path-kind.js';
import { pinReaderFor } from '../../pins/pin-kinds.js';

export interface RepositoryPlace {
  readonly root: string;
  /** Relative to the root, with `/`; '' for the root itself. */
  readonly name: string;
}

/**
 * The repository is the nearest folder upwards that has a `.git` or a go.mod. Without one it is the folder itself; for a
 * file, the nearest folder below which its path is that of a file with pins.
 */
export async function placeInRepository(subject: string, kind: 'file' | 'folder'): Promise<RepositoryPlace> {
  const absolute = path.resolve(subject);
  const ancestors = ancestorsOf(kind === 'file' ? path.dirname(absolute) : absolute);
  for (const folder of ancestors) {
    const marks = await Promise.all(['.git', 'go.mod'].map((name) => kindOfPath(path.join(folder, name))));
    if (marks.some((mark) => mark === 'folder' || mark === 'file')) return placeBelow(folder, absolute);
  }
  const fitting = ancestors.find((folder) => pinReaderFor(placeBelow(folder, absolute).name) !== null);
  return placeBelow(kind === 'file' ? (fitting ?? path.dirname(absolute)) : absolute, absolute);
}

const placeBelow = (root: string, absolute: string): RepositoryPlace => ({
  root,
  name: path.relative(root, absolute).split(path.sep).join('/'),
});

function ancestorsOf(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestorsOf(above)];
}
