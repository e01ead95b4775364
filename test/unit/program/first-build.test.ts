import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectFirstBuildMs, isFirstBuild } from '../../../src/program/first-build.js';
import { usualTarget } from '../../helpers/targets.js';

let builds = '';
beforeEach(() => {
  builds = mkdtempSync(path.join(tmpdir(), 'first-build-'));
});
afterEach(() => rmSync(builds, { recursive: true, force: true }));

const usual = { GOOS: usualTarget.goos, GOARCH: usualTarget.goarch, '-buildmode': usualTarget.buildmode };

/** A program that was built with these settings. */
function keep(
  toolchain: string,
  name: string,
  settings: Record<string, string>,
  firstBuildMs?: number,
): void {
  const folder = path.join(builds, toolchain, 'programs', name);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    file: 'p',
    library: null,
    goVersion: 'go1.23.0',
    settings,
    libc: 'glibc',
    sha256: '',
    offsets: {},
  };
  writeFileSync(path.join(folder, 'program.json'), JSON.stringify({ ...manifest, firstBuildMs }));
}

const isFirst = (changes: Partial<typeof usualTarget> = {}): Promise<boolean> =>
  isFirstBuild(
    { gocache: '', programs: path.join(builds, 'go1.23.0-00000000', 'programs') },
    { ...usualTarget, ...changes },
  );

describe('a build is the first one', () => {
  test('where nothing was built, or nothing can be read', async () => {
    expect(await isFirst()).toBe(true);
    mkdirSync(path.join(builds, 'go1.23.0-00000000', 'programs', 'a'), { recursive: true });
    writeFileSync(path.join(builds, 'go1.23.0-00000000', 'programs', 'a', 'program.json'), '{"file":');
    expect(await isFirst()).toBe(true);
  });

  test('for another platform, build mode or race setting, which the library is compiled for anew', async () => {
    keep('go1.23.0-00000000', 'a', usual);
    expect(await isFirst()).toBe(false);
    expect(await isFirst({ goarch: 'riscv64' })).toBe(true);
    expect(await isFirst({ goos: 'windows' })).toBe(true);
    expect(await isFirst({ buildmode: 'pie' })).toBe(true);
    expect(await isFirst({ race: true })).toBe(true);
    keep('go1.23.0-00000000', 'b', { ...usual, '-race': 'true' });
    expect(await isFirst({ race: true })).toBe(false);
  });
});

test('the time of a first build is the median of those with any toolchain', async () => {
  expect(await expectFirstBuildMs(path.join(builds, 'none'))).toBeNull();
  keep('go1.23.0-00000000', 'a', usual);
  expect(await expectFirstBuildMs(builds)).toBeNull();
  keep('go1.23.0-00000000', 'b', usual, 9000);
  keep('go1.23.8-00000000', 'a', usual, 71_000);
  keep('go1.24.0-00000000', 'a', usual, 12_000);
  expect(await expectFirstBuildMs(builds)).toBe(12_000);
});
