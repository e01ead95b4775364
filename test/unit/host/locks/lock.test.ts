import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../src/host/clock.js';
import { sweepLocks, withLock } from '../../../../src/host/locks/lock.js';
import { ownerTag } from '../../../../src/host/owner.js';

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

  /** As another process would leave it. */
  function plant(file: string, owner: string): void {
    mkdirSync(`${file}.lock`);
    writeFileSync(path.join(`${file}.lock`, `owner-${owner}x`), '');
  }

  const elsewhere = ownerTag().replace(/[a-z0-9-]+_$/, 'another-place_');
  // The largest pid Linux can be told to use is 2^22.
  const dead = ownerTag().replace(/^p\d+/, 'p4194399');
  const namesake = ownerTag().replace(/\.s\d+/, '.s1');

  it.each([dead, namesake])('takes over the lock of a process that died: %s', async (owner) => {
    const file = path.join(dir, 'thing');
    plant(file, owner);
    let waits = 0;
    const answers = await Promise.all(
      [1, 2, 3].map((n) => withLock(file, { clock: systemClock, onWait: () => (waits += 1) }, async () => n)),
    );
    expect(answers).toEqual([1, 2, 3]);
    // For one another, at most.
    expect(waits).toBeLessThan(3);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is not stopped by what was given back half', async () => {
    const file = path.join(dir, 'thing');
    mkdirSync(`${file}.lock`);
    expect(await withLock(file, { clock: systemClock }, async () => 42)).toBe(42);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('waits for an owner elsewhere, by name, and takes over when it does not touch its lock', async () => {
    const file = path.join(dir, 'thing');
    plant(file, elsewhere);
    let passed = 0;
    const clock: Clock = {
      ...systemClock,
      monotonicMs: () => passed,
      sleep: async (ms) => {
        passed += ms;
      },
    };
    const waits: string[] = [];
    await withLock(file, { clock, onWait: (owner) => waits.push(owner) }, async () => undefined);
    expect(waits).toEqual([`process ${process.pid} of another container or machine`]);
    expect(passed).toBeGreaterThanOrEqual(10_000);
    expect(passed).toBeLessThan(20_000);
  });

  it('tells the work that its lock was taken away', async () => {
    const file = path.join(dir, 'thing');
    const lost = withLock(file, { clock: systemClock }, async (signal) => {
      rmSync(`${file}.lock`, { recursive: true });
      await once(signal, 'abort');
      return String(signal.reason);
    });
    expect(await lost).toContain('was lost');
  });

  it('of the dead is swept away, one of the living is not', async () => {
    plant(path.join(dir, 'dead'), dead);
    plant(path.join(dir, 'other'), elsewhere);
    await withLock(path.join(dir, 'mine'), { clock: systemClock }, () => sweepLocks(dir, systemClock));
    expect(readdirSync(dir)).toEqual(['other.lock']);
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
