import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../../src/host/clock.js';
import { claimUnused, isLeased, sweepNotes, takeLease } from '../../../../src/host/locks/lease.js';
import { ownerTag } from '../../../../src/host/owner.js';

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
  const [first, second] = [
    await takeLease(folder, { clock: systemClock }),
    await takeLease(folder, { clock: systemClock }),
  ];
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
  const release = await takeLease(folder, { clock });
  expect(slept).toHaveLength(1);
  await release();
});

test('an interrupted wait leaves no lease behind', async () => {
  const claim = await claimUnused(folder, systemClock);
  const stopped = takeLease(folder, {
    clock: systemClock,
    signal: AbortSignal.abort(new Error('stopped')),
  });
  await expect(stopped).rejects.toThrow('aborted');
  await claim?.();
  expect(notes()).toEqual([]);
});

test('never both: a user and a remover who come at once', async () => {
  for (let round = 0; round < 30; round += 1) {
    const [lease, claim] = await Promise.all([
      takeLease(folder, {
        clock: { ...systemClock, sleep: () => Promise.reject(new Error('claimed')) },
      }).catch(() => null),
      claimUnused(folder, systemClock),
    ]);
    expect(lease === null || claim === null).toBe(true);
    await lease?.();
    await claim?.();
  }
});

/** Beside the folder, as another process would leave it. */
function plant(kind: string, owner: string, agoMs = 0): void {
  mkdirSync(path.join(dir, '.leases/thing'), { recursive: true });
  const file = path.join(dir, '.leases/thing', `${kind}-${owner}x`);
  writeFileSync(file, '');
  const touched = new Date(Date.now() - agoMs);
  utimesSync(file, touched, touched);
}

/** Nobody sleeps: the clock goes on by what was to be waited for. */
function hurriedClock(): Clock {
  let passed = 0;
  return {
    now: () => Date.now() + passed,
    monotonicMs: () => passed,
    sleep: async (ms) => {
      passed += ms;
    },
  };
}

const dead = ownerTag().replace(/^p\d+/, `p${deadPid}`);
/** As process 1 of two containers: the number is there, and somebody else’s. */
const namesake = ownerTag().replace(/\.s\d+/, '.s1');
const elsewhere = ownerTag().replace(/[a-z0-9-]+_$/, 'another-place_');

test.each([
  ['lease', dead],
  ['claim', dead],
  ['lease', namesake],
  ['claim', namesake],
])('a %s of a process that died counts nothing and is swept away: %s', async (kind, owner) => {
  plant(kind, owner);
  const giveBack = await claimUnused(folder, systemClock);
  await giveBack?.();
  const release = await takeLease(folder, { clock: systemClock });
  await release();
  expect(giveBack).not.toBeNull();
  expect(notes()).toEqual([]);
});

test('a claim of another container is waited for, by name, and given up when nobody touches it', async () => {
  plant('claim', elsewhere);
  const waits: string[] = [];
  const clock = hurriedClock();
  const release = await takeLease(folder, { clock, onWait: (owner) => waits.push(owner) });
  expect(waits).toEqual([`process ${process.pid} of another container or machine`]);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(5_000);
  expect(clock.monotonicMs()).toBeLessThan(10_000);
  await release();
  expect(notes()).toEqual([]);
});

test('a claim of another container that is touched goes on being waited for', async () => {
  plant('claim', elsewhere);
  const clock = hurriedClock();
  let touches = 0;
  const touching: Clock = {
    ...clock,
    sleep: async (ms) => {
      await clock.sleep(ms);
      plant('claim', elsewhere, -(touches += 1) * 1000);
      if (touches === 2000) throw new Error('still waiting');
    },
  };
  await expect(takeLease(folder, { clock: touching })).rejects.toThrow('still waiting');
});

test('a lease of another container holds while it is touched, and for minutes only when it is not', async () => {
  plant('lease', elsewhere, 60_000);
  expect(await isLeased(folder, systemClock)).toBe(true);
  expect(await claimUnused(folder, systemClock)).toBeNull();
  plant('lease', elsewhere, 6 * 60_000);
  expect(await isLeased(folder, systemClock)).toBe(false);
  plant('lease', elsewhere, 6 * 60_000);
  expect(await claimUnused(folder, systemClock)).not.toBeNull();
});

test('a lease of a process that lives holds, touched or not', async () => {
  plant('lease', ownerTag(), 24 * 3600_000);
  expect(await isLeased(folder, systemClock)).toBe(true);
});

test('what the dead have left beside any folder can be swept away', async () => {
  plant('lease', dead);
  plant('claim', dead);
  plant('lease', elsewhere);
  await sweepNotes(dir, systemClock);
  expect(notes()).toEqual([`lease-${elsewhere}x`]);
});

test('what lies there and is no note is left alone', async () => {
  mkdirSync(path.join(dir, '.leases/thing'), { recursive: true });
  writeFileSync(path.join(dir, '.leases/thing/readme'), '');
  expect(await isLeased(folder, systemClock)).toBe(false);
  expect(notes()).toEqual(['readme']);
});
