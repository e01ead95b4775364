/** Removes the leftovers of killed processes in the cache: half-made folders, locks, leases and claims. */
import path from 'node:path';
import { listFolder } from '../../host/files/files.js';
import { sweepNotes } from '../../host/locks/lease.js';
import { sweepLocks } from '../../host/locks/lock.js';
import { removeAbandoned } from '../../host/scratch/temporary-folder.js';
import { keptSizes } from '../../program/kept-size.js';
import type { Session } from '../session.js';
import { winePrefixes } from '../targets/wine-places.js';

/**
 * The time after which downloads are leftovers. Nothing stays among them for this long; earlier releases of this tool
 * left files that name nobody.
 */
const unnamedMs = 24 * 3600_000;

/** Removes leftovers; lists some folders when there are none. Files that may not be removed stay, without a message. */
export async function clearLeftovers({ paths, clock }: Pick<Session, 'paths' | 'clock'>): Promise<void> {
  const builds = (await listFolder(paths.builds)).map((name) => path.join(paths.builds, name));
  const programs = builds.map((folder) => path.join(folder, 'programs'));
  const sizes = path.join(paths.builds, keptSizes);
  const wine = winePrefixes(paths.root);
  const places = [paths.root, wine, paths.toolchains, paths.verdicts, sizes, ...builds, ...programs];
  await Promise.all([
    ...places.map((place) => removeAbandoned(place, clock.now())),
    removeAbandoned(paths.downloads, clock.now(), unnamedMs),
    sweepLocks(paths.downloads, clock),
    sweepNotes(paths.toolchains, clock),
    sweepNotes(paths.builds, clock),
  ]);
}
