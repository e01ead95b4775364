/** Guesses the path that was probably meant by one that does not exist. */
import path from 'node:path';
import { listFolder } from '../../host/files/files.js';
import { kindOfPath } from '../../host/files/path-kind.js';
import { editDistance } from '../../text/edit-distance.js';

/** The limit of names. They are compared one by one, and nobody means one of a hundred thousand. */
const mostNames = 10_000;
const longestName = 255;

/** The nearest path that exists: each missing part is taken for one of its folder's names. Null: none is near. */
export async function nearestPath(missing: string): Promise<string | null> {
  const normal = missing.split(path.sep).join('/');
  const parts = normal.split('/');
  let found = normal.startsWith('/') ? '/' : '';
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    const isLast = index === parts.length - 1;
    const asWritten = found + part;
    const kind = await kindOfPath(asWritten);
    if (kind === (isLast ? 'file' : 'folder') || part === '.' || part === '..') {
      found = isLast ? asWritten : `${asWritten}/`;
      continue;
    }
    const name = nearestName(part, await listFolder(found === '' ? '.' : found));
    if (name === null) return null;
    found += isLast ? name : `${name}/`;
  }
  return found === normal || (await kindOfPath(found)) === 'missing' ? null : found;
}

/** Finds the nearest name. A third of its letters may differ, and two may have changed places. */
function nearestName(wanted: string, names: readonly string[]): string | null {
  if (wanted.length > longestName || names.length > mostNames) return null;
  const most = wanted.length < 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const near = names
    .filter((name) => name.length <= longestName && Math.abs(name.length - wanted.length) <= most)
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance);
  return near[0]?.name ?? null;
}
