/**
 * One process at a time. The lock is a folder beside the thing it guards, touched every few seconds by its owner; one
 * that was not touched for long belongs to a process that died and is taken over, and at once when that process is
 * known to be gone. Nothing depends on it for being right (installs are renamed into place): it saves doing the same
 * download twice.
 */
import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { errorCode, fileError, makeDirectory, readSmallFile } from './files.js';
import { isProcessAlive } from './process-groups.js';
import type { Clock } from './clock.js';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  readonly onWait?: () => void;
}

// Generous: a disk that is kept busy by a build can hold up a touch for many seconds.
const staleMs = 30_000;
const touchMs = 5_000;
// The least proper-lockfile takes; enough for a new owner to write its name.
const staleOfDeadMs = 2_000;
const retryMs = 150;

/**
 * Runs `work` while holding the lock of `file` (which need not exist). Waits as long as another live process holds it.
 * The signal given to `work` also fires when the lock is lost (the machine slept, the folder was deleted).
 */
export async function withLock<T>(
  file: string,
  options: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  await makeDirectory(path.dirname(file));
  const lost = new AbortController();
  const release = await acquire(file, options, () => lost.abort(new Error(`lock of ${file} was lost`)));
  try {
    return await work(
      options.signal === undefined ? lost.signal : AbortSignal.any([options.signal, lost.signal]),
    );
  } finally {
    await rm(ownerFile(file), { force: true }).catch(() => undefined);
    // Refused only when the lock is lost already, and then there is nothing to give back.
    await release().catch(() => undefined);
  }
}

async function acquire(file: string, options: LockOptions, onLost: () => void): Promise<() => Promise<void>> {
  // Not at the top: a run whose toolchain and program are there locks nothing.
  const { default: lockfile } = await import('proper-lockfile');
  let announced = false;
  for (;;) {
    options.signal?.throwIfAborted();
    const ownerIsDead = await isOwnedByTheDead(file);
    try {
      const release = await lockfile.lock(file, {
        realpath: false,
        stale: ownerIsDead ? staleOfDeadMs : staleMs,
        update: ownerIsDead ? staleOfDeadMs / 2 : touchMs,
        onCompromised: onLost,
      });
      await writeFile(ownerFile(file), `${process.pid} ${hostname()}`).catch(() => undefined);
      if (!ownerIsDead) return release;
      // Taken over with a short breath; take it properly before working under it.
      await release();
    } catch (error) {
      if (errorCode(error) !== 'ELOCKED') throw fileError(error, file);
      if (!announced && !ownerIsDead) {
        announced = true;
        options.onWait?.();
      }
      await options.clock.sleep(retryMs, options.signal);
    }
  }
}

const ownerFile = (file: string): string => `${file}.lock-owner`;

/** Only processes of this machine can be asked for. */
async function isOwnedByTheDead(file: string): Promise<boolean> {
  const [, pid, host] = /^(\d{1,10}) (.+)$/.exec((await readSmallFile(ownerFile(file), 1024)) ?? '') ?? [];
  return pid !== undefined && host === hostname() && !isProcessAlive(Number(pid));
}
