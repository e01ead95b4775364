import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Session } from '../../../../src/pipeline/session.js';
import { installName } from '../../../../src/toolchain/context.js';
import { buildsOf, leaseBuilds } from '../../../../src/program/build-store.js';
import {
  cacheSizeBytes,
  enforceLimit,
  listStored,
  pruneStore,
  removeToolchain,
} from '../../../../src/pipeline/store/store.js';
import { markerFile, writeMarker } from '../../../../src/toolchain/store/marker.js';
import { leaseInstalled, listInstalled } from '../../../../src/toolchain/store/store.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'limit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An install of `sizeBytes` as its marker says, last used at `day`. */
async function install(context: Session, release: string, sizeBytes: number, day: number) {
  const name = installName(release, context.platform);
  mkdirSync(path.join(context.paths.toolchains, name), { recursive: true });
  await writeMarker(context.paths, name, {
    schemaVersion: 1,
    release,
    ...context.platform,
    sum: null,
    vouched: false,
    installedAt: '2025-01-01T00:00:00.000Z',
    sizeBytes,
  });
  const used = new Date(2025, 0, day);
  utimesSync(markerFile(context.paths, name), used, used);
  return name;
}

async function machine(maxCacheBytes?: number) {
  const { context, events } = emptyMachine(folder, { maxCacheBytes });
  await install(context, 'go1.22.0', 200, 1);
  await install(context, 'go1.23.0', 200, 2);
  await install(context, 'go1.24.0', 200, 3);
  const left = async () => (await listInstalled(context)).map(({ release }) => release);
  return { context, events, left };
}

test('without a limit nothing goes', async () => {
  const { context, left, events } = await machine();
  await enforceLimit(context);
  expect(await left()).toEqual(['go1.24.0', 'go1.23.0', 'go1.22.0']);
  expect(events).toEqual([]);
});

test('the least recently used go first, and it is said', async () => {
  const { context, left, events } = await machine(400);
  await enforceLimit(context);
  expect(await left()).toEqual(['go1.24.0', 'go1.23.0']);
  expect(events).toEqual([
    { type: 'pruned', kind: 'toolchain', name: installName('go1.22.0', context.platform), bytes: 200 },
  ]);
});

test('one in use stays, even when the limit cannot be met then', async () => {
  const { context, left } = await machine(100);
  const giveBack = await leaseInstalled(installName('go1.22.0', context.platform), context);
  await enforceLimit(context);
  expect(await left()).toEqual(['go1.22.0']);
  await giveBack?.();
  await enforceLimit(context);
  expect(await left()).toEqual([]);
});

test('what was built counts and goes too, but not while it is used', async () => {
  const { context, events } = emptyMachine(folder, { maxCacheBytes: 100_000 });
  const old = buildsOf({ release: 'go1.22.0', goroot: '/usr/lib/go-1.22' });
  const builds = await leaseBuilds(old, context);
  writeFileSync(path.join(builds.programs, 'program'), 'x'.repeat(200_000));
  await enforceLimit(context);
  expect(existsSync(builds.programs)).toBe(true);

  await builds.giveBack();
  const [item] = await listStored(context);
  expect(item).toMatchObject({ kind: 'builds', name: old, inUse: false });
  expect(item?.sizeBytes).toBeGreaterThanOrEqual(200_000);
  await enforceLimit(context);
  expect(existsSync(builds.programs)).toBe(false);
  expect(events).toEqual([{ type: 'pruned', kind: 'builds', name: old, bytes: item?.sizeBytes }]);
  expect(await listStored(context)).toEqual([]);
});

test('an interrupt does not turn the making of room into an error', async () => {
  const signal = AbortSignal.abort(new Error('interrupted'));
  const { context, left } = await machine(100);
  await enforceLimit({ ...context, signal });
  expect(await left()).toHaveLength(3);
});

test('pruning goes by size, and sweeps what interrupted installs left', async () => {
  const { context, left, events } = await machine();
  const leftover = path.join(context.paths.downloads, 'go1.20.linux-amd64-abc');
  mkdirSync(leftover, { recursive: true });
  utimesSync(leftover, 1, 1);
  const result = await pruneStore({ maxBytes: 450 }, context);
  expect(result).toMatchObject({
    removed: [{ name: installName('go1.22.0', context.platform) }],
    sizeBytesAfter: 400,
  });
  expect(await left()).toEqual(['go1.24.0', 'go1.23.0']);
  expect(existsSync(leftover)).toBe(false);
  const told = { name: installName('go1.22.0', context.platform), bytes: 200 };
  expect(events).toEqual([
    { type: 'prune-progress', ...told, index: 0, total: 1 },
    { type: 'pruned', kind: 'toolchain', ...told, place: { index: 0, total: 1 } },
  ]);
});

test('the size of the cache adds up what is recorded, or counts it all', async () => {
  const { context } = await machine();
  writeFileSync(path.join(context.paths.toolchains, 'unknown'), 'x'.repeat(100_000));
  const recorded = await cacheSizeBytes(context, false);
  const goroot = path.join(context.paths.toolchains, installName('go1.22.0', context.platform));
  writeFileSync(path.join(goroot, 'grown'), 'x'.repeat(300_000));
  expect(await cacheSizeBytes(context, false)).toBe(recorded);
  expect(recorded).toBeGreaterThanOrEqual(100_600);
  expect(await cacheSizeBytes(context, true)).toBeGreaterThanOrEqual(400_000);
});

test('a toolchain goes together with what was built with it', async () => {
  const { context, left } = await machine();
  const name = installName('go1.22.0', context.platform);
  const goroot = path.join(context.paths.toolchains, name);
  const builds = await leaseBuilds(buildsOf({ release: 'go1.22.0', goroot }), context);
  await builds.giveBack();
  const toolchain = (await listInstalled(context)).find((installed) => installed.name === name);
  if (toolchain === undefined) throw new Error(`${name} is not listed`);
  expect(await removeToolchain(toolchain, context)).toBe('removed');
  expect(await left()).toEqual(['go1.24.0', 'go1.23.0']);
  expect(existsSync(builds.programs)).toBe(false);
  expect(await removeToolchain(toolchain, context)).toBe('not-installed');
});
