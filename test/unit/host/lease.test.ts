import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../src/host/clock.js';
import { claimUnused, isLeased, takeLease } from '../../../src/host/lease.js';

let dir = '';
let folder = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lease-'));
  folder = path.join(dir, 'thing');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const notes = () => readdirSync(path.join(dir, '.leases/thing'));
// The largest pid Linux can be told to use is 2^22.
const deadPid = 4194399;

test('used until the last user gives it back, and then it can be claimed', async () => {
  const [first, second] = [await takeLease(folder, systemClock), await takeLease(folder, systemClock)];
  await first();
  expect(await isLeased(folder, systemClock)).toBe(true);
  expect(await claimUnused(folder, systemClock)).toBeNull();
  await second();
  expect(await isLeased(folder, systemClock)).toBe(false);
  const giveBack = await claimUnused(folder, systemClock);
  await giveBack?.();
  expect(giveBack).not.toBeNull();
  expect(notes()).toEqual([]);
});

test('a user waits for a claim to be given back', async () => {
  const giveBack = await claimUnused(folder, systemClock);
  const slept: number[] = [];
  const clock: Clock = {
    ...systemClock,
    sleep: async (ms) => {
      slept.push(ms);
      await giveBack?.();
    },
  };
  const release = await takeLease(folder, clock);
  expect(slept).toHaveLength(1);
  await release();
});

test('an interrupted wait leaves no lease behind', async () => {
  const claim = await claimUnused(folder, systemClock);
  const stopped = takeLease(folder, systemClock, AbortSignal.abort(new Error('stopped')));
  await expect(stopped).rejects.toThrow('aborted');
  await claim?.();
  expect(notes()).toEqual([]);
});

test('never both: a user and a remover who come at once', async () => {
  for (let round = 0; round < 30; round += 1) {
    const [lease, claim] = await Promise.all([
      takeLease(folder, { ...systemClock, sleep: () => Promise.reject(new Error('claimed')) }).catch(
        () => null,
      ),
      claimUnused(folder, systemClock),
    ]);
    expect(lease === null || claim === null).toBe(true);
    await lease?.();
    await claim?.();
  }
});

test.each(['lease', 'claim'])(
  'a %s of a process that died counts nothing and is swept away',
  async (kind) => {
    mkdirSync(path.join(dir, '.leases/thing'), { recursive: true });
    writeFileSync(path.join(dir, '.leases/thing', `${kind}-${deadPid}-x`), hostname());
    const giveBack = await claimUnused(folder, systemClock);
    await giveBack?.();
    const release = await takeLease(folder, systemClock);
    await release();
    expect(giveBack).not.toBeNull();
    expect(notes()).toEqual([]);
  },
);

test('what lies there and is no note is left alone', async () => {
  mkdirSync(path.join(dir, '.leases/thing'), { recursive: true });
  writeFileSync(path.join(dir, '.leases/thing/readme'), hostname());
  expect(await isLeased(folder, systemClock)).toBe(false);
  expect(notes()).toEqual(['readme']);
});
