/**
 * One process at a time. The lock is a folder beside the thing it guards, touched every few seconds by its owner; one that
 * was not touched for longer belongs to a process that died and is taken over. Nothing depends on it for being right
 * (installs are renamed into place): it saves doing the same download twice.
 */
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { errorCode, fileError, makeDirectory } from './files.js';
import type { Clock } from './clock.js';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  readonly onWait?: () => void;
}

const staleMs = 8_000;
const touchMs = 2_000;
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
    // Refused only when the lock is lost already, and then there is nothing to give back.
    await release().catch(() => undefined);
  }
}

async function acquire(file: string, options: LockOptions, onLost: () => void): Promise<() => Promise<void>> {
  let announced = false;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await lockfile.lock(file, {
        realpath: false,
        stale: staleMs,
        update: touchMs,
        onCompromised: onLost,
      });
    } catch (error) {
      if (errorCode(error) !== 'ELOCKED') throw fileError(error, file);
    }
    if (!announced) options.onWait?.();
    announced = true;
    await options.clock.sleep(retryMs, options.signal);
  }
}
