import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFolder, makeDirectory, removeTree } from '../files/files.js';
import { keepTouched } from '../locks/heartbeat.js';
import { isAbandoned, ownerState, ownerTag, type Patience } from '../owner.js';

/** Where the system wants what is soon thrown away. */
export const systemTemporaryFolder = (): string => tmpdir();

/**
 * Runs `work` with a new folder inside `parent` and removes it afterwards, read-only folders in it included. A process
 * that is killed leaves it behind; its name says whose it was, so that `removeAbandoned` finds it.
 */
export async function withTemporaryFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
  prefix = '.making',
): Promise<T> {
  const folder = await makeFolder(parent, ownedName(prefix));
  const stopTouching = keepTouched(folder);
  try {
    return await work(folder);
  } finally {
    stopTouching();
    await removeTree(folder);
  }
}

/** A process that ends early, in whatever orderly way, leaves nothing half-made behind: the library sees to that. */
async function makeFolder(parent: string, name: string): Promise<string> {
  await makeDirectory(parent);
  try {
    const { default: library } = await import('tmp-promise');
    library.setGracefulCleanup();
    return (await library.dir({ tmpdir: parent, name, unsafeCleanup: true })).path;
  } catch {
    // It asks for the system's own folder first, which fails where TMPDIR names none, whatever folder is meant.
    await makeDirectory(path.join(parent, name));
    return path.join(parent, name);
  }
}

/** A name for what this process makes, or puts out of sight to remove it: none other has it. */
export const ownedName = (prefix: string): string => `${prefix}-${ownerTag()}${randomUUID()}`;

/** A run may stand still for a while, as when its container is paused; while it lives here, what it makes is its own. */
const patience: Patience = { unknownMs: 5 * 60_000, aliveMs: Infinity };

/**
 * Removes what processes that are gone have left in `parent`, as far as this one may; and what names no owner when it is
 * older than `othersMs`.
 */
export async function removeAbandoned(parent: string, nowMs: number, othersMs = Infinity): Promise<void> {
  for (const name of await listFolder(parent)) {
    const file = path.join(parent, name);
    // A lock comes and goes, and comes again under the same name, another's: sweepLocks (lock.ts) sees to those.
    if (name.endsWith('.lock')) continue;
    const ofName = ownerState(name) === null ? { ...patience, unknownMs: othersMs } : patience;
    if (!isAbandoned(file, ofName, nowMs)) continue;
    await removeTree(file).catch(() => undefined);
  }
}
