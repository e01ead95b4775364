/** `local` with real Go releases: the one that `go build` uses is asked about, whatever is on PATH. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, cliReport } from '../helpers/cli.js';
import { gate } from '../helpers/gate-subjects.js';
import { writeFileProxy } from '../helpers/fake-toolchain.js';

const folder = mkdtempSync(path.join(tmpdir(), 'local-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gorootOf = (release: string): string =>
  execFileSync('go', ['env', 'GOROOT'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: release },
  }).trim();

/** The go of a release first on PATH, and none of the user's own settings. */
const withGo = (release: string, env: Record<string, string> = {}): Record<string, string> => ({
  PATH: `${path.join(gorootOf(release), 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  GOENV: 'off',
  GOTOOLCHAIN: '',
  GOFLAGS: '',
  GOWORK: '',
  ...env,
});

function project(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return path.join(folder, name);
}

// Fetched once, by the user's own go command.
gorootOf('go1.24.1');
gorootOf('go1.24.2');

describe('gate local', () => {
  const plain = project('plain', { 'go.mod': 'module x\n\ngo 1.21\n' });

  it.each([
    ['GOTOOLCHAIN', plain, { GOTOOLCHAIN: 'go1.24.1' }],
    ['the least of GOTOOLCHAIN', plain, { GOTOOLCHAIN: 'go1.24.1+auto' }],
    ['a go line', project('line', { 'go.mod': 'module x\n\ngo 1.24.1\n' }), {}],
    [
      'a toolchain line',
      project('toolchain', { 'go.mod': 'module x\n\ngo 1.21\n\ntoolchain go1.24.1\n' }),
      {},
    ],
    [
      'go.work above',
      project('work', {
        'go.work': 'go 1.24.1\n\nuse ./m\n',
        'm/go.mod': 'module x\n\ngo 1.21\n',
        'm/below/README': '',
      }) + '/m/below',
      {},
    ],
  ])('is affected where %s selects an affected Go beside a fixed one on PATH', async (_, cwd, env) => {
    const { cells, exitCode } = await gate(['local'], { cwd, env: withGo('go1.23.8', env) });
    expect(cells).toMatchObject([
      {
        subject: 'local',
        go: 'go1.24.1',
        verdict: 'affected',
        reason: expect.stringMatching(/go1\.24\.1.*not the go1\.23\.8 on PATH/),
        toolchain: { onPath: 'go1.23.8' },
      },
    ]);
    expect(exitCode).toBe(3);
  });

  it('obeys go env -w', async () => {
    const GOENV = path.join(folder, 'env');
    writeFileSync(GOENV, 'GOTOOLCHAIN=go1.24.1\n');
    const { GOTOOLCHAIN: _, ...env } = withGo('go1.23.8', { GOENV });
    const { exitCode } = await gate(['local'], { cwd: plain, env: { ...env, GOTOOLCHAIN: '' } });
    expect(exitCode).toBe(3);
  });

  it.each([
    ['GOWORK=off', 'work/m', { GOWORK: 'off' }],
    ['GOTOOLCHAIN=local', 'line', { GOTOOLCHAIN: 'local' }],
  ])('is the one on PATH with %s', async (_, cwd, env) => {
    const { cells, exitCode } = await gate(['local'], {
      cwd: path.join(folder, cwd),
      env: withGo('go1.23.8', env),
    });
    expect(cells).toMatchObject([{ go: 'go1.23.8', verdict: 'fixed' }]);
    expect(cells[0]?.toolchain).not.toHaveProperty('onPath');
    expect(exitCode).toBe(0);
  });

  it('passes where an affected go on PATH switches to a fixed one', async () => {
    const cwd = project('fixed', { 'go.mod': 'module x\n\ngo 1.24.2\n' });
    const { cells, exitCode } = await gate(['local'], { cwd, env: withGo('go1.23.7') });
    expect(cells).toMatchObject([{ go: 'go1.24.2', verdict: 'fixed', toolchain: { onPath: 'go1.23.7' } }]);
    expect(exitCode).toBe(0);
  });

  it('fetches nothing with --offline, and names what would be', async () => {
    const GOMODCACHE = path.join(folder, 'empty-cache');
    const cwd = project('absent', { 'go.mod': 'module x\n\ngo 1.24.1\n' });
    const { cells, exitCode } = await gate(['local', '--offline'], {
      cwd,
      env: withGo('go1.23.8', { GOMODCACHE }),
    });
    expect(cells).toMatchObject([
      { verdict: 'inconclusive', reason: expect.stringContaining('go1.24.1'), skipped: {} },
    ]);
    expect(exitCode).toBe(4);
  });

  it('tells no secret of GOPROXY where that cannot be fetched', async () => {
    const proxy = path.join(folder, 'proxy-t0ken');
    writeFileProxy(proxy, 'go1.20.1');
    const GOPROXY = `file://${proxy}`;
    const { stdout, stderr, exitCode } = await cli(
      ['gate', 'local'],
      withGo('go1.23.8', { GOMODCACHE: path.join(folder, 'empty-cache'), GOPROXY }),
      { cwd: path.join(folder, 'absent') },
    );
    expect(stdout).toContain('go1.24.1');
    expect(exitCode).toBe(4);
    expect(stdout + stderr).not.toContain('t0ken');
  });
});

it('--go local runs the Go that builds', async () => {
  const { cell } = await cliReport(
    ['--go', 'local', '--quick'],
    withGo('go1.23.8', { GOTOOLCHAIN: 'go1.24.1' }),
    { cwd: path.join(folder, 'plain') },
  );
  expect(cell).toMatchObject({
    go: 'go1.24.1',
    verdict: 'affected',
    reason: expect.stringContaining('not the go1.23.8 on PATH'),
    toolchain: { onPath: 'go1.23.8' },
  });
});
