/**
 * A lock for one process at a time. It is a folder beside the guarded thing, with one file in it that names the owner
 * and that the owner touches. Both appear in one rename, so there is no lock without an owner. The lock of a dead
 * process is taken over by renaming that file, which only one process can do. Correctness does not depend on the lock
 * (installs are renamed into place): it avoids doing the same download twice.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../clock.js';
import { errorCode, fileError, listFolder, makeDirectory } from '../files/files.js';
import { keepTouched } from './heartbeat.js';
import { describeOwner, isAbandoned, ownerTag, watchOwners, type Patience } from '../owner.js';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called once, if another process that may be alive holds the lock. */
  readonly onWait?: (owner: string) => void;
}

// Generous for an owner elsewhere: a disk that a build keeps busy can delay a touch for seconds.
const patience: Patience = { unknownMs: 10_000, aliveMs: Infinity };
const retryMs = 150;
const extension = '.lock';

/**
 * Runs `work` while holding the lock of `file` (which need not exist). Waits as long as another live process holds it.
 * The signal given to `work` also fires if the lock is lost (the machine slept, the folder was deleted).
 */
export async function withLock<T>(
  file: string,
  options: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await makeDirectory(path.dirname(file));
  const folder = `${file}${extension}`;
  const lost = new AbortController();
  const owner = await acquire(folder, options);
  const stopTouching = keepTouched(owner, () => lost.abort(new Error(`lock of ${file} was lost`)));
  try {
    return await work(
      options.signal === undefined ? lost.signal : AbortSignal.any([options.signal, lost.signal]),
    );
  } finally {
    stopTouching();
    await rm(owner, { force: true }).catch(() => undefined);
    await removeEmpty(folder);
  }
}

/** Removes the locks in a folder whose owners are gone. */
export async function sweepLocks(folder: string, clock: Clock): Promise<void> {
  for (const name of await listFolder(folder)) {
    if (!name.endsWith(extension)) continue;
    const lock = path.join(folder, name);
    const owner = await ownerOf(lock);
    if (owner !== null && !isAbandoned(owner, { ...patience, unknownMs: sweptMs }, clock.now())) continue;
    if (owner !== null) await rm(owner, { force: true }).catch(() => undefined);
    await removeEmpty(lock);
  }
}

/** Nobody waits for these, so there is time. */
const sweptMs = 5 * 60_000;

/** The file of the lock that says it is ours. */
async function acquire(folder: string, { clock, signal, onWait }: LockOptions): Promise<string> {
  const mine = `owner-${ownerTag()}${randomUUID()}`;
  const isGone = watchOwners(patience, clock);
  let announced = false;
  for (;;) {
    signal?.throwIfAborted();
    const owner = await ownerOf(folder);
    if (owner === null ? await create(folder, mine) : isGone(owner) && (await takeOver(owner, mine))) {
      return path.join(folder, mine);
    }
    if (owner !== null && !announced) {
      announced = true;
      onWait?.(describeOwner(owner));
    }
    await clock.sleep(retryMs, signal);
  }
}

async function ownerOf(folder: string): Promise<string | null> {
  const name = (await listFolder(folder)).find((entry) => entry.startsWith('owner-'));
  return name === undefined ? null : path.join(folder, name);
}

/** Returns false if another process was faster. */
async function create(folder: string, mine: string): Promise<boolean> {
  const beside = `${folder}.${ownerTag()}${randomUUID()}`;
  try {
    await mkdir(beside);
    await writeFile(path.join(beside, mine), '', { flag: 'wx' });
    // A lock that was only half released is empty: a rename replaces it here, but not on Windows.
    await removeEmpty(folder);
    await rename(beside, folder);
    return true;
  } catch (error) {
    await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    if (['ENOTEMPTY', 'EEXIST'].includes(errorCode(error)) || (await ownerOf(folder)) !== null) return false;
    throw fileError(error, folder);
  }
}

async function takeOver(owner: string, mine: string): Promise<boolean> {
  try {
    await rename(owner, path.join(path.dirname(owner), mine));
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw fileError(error, owner);
  }
}

const removeEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);
