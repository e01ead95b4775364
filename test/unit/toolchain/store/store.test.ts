import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerTag } from '../../../../src/host/owner.js';
import { writeMarker } from '../../../../src/toolchain/store/marker.js';
import { leaseInstalled, listInstalled, removeInstalled } from '../../../../src/toolchain/store/store.js';
import { emptyMachine, writeFakeGoroot } from '../../../helpers/fake-toolchain.js';

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
    writeFileSync(path.join(leases, `lease-${ownerTag().replace(/^p\d+/, 'p4194399')}x`), '');
    expect(await removeInstalled(name, context())).toBe('removed');
  });

  it('respects a fresh lease of another machine', async () => {
    const name = await installed('go1.21.0', 1_000);
    const leases = path.join(context().paths.toolchains, '.leases', name);
    mkdirSync(leases, { recursive: true });
    const lease = path.join(leases, `lease-${ownerTag().replace(/[a-z0-9-]+_$/, 'another-machine_')}x`);
    writeFileSync(lease, '');
    expect(await removeInstalled(name, context())).toBe('in-use');
    utimesSync(lease, 1_000, 1_000);
    expect(await removeInstalled(name, context())).toBe('removed');
  });

  it.each(['..', '../../x', '.leases', '', 'go1.21.0', '/etc'])('does not remove %j', async (name) => {
    await installed('go1.21.0', 1_000);
    expect(await removeInstalled(name, context())).toBe('not-installed');
    expect(await names()).toEqual(['go1.21.0']);
  });
});
