import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listFolder, makeDirectory, removeTree } from '../files/files.js';
import { keepTouched } from '../locks/heartbeat.js';
import { isAbandoned, ownerState, ownerTag, type Patience } from '../owner.js';

/** The system's folder for temporary files. */
export const systemTemporaryFolder = (): string => tmpdir();

/**
 * Runs `work` with a new folder inside `parent` and removes it afterwards, including read-only folders in it. A process
 * that is killed leaves it behind; its name names the owner, so that `removeAbandoned` finds it.
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

/** A process that ends early, in any orderly way, leaves nothing half-made behind: the library ensures that. */
async function makeFolder(parent: string, name: string): Promise<string> {
  await makeDirectory(parent);
  try {
    const { default: library } = await import('tmp-promise');
    library.setGracefulCleanup();
    return (await library.dir({ tmpdir: parent, name, unsafeCleanup: true })).path;
  } catch {
    // It first asks for the system's own folder, and fails if TMPDIR names a missing one, even if another folder is
    // given.
    await makeDirectory(path.join(parent, name));
    return path.join(parent, name);
  }
}

/** A unique name for a file that this process makes, or moves away to remove it. */
export const ownedName = (prefix: string): string => `${prefix}-${ownerTag()}${randomUUID()}`;

/**
 * A run may stand still for a while, for example when its container is paused. Its files are its own as long as its
 * process lives here.
 */
const patience: Patience = { unknownMs: 5 * 60_000, aliveMs: Infinity };

/**
 * Removes the files that dead processes have left in `parent`, as far as permissions allow, and files without an owner
 * if they are older than `othersMs`.
 */
export async function removeAbandoned(parent: string, nowMs: number, othersMs = Infinity): Promise<void> {
  for (const name of await listFolder(parent)) {
    const file = path.join(parent, name);
    // A lock may vanish and reappear under the same name with another owner, so sweepLocks (lock.ts) removes these.
    if (name.endsWith('.lock')) continue;
    const ofName = ownerState(name) === null ? { ...patience, unknownMs: othersMs } : patience;
    if (!isAbandoned(file, ofName, nowMs)) continue;
    await removeTree(file).catch(() => undefined);
  }
}
