import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/host/clock.js';
import { withLock } from '../../../src/host/lock.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lock-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const failing = (): Promise<never> => Promise.reject(new Error('work failed'));

/** A promise that is settled from outside. */
function deferred() {
  let settle: (() => void) | undefined;
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: () => settle?.() };
}

describe('withLock', () => {
  it('lets one in at a time and announces the waiting once', async () => {
    const file = path.join(dir, 'thing');
    const log: string[] = [];
    let waits = 0;
    const gate = deferred();
    const entered = deferred();
    const first = withLock(file, { clock: systemClock }, async () => {
      log.push('first in');
      entered.resolve();
      await gate.promise;
      log.push('first out');
    });
    await entered.promise;
    const onWait = (): void => {
      waits += 1;
      gate.resolve();
    };
    await withLock(file, { clock: systemClock, onWait }, async () => void log.push('second in'));
    await first;
    expect(log).toEqual(['first in', 'first out', 'second in']);
    expect(waits).toBe(1);
  });

  it('takes over the lock of a process that died', async () => {
    const file = path.join(dir, 'thing');
    mkdirSync(`${file}.lock`);
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    let waits = 0;
    const answer = await withLock(file, { clock: systemClock, onWait: () => (waits += 1) }, async () => 42);
    expect(answer).toBe(42);
    expect(waits).toBe(0);
  });

  it('does not wait long for an owner that is known to be dead', async () => {
    const file = path.join(dir, 'thing');
    mkdirSync(`${file}.lock`);
    const threeSecondsAgo = new Date(Date.now() - 3_000);
    utimesSync(`${file}.lock`, threeSecondsAgo, threeSecondsAgo);
    // The largest pid Linux can be told to use is 2^22.
    await writeFile(`${file}.lock-owner`, `4194399 ${hostname()}`);
    let waits = 0;
    expect(await withLock(file, { clock: systemClock, onWait: () => (waits += 1) }, async () => 42)).toBe(42);
    expect(waits).toBe(0);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('waits for an owner on another machine', async () => {
    const file = path.join(dir, 'thing');
    mkdirSync(`${file}.lock`);
    await writeFile(`${file}.lock-owner`, `4194399 another-machine`);
    const abort = new AbortController();
    const options = { clock: systemClock, signal: abort.signal, onWait: () => abort.abort() };
    await expect(withLock(file, options, async () => 1)).rejects.toThrow('aborted');
  });

  it('stops waiting when aborted, and gives the lock back after a failure', async () => {
    const file = path.join(dir, 'thing');
    const abort = new AbortController();
    const options = { clock: systemClock, signal: abort.signal, onWait: () => abort.abort() };
    await withLock(file, { clock: systemClock }, async () => {
      await expect(withLock(file, options, async () => 1)).rejects.toThrow('aborted');
    });
    await expect(withLock(file, { clock: systemClock }, failing)).rejects.toThrow('work failed');
    expect(await withLock(file, { clock: systemClock }, async () => 'free')).toBe('free');
  });

  it('names a folder that cannot be written', async () => {
    const below = path.join(dir, 'file');
    await writeFile(below, '');
    const refused = withLock(path.join(below, 'thing'), { clock: systemClock }, async () => undefined);
    await expect(refused).rejects.toMatchObject({ code: 'cache-unwritable' });
  });
});
