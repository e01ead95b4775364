/** `git bisect run` over a repository made of a real release's sources, with commits that a test plants. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bin, cli, cliReport, testCache } from '../helpers/cli.js';
import { must } from '../helpers/must.js';

let repository = '';
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Where the tool has a release; fetches it when it is missing. */
async function gorootOf(release: string): Promise<string> {
  const { cell } = await cliReport(['--go', release, '--quick']);
  return must(cell.toolchain).goroot.replace(/^~/, process.env['HOME'] ?? '~');
}

beforeAll(async () => {
  const [affected, fixed] = [await gorootOf('1.23.7'), await gorootOf('1.23.8')];
  repository = await mkdtemp(path.join(tmpdir(), 'go-sources-'));
  const compiled = (source: string) => !/[/\\]testdata$|_test\.go$/.test(source);
  for (const name of ['src', 'VERSION', 'go.env']) {
    cpSync(path.join(affected, name), path.join(repository, name), { recursive: true, filter: compiled });
  }
  const takeFrom = (goroot: string, file: string) =>
    cpSync(path.join(goroot, file), path.join(repository, file));
  const broken = path.join(repository, 'src/runtime/zz_broken.go');
  const commits: readonly (readonly [title: string, change: () => void])[] = [
    ['fixed', () => takeFrom(fixed, 'src/runtime/cgocall.go')],
    ['harmless in net', () => takeFrom(fixed, 'src/net/http/internal/chunked.go')],
    ['harmless in testenv', () => takeFrom(fixed, 'src/internal/testenv/testenv.go')],
    // Where git looks first: the middle.
    ['does not build', () => writeFileSync(broken, 'package runtime\n\nfunc (\n')],
    ['builds again', () => rmSync(broken)],
    ['planted', () => takeFrom(affected, 'src/runtime/cgocall.go')],
    ['harmless in the runtime', () => takeFrom(fixed, 'src/runtime/preempt.go')],
    ['harmless notice', () => writeFileSync(path.join(repository, 'NOTICE'), 'nothing\n')],
  ];
  git('init', '-q');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.org');
  for (const [title, change] of commits) {
    change();
    git('add', '-A', '-f');
    git('commit', '-q', '-m', title);
  }
});
afterAll(() => rm(repository, { recursive: true, force: true }));

describe('bisect-step', () => {
  it('leads git bisect run to the planted commit, past one that does not build', () => {
    git('bisect', 'start', 'HEAD', 'HEAD~7');
    const { status, stdout } = spawnSync(
      'git',
      ['bisect', 'run', process.execPath, bin, 'bisect-step', '--reuse-tools'],
      { cwd: repository, encoding: 'utf8', env: { ...process.env, CGOPROF_REPRO_CACHE: testCache } },
    );
    expect(status).toBe(0);
    expect(stdout).toContain('is the first bad commit');
    expect(git('show', '-s', '--format=%s', 'refs/bisect/bad').trim()).toBe('planted');
    expect(git('bisect', 'log')).toContain('skip');
    git('bisect', 'reset');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('stops the bisect for what is not the fault of a commit', async () => {
    const outside = spawnSync(process.execPath, [bin, 'bisect-step'], { cwd: tmpdir(), encoding: 'utf8' });
    expect([outside.status, outside.stderr]).toEqual([
      128,
      expect.stringContaining('not inside a Go source'),
    ]);
    const mistyped = await cli(['bisect-step', '--reuse-tool']);
    expect(mistyped.exitCode).toBe(128);
    const noCompiler = spawnSync(
      process.execPath,
      [bin, 'bisect-step', '--reuse-tools', '--cc', 'no-such-cc'],
      {
        cwd: repository,
        encoding: 'utf8',
        env: { ...process.env, CGOPROF_REPRO_CACHE: testCache },
      },
    );
    expect(noCompiler.status).toBe(128);
  });
});
