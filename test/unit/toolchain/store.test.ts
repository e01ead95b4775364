import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeMarker } from '../../../src/toolchain/marker.js';
import { planPrune } from '../../../src/toolchain/prune-plan.js';
import {
  leaseInstalled,
  listInstalled,
  pruneInstalled,
  removeInstalled,
} from '../../../src/toolchain/store.js';
import { emptyMachine, writeFakeGoroot } from '../../helpers/fake-toolchain.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'store-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const context = () => emptyMachine(dir).context;

/** An install of a hundred bytes, last used at the given second. */
async function installed(release: string, usedAt: number): Promise<string> {
  const { paths, platform } = context();
  const name = `${release}.${platform.goos}-${platform.goarch}`;
  writeFakeGoroot(path.join(paths.toolchains, name), release);
  const installedAt = new Date(0).toISOString();
  const marker = {
    schemaVersion: 1,
    release,
    ...platform,
    sum: null,
    vouched: false,
    installedAt,
    sizeBytes: 100,
  } as const;
  await writeMarker(paths, name, marker);
  utimesSync(path.join(paths.toolchains, `${name}.json`), usedAt, usedAt);
  return name;
}

const names = async (): Promise<string[]> => (await listInstalled(context())).map(({ release }) => release);

describe('the store', () => {
  it('lists the most recently used first, and a lease counts as a use', async () => {
    const old = await installed('go1.21.0', 1_000);
    await installed('go1.22.0', 2_000);
    expect(await names()).toEqual(['go1.22.0', 'go1.21.0']);
    const giveBack = await leaseInstalled(old, context());
    expect(await listInstalled(context())).toMatchObject([
      { release: 'go1.21.0', inUse: true, sizeBytes: 100 },
      { release: 'go1.22.0', inUse: false },
    ]);
    await giveBack?.();
    expect((await listInstalled(context())).every(({ inUse }) => !inUse)).toBe(true);
  });

  it('removes what nobody uses', async () => {
    const name = await installed('go1.21.0', 1_000);
    const [first, second] = [await leaseInstalled(name, context()), await leaseInstalled(name, context())];
    await first?.();
    expect(await removeInstalled(name, context())).toBe('in-use');
    await second?.();
    expect(await removeInstalled(name, context())).toBe('removed');
    expect(await removeInstalled(name, context())).toBe('not-installed');
    expect(await leaseInstalled(name, context())).toBeNull();
  });

  it('does not mind the leases of processes that died', async () => {
    const name = await installed('go1.21.0', 1_000);
    const leases = path.join(context().paths.toolchains, '.leases', name);
    mkdirSync(leases, { recursive: true });
    // The largest pid Linux can be told to use is 2^22.
    writeFileSync(path.join(leases, '4194399-x'), hostname());
    expect(await removeInstalled(name, context())).toBe('removed');
  });

  it('respects a fresh lease of another machine', async () => {
    const name = await installed('go1.21.0', 1_000);
    const leases = path.join(context().paths.toolchains, '.leases', name);
    mkdirSync(leases, { recursive: true });
    writeFileSync(path.join(leases, '4194399-x'), 'another-machine');
    expect(await removeInstalled(name, context())).toBe('in-use');
    utimesSync(path.join(leases, '4194399-x'), 1_000, 1_000);
    expect(await removeInstalled(name, context())).toBe('removed');
  });

  it.each(['..', '../../x', '.leases', '', 'go1.21.0', '/etc'])('does not remove %j', async (name) => {
    await installed('go1.21.0', 1_000);
    expect(await removeInstalled(name, context())).toBe('not-installed');
    expect(await names()).toEqual(['go1.21.0']);
  });

  it('prunes by size, and sweeps what interrupted installs left', async () => {
    for (const [at, release] of ['go1.21.0', 'go1.22.0', 'go1.23.0'].entries())
      await installed(release, at + 1);
    const leftover = path.join(context().paths.downloads, 'go1.20.linux-amd64-abc');
    mkdirSync(leftover, { recursive: true });
    utimesSync(leftover, 1, 1);
    const result = await pruneInstalled({ maxBytes: 250 }, context());
    expect(result).toMatchObject({ removed: [{ release: 'go1.21.0' }], sizeBytesAfter: 200 });
    expect(await names()).toEqual(['go1.23.0', 'go1.22.0']);
    expect(existsSync(leftover)).toBe(false);
  });
});

describe('planPrune', () => {
  const toolchain = fc.record({ sizeBytes: fc.nat(1000), lastUsedMs: fc.nat(50), inUse: fc.boolean() });
  const limits = fc.record({
    maxBytes: fc.option(fc.nat(5000), { nil: undefined }),
    keepLast: fc.option(fc.nat(5), { nil: undefined }),
  });

  it('removes no more than needed, never what is in use or to be kept, oldest first', () => {
    fc.assert(
      fc.property(fc.array(toolchain, { maxLength: 12 }), limits, (store, { maxBytes, keepLast }) => {
        const removed = planPrune(store, { maxBytes, keepLast });
        const left = store.filter((entry) => !removed.includes(entry));
        const size = (list: typeof store): number => list.reduce((sum, entry) => sum + entry.sizeBytes, 0);
        const newest = new Set(store.toSorted((a, b) => b.lastUsedMs - a.lastUsedMs).slice(0, keepLast ?? 0));
        expect(removed.some((entry) => entry.inUse || newest.has(entry))).toBe(false);
        expect(removed.map((entry) => entry.lastUsedMs)).toEqual(
          removed.map((e) => e.lastUsedMs).toSorted((a, b) => a - b),
        );
        const stuck = left.every((entry) => entry.inUse || newest.has(entry));
        expect(size(left) <= (maxBytes ?? 0) || stuck).toBe(true);
        // Without the last removal the limit would not be met.
        const last = removed.at(-1);
        expect(last === undefined || size(left) + last.sizeBytes > (maxBytes ?? 0)).toBe(true);
      }),
    );
  });

  it('without limits takes all, and with only a number keeps that many', () => {
    const store = [1, 2, 3].map((at) => ({ sizeBytes: 10, lastUsedMs: at, inUse: false }));
    expect(planPrune(store, {})).toHaveLength(3);
    expect(planPrune(store, { keepLast: 2 })).toEqual([store[0]]);
  });
});
