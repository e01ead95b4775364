import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeTree } from '../../src/host/files.js';
import { reportSchema, type Report } from '../../src/model/report.js';
import { cliReport, testCache } from '../helpers/cli.js';
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
