import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTree } from '../../src/host/files/files.js';
import { hostPlatform } from '../../src/host/system.js';
import type { Report } from '../../src/model/report.js';
import { reportSchema } from '../../src/model/report-schema.js';
import { buildsOf } from '../../src/program/build-store.js';
import { cli, cliReport, testCache } from '../helpers/cli.js';
import { gorootOf } from '../helpers/goroot-of.js';
import { startCli } from '../helpers/start-cli.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'interrupts-'));
});
afterEach(() => removeTree(folder));

/** Processes of this machine whose command line speaks of a folder. */
function processesIn(place: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(place) ? [command] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

/**
 * Lets the builds of a toolchain in a cache of the test's own take compiled packages from `shared`. The caches begin
 * empty to have nothing in them but what the interrupted run has made, and that is no standard library, except where
 * the build itself is interrupted.
 */
function takePackagesFrom(shared: string, cache: string, toolchain: Parameters<typeof buildsOf>[0]): void {
  mkdirSync(shared, { recursive: true });
  const builds = path.join(cache, 'builds', buildsOf(toolchain));
  mkdirSync(builds, { recursive: true });
  symlinkSync(shared, path.join(builds, 'gocache'));
}

/** As the two tests that interrupt a download need it: both build with what they have downloaded in the end. */
function takePackagesOfDownloaded(cache: string, release: string): void {
  const { goos, goarch } = hostPlatform();
  const goroot = path.join(cache, 'toolchains', `${release}.${goos}-${goarch}`);
  takePackagesFrom(path.join(testCache, 'gocache-of-downloads'), cache, { release, goroot });
}

async function interrupted(
  args: readonly string[],
  {
    at,
    by = 'SIGINT',
    env = {},
  }: {
    at: 'install-progress' | 'build-started' | 'probe-started';
    by?: NodeJS.Signals;
    env?: Record<string, string>;
  },
): Promise<{ readonly report: Report; readonly exitCode: number | undefined }> {
  const run = await startCli([...args, '--format', 'json'], env);
  await run.until(at);
  run.kill(by);
  const { exitCode, stdout } = await run.ended;
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report.interrupted).toBe(true);
  expect(report.exitCode).toBe(exitCode);
  return { report, exitCode };
}

describe.runIf(process.platform === 'linux')('interrupted', () => {
  it('in a trial: what was seen is reported, and no child is left', async () => {
    const args = ['--go', '1.23.8', '--probes', 'profile-crash', '--duration', '10m'];
    const { report, exitCode } = await interrupted(args, { at: 'probe-started' });
    expect(exitCode).toBe(130);
    expect(report.verdict).toBe('inconclusive');
    expect(report.cells).toMatchObject([
      { go: 'go1.23.8', skipped: {}, evidence: [{ oracle: 'source', verdict: 'fixed' }] },
    ]);
    expect(processesIn(path.join(testCache, 'builds'))).toEqual([]);
  });

  it('in a trial of one of several: each that was begun is in the report, in the order asked', async () => {
    const args = ['--go', '1.23.8,1.23.7', '--probes', 'profile-crash', '--runs', '1000'];
    const { report } = await interrupted(args, { at: 'probe-started' });
    expect(report.cells.map(({ go }) => go)).toEqual(['go1.23.8', 'go1.23.7']);
    // The next one is built beside the trial, and its source may have been read.
    expect(report.cells[0]?.evidence).not.toHaveLength(0);
    expect(report.cells[1]?.trials).toHaveLength(0);
    expect(report.cells.every(({ skipped }) => skipped !== undefined)).toBe(true);
  });

  it('by SIGTERM: the report has the exit code of the process', async () => {
    const args = ['--go', '1.23.8', '--probes', 'profile-crash', '--duration', '10m'];
    expect((await interrupted(args, { at: 'probe-started', by: 'SIGTERM' })).exitCode).toBe(143);
  });

  it('in a build: no compiler is left, nothing half built, and the next run goes on', async () => {
    const args = ['--cache-dir', folder, '--go', '1.23.8', '--quick'];
    const { exitCode } = await interrupted(args, { at: 'build-started' });
    expect(exitCode).toBe(130);
    expect(processesIn(folder)).toEqual([]);
    const builds = path.join(folder, 'builds');
    for (const name of readdirSync(builds).filter((entry) => !entry.startsWith('.'))) {
      expect(readdirSync(path.join(builds, name, 'programs'))).toEqual([]);
    }
    const { cell } = await cliReport(args);
    expect(cell.verdict).toBe('fixed');
  });

  it('in a download: nothing half installed is seen, and the next run goes on', async () => {
    // Nothing of it on this machine, whatever the module cache has.
    const env = { GOMODCACHE: path.join(folder, 'mod'), HOME: path.join(folder, 'home') };
    mkdirSync(env.HOME);
    const args = ['--cache-dir', path.join(folder, 'cache'), '--go', '1.22.5', '--quick'];
    takePackagesOfDownloaded(path.join(folder, 'cache'), 'go1.22.5');
    const { exitCode } = await interrupted(args, { at: 'install-progress', env });
    expect(exitCode).toBe(130);
    expect(processesIn(folder)).toEqual([]);
    const installed = readdirSync(path.join(folder, 'cache/toolchains')).filter((name) =>
      name.startsWith('go'),
    );
    expect(installed).toEqual([]);
    const { cell } = await cliReport(args, env);
    expect(cell).toMatchObject({ verdict: 'affected', toolchain: { source: 'download', verified: true } });
  });
});

/** Names of what processes make or hold in a cache: half-made folders, locks, leases, claims. */
const ownedIn = (cache: string): string[] =>
  readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /-p\d+\.s\d+\.[^/]*$|\.lock$/.test(name),
  );

describe.runIf(process.platform === 'linux')('killed', () => {
  async function killed(
    args: readonly string[],
    at: 'install-progress' | 'build-started' | 'probe-started',
    env: Record<string, string> = {},
  ): Promise<void> {
    const run = await startCli(args, env);
    await run.until(at);
    run.kill('SIGKILL');
    await run.ended;
    await expect.poll(() => processesIn(folder), { timeout: 20_000 }).toEqual([]);
  }

  const cache = (): string => path.join(folder, 'cache');
  const inOwnFolder = (): Record<string, string> => {
    const env = { TMPDIR: path.join(folder, 'tmp'), GOMODCACHE: path.join(folder, 'mod') };
    mkdirSync(env.TMPDIR, { recursive: true });
    return env;
  };

  it('in a build: no compiler lives on, nothing is left, and the next run goes on', async () => {
    const args = ['--cache-dir', cache(), '--go', '1.23.8', '--quick'];
    const { TMPDIR = '' } = inOwnFolder();
    const [compiler, seen] = [path.join(folder, 'cc'), path.join(folder, 'seen')];
    writeFileSync(compiler, `#!/bin/sh\necho "$TMPDIR" >> ${seen}\nexec gcc "$@"\n`, { mode: 0o755 });
    args.push('--cc', compiler);
    await killed(args, 'build-started', { TMPDIR });
    expect(ownedIn(cache())).not.toEqual([]);
    const { cell } = await cliReport(args, { TMPDIR });
    expect(cell.verdict).toBe('fixed');
    expect(ownedIn(cache())).toEqual([]);
    expect(readdirSync(TMPDIR)).toEqual([]);
    const places = readFileSync(seen, 'utf8').trim().split('\n');
    expect(places.filter((place) => !place.startsWith(cache()))).toEqual([]);
  });

  it('in a trial: no program lives on, nothing is left', async () => {
    const args = ['--cache-dir', cache(), '--go', '1.23.8', '--probes', 'profile-crash'];
    const toolchain = { release: 'go1.23.8', goroot: await gorootOf('1.23.8') };
    takePackagesFrom(path.join(testCache, 'builds', buildsOf(toolchain), 'gocache'), cache(), toolchain);
    await killed([...args, '--duration', '10m'], 'probe-started');
    const { cell } = await cliReport(['--cache-dir', cache(), '--go', '1.23.8', '--quick']);
    expect(cell.verdict).toBe('fixed');
    expect(ownedIn(cache())).toEqual([]);
  });

  it('in a download: it does not go on, and another run clears what is left of it', async () => {
    const env = inOwnFolder();
    takePackagesOfDownloaded(cache(), 'go1.22.5');
    await killed(['--cache-dir', cache(), 'toolchain', 'install', '1.22.5'], 'install-progress', env);
    expect(ownedIn(cache())).not.toEqual([]);
    const args = ['toolchain', 'prune', '--max-size', '100GB', '--cache-dir', cache()];
    expect((await cli(args)).exitCode).toBe(0);
    expect(ownedIn(cache())).toEqual([]);
    const { cell } = await cliReport(['--cache-dir', cache(), '--go', '1.22.5', '--quick'], env);
    expect(cell).toMatchObject({ verdict: 'affected', toolchain: { source: 'download', verified: true } });
  });
});
