/** The gate on real toolchains, on files they built, and on a process that runs one. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf, gate } from '../helpers/gate-subjects.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-real-'));
const here = { cwd: folder };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function build(release: string, output: string, ...args: string[]): void {
  cpSync('test/fixtures/binary-corpus/cgo', path.join(folder, 'source'), { recursive: true });
  execFileSync('go', ['build', '-buildvcs=false', ...args, '-o', path.join(folder, output), '.'], {
    cwd: path.join(folder, 'source'),
    env: { ...process.env, GOTOOLCHAIN: `go${release}`, CGO_ENABLED: '1', GOFLAGS: '' },
  });
}

beforeAll(() => {
  build('1.23.7', 'affected.so', '-buildmode=c-shared');
  build('1.23.8', 'fixed.so', '-buildmode=c-shared');
  build('1.23.7', 'affected.a', '-buildmode=c-archive', '-ldflags=-s -w');
});

describe('toolchains', () => {
  it('are judged by their source, whatever way they are named', async () => {
    const goroot = execFileSync('go', ['env', 'GOROOT'], {
      encoding: 'utf8',
      env: { ...process.env, GOTOOLCHAIN: 'go1.23.7' },
    }).trim();
    const command = path.join(goroot, 'bin', process.platform === 'win32' ? 'go.exe' : 'go');
    const { cells, exitCode } = await gate([goroot, command, '1.23.8', 'local'], here);
    expect(cells.map(({ go, verdict }) => [go, verdict]).slice(0, 3)).toStrictEqual([
      ['go1.23.7', 'affected'],
      ['go1.23.7', 'affected'],
      ['go1.23.8', 'fixed'],
    ]);
    expect(cells[3]?.verdict).not.toBe('inconclusive');
    expect(exitCode).toBe(3);
  });

  it('are asked by a program with --run', async () => {
    const { cell, exitCode } = await gate(['1.23.0', '--run'], here);
    expect(cell.verdict).toBe('affected');
    expect(cell.evidence.map(({ probe }) => probe)).toContain('flag');
    expect(exitCode).toBe(3);
  });
});

it('judges libraries by their code', async () => {
  const { cells } = await gate(['affected.so', 'fixed.so', 'affected.a'], here);
  expect(cells.map(({ verdict, buildmode }) => [verdict, buildmode])).toStrictEqual([
    ['affected', 'c-shared'],
    ['fixed', 'c-shared'],
    ['affected', 'c-archive'],
  ]);
});

describe.runIf(process.platform === 'linux')('a running process', () => {
  let child: ChildProcess | undefined;
  afterAll(() => child?.kill('SIGKILL'));

  it('is judged by what it has mapped, also when that was deleted meanwhile', async () => {
    writeFileSync(
      path.join(folder, 'host.c'),
      '#include <dlfcn.h>\n#include <stdio.h>\n#include <unistd.h>\nint main(int n, char **a) { if (!dlopen(a[1], RTLD_NOW)) return 1; puts("loaded"); fflush(stdout); pause(); }\n',
    );
    execFileSync('gcc', ['host.c', '-o', 'host', '-ldl'], here);
    const library = path.join(folder, 'loaded.so');
    writeFileSync(library, readFileSync(path.join(folder, 'affected.so')));
    child = spawn(path.join(folder, 'host'), [library], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no standard output');
    await once(child.stdout, 'data');
    const pid = String(child.pid);
    const { cells, exitCode } = await gate(['--pid', pid], here);
    expect(cells).toHaveLength(1);
    expect(cellOf(cells, `process ${pid}: ${library}`).verdict).toBe('affected');
    expect(exitCode).toBe(3);
    unlinkSync(library);
    // Whether it can still be opened depends on the rights of whoever asks; it must never pass.
    expect((await gate(['--pid', pid], here)).exitCode).not.toBe(0);
  });

  it('that does not exist fails', async () => {
    const { cell, exitCode } = await gate(['--pid', '999999999'], here);
    expect(cell.reason).toContain('no such process');
    expect(exitCode).toBe(1);
  });
});
