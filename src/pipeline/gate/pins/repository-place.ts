/** Places a file or folder in its repository: some files pin Go only in certain folders, and files name others. */
import path from 'node:path';
import { kindOfPath } from '../../../host/files/path-kind.js';
import { pinReaderFor } from '../../../pins/readers/pin-kinds.js';

export interface RepositoryPlace {
  readonly root: string;
  /** The path relative to the root, with `/`; '' for the root itself. */
  readonly name: string;
}

/**
 * Finds the repository: the nearest folder upwards that has a `.git` or a go.mod. Without one it is the folder itself;
 * for a file, the nearest folder below which its path is that of a file with pins.
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

/** The limit of depth. Archives wrap a repository in one folder, or in the few of a module's path. */
const deepestRoot = 10;

/**
 * The folder of an archive in which its repository lies, with `/`: the deepest that holds all the files and below which
 * each is still what it is in the archive, as `.github/workflows/ci.yml` is. '' for the archive’s own root.
 */
export function rootOfTexts(files: readonly string[]): string {
  const [first = '', ...others] = files;
  const shared = first.split('/').slice(0, -1).slice(0, deepestRoot);
  for (const file of others) {
    const names = file.split('/').slice(0, -1);
    const differs = shared.findIndex((name, index) => names[index] !== name);
    if (differs !== -1) shared.length = differs;
  }
  const pinned = files.filter((file) => pinReaderFor(file) !== null);
  for (; shared.length > 0; shared.pop()) {
    const start = shared.join('/').length + 1;
    if (pinned.every((file) => pinReaderFor(file.slice(start)) !== null)) break;
  }
  return shared.join('/');
}
