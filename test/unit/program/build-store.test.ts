import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  buildsOf,
  checkoutBuilds,
  leaseBuilds,
  listBuilds,
  removeBuilds,
} from '../../../src/program/build-store.js';
import { emptyMachine } from '../../helpers/fake-toolchain.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'builds-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('two GOROOTs of one release are kept apart, and no name leads out of the folder', () => {
  const names = ['/a', '/b'].map((goroot) => buildsOf({ release: 'go1.23.0', goroot }));
  expect(new Set(names).size).toBe(2);
  expect(names[0]).toMatch(/^go1\.23\.0-[0-9a-f]{8}$/);
  expect(buildsOf({ release: '../../x devel', goroot: '/a' })).toMatch(/^go-[0-9a-f]{8}$/);
});

test('lists what was built, in use or not, and nothing else that lies there', async () => {
  const { context } = emptyMachine(dir);
  const name = buildsOf({ release: 'go1.23.0', goroot: '/a' });
  const builds = await leaseBuilds(name, context);
  await (await leaseBuilds(checkoutBuilds, context)).giveBack();
  mkdirSync(path.join(context.paths.builds, 'something-else'));
  writeFileSync(path.join(context.paths.builds, 'go1.23.0-aaaaaaaa'), 'no folder');
  expect(await listBuilds(context)).toMatchObject([
    { name: checkoutBuilds, inUse: false },
    { name, inUse: true },
  ]);
  await builds.giveBack();
});

test('removes what nobody uses', async () => {
  const { context } = emptyMachine(dir);
  const builds = await leaseBuilds('go1.23.0-aaaaaaaa', context);
  writeFileSync(path.join(builds.programs, 'x'), 'x');
  expect(await removeBuilds('go1.23.0-aaaaaaaa', context)).toBe(false);
  expect(existsSync(path.join(builds.programs, 'x'))).toBe(true);
  await builds.giveBack();
  expect(await removeBuilds('go1.23.0-aaaaaaaa', context)).toBe(true);
  expect(existsSync(builds.programs)).toBe(false);
  expect(await removeBuilds('go1.23.0-aaaaaaaa', context)).toBe(false);
});
