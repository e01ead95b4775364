import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installName, type ToolchainContext } from '../../../src/toolchain/context.js';
import { enforceLimit } from '../../../src/toolchain/limit.js';
import { markerFile, writeMarker } from '../../../src/toolchain/marker.js';
import { leaseInstalled, listInstalled } from '../../../src/toolchain/store.js';
import { emptyMachine } from '../../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'limit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An install of `sizeBytes` as its marker says, last used at `day`. */
async function install(context: ToolchainContext, release: string, sizeBytes: number, day: number) {
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

async function machine(maxInstalledBytes?: number) {
  const { context, events } = emptyMachine(folder, { maxInstalledBytes });
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
  expect(events).toEqual([{ type: 'toolchain-removed', release: 'go1.22.0', bytes: 200 }]);
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
