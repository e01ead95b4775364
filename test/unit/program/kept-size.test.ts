import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leaseBuilds, listBuilds, removeBuilds } from '../../../src/program/build-store.js';
import { emptyMachine } from '../../helpers/fake-toolchain.js';

const [name, otherName] = ['go1.23.0-aaaaaaaa', 'go1.23.0-bbbbbbbb'];
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sizes-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A cache in which a minute has passed since the last change, so that sizes may be kept. */
function cache() {
  const { context } = emptyMachine(dir);
  const later = { ...context, clock: { ...context.clock, now: () => Date.now() + 60_000 } };
  const fileOf = (builds: string): string => path.join(context.paths.builds, '.sizes', `${builds}.json`);
  return {
    context,
    later,
    fileOf,
    /** Has a run build so many bytes. */
    build: async (builds: string, file: string, bytes: number): Promise<void> => {
      const leased = await leaseBuilds(builds, context);
      mkdirSync(path.join(leased.gocache, 'ab'), { recursive: true });
      writeFileSync(path.join(leased.gocache, 'ab', file), 'x'.repeat(bytes));
      await leased.giveBack();
    },
    sizeOf: async (builds: string, now = later): Promise<number | undefined> =>
      (await listBuilds(now)).find((item) => item.name === builds)?.sizeBytes,
    /** Keeps a size that no count would give. */
    alter: (builds: string, sizeBytes: number): void => {
      const kept: unknown = JSON.parse(readFileSync(fileOf(builds), 'utf8'));
      writeFileSync(fileOf(builds), JSON.stringify(Object.assign({}, kept, { sizeBytes })));
    },
  };
}

test('a counted size is kept, and used until a run has leased the builds', async () => {
  const { build, sizeOf, alter } = cache();
  await build(name, 'one', 100_000);
  const counted = await sizeOf(name);
  expect(counted).toBeGreaterThanOrEqual(100_000);
  alter(name, 12_345);
  expect(await sizeOf(name)).toBe(12_345);
  // Deep below the folders that the stamp names.
  await build(name, 'two', 100_000);
  expect(await sizeOf(name)).toBeGreaterThanOrEqual((counted ?? 0) + 100_000);
});

test('a lease makes a kept size stale even if nothing else changes', async () => {
  const { context, build, sizeOf, alter } = cache();
  await build(name, 'one', 100_000);
  await sizeOf(name);
  alter(name, 12_345);
  await (await leaseBuilds(name, context)).giveBack();
  expect(await sizeOf(name)).toBeGreaterThanOrEqual(100_000);
});

test('builds in use are counted each time, and their size is not kept', async () => {
  const { context, sizeOf, fileOf } = cache();
  const leased = await leaseBuilds(name, context);
  // The fake clock is a minute ahead, within which a lease holds.
  const before = await sizeOf(name);
  writeFileSync(path.join(leased.programs, 'program'), 'x'.repeat(100_000));
  expect(await sizeOf(name)).toBeGreaterThanOrEqual((before ?? 0) + 100_000);
  expect(existsSync(fileOf(name))).toBe(false);
  await leased.giveBack();
});

test('no size is kept within the time step of a coarse file system', async () => {
  const { context, build, sizeOf, fileOf } = cache();
  await build(name, 'one', 1_000);
  await sizeOf(name, { ...context, clock: { ...context.clock, now: () => Date.now() } });
  expect(existsSync(fileOf(name))).toBe(false);
});

test('counting again corrects a kept size', async () => {
  const { later, build, sizeOf, alter } = cache();
  await build(name, 'one', 100_000);
  const counted = await sizeOf(name);
  alter(name, 12_345);
  expect((await listBuilds(later, true)).map(({ sizeBytes }) => sizeBytes)).toEqual([counted]);
  expect(await sizeOf(name)).toBe(counted);
});

test.each([
  ['cut short', '{"stamp":"'],
  ['not JSON', '\0\u0001'],
  ['a list', '[]'],
  ['huge', 'x'.repeat(100_000)],
])('a file of sizes that is %s counts as none', async (_, text) => {
  const { build, sizeOf, fileOf } = cache();
  await build(name, 'one', 100_000);
  const counted = await sizeOf(name);
  writeFileSync(fileOf(name), text);
  expect(await sizeOf(name)).toBe(counted);
});

test.each([-1, 0.5, 1e300])('a size of %d counts as none', async (sizeBytes) => {
  const { build, sizeOf, alter } = cache();
  await build(name, 'one', 100_000);
  const counted = await sizeOf(name);
  alter(name, sizeBytes);
  expect(await sizeOf(name)).toBe(counted);
});

test('the kept size of other builds counts as none', async () => {
  const { build, sizeOf, fileOf, alter } = cache();
  await build(name, 'one', 100_000);
  await build(otherName, 'one', 200_000);
  const counted = await sizeOf(otherName);
  alter(name, 12_345);
  writeFileSync(fileOf(otherName), readFileSync(fileOf(name)));
  expect(await sizeOf(otherName)).toBe(counted);
});

test('a folder in place of the file, or of the folder of files, does not matter', async () => {
  const { context, build, sizeOf, fileOf } = cache();
  await build(name, 'one', 100_000);
  mkdirSync(fileOf(name), { recursive: true });
  expect(await sizeOf(name)).toBeGreaterThanOrEqual(100_000);
  rmSync(path.dirname(fileOf(name)), { recursive: true });
  writeFileSync(path.join(context.paths.builds, '.sizes'), '');
  expect(await sizeOf(name)).toBeGreaterThanOrEqual(100_000);
});

test('the size goes with the builds', async () => {
  const { later, build, sizeOf, fileOf } = cache();
  await build(name, 'one', 1_000);
  await sizeOf(name);
  expect(existsSync(fileOf(name))).toBe(true);
  expect(await removeBuilds(name, later)).toBe(true);
  expect(existsSync(fileOf(name))).toBe(false);
});
