/** Other processors, C libraries and build modes, with real toolchains, compilers and emulators. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../src/model/report.js';
import { bin, cli, cliReport } from '../helpers/cli.js';
import { askedInCi, workingTargets } from '../helpers/target-tools.js';
import { theBug } from '../helpers/the-bug.js';

const works = workingTargets(bin);
const probes = ['flag', 'fault-recovery', 'profile-crash'];
const allProbes = theBug.probes.map(({ name }) => name);

describe('both sides, by each of three probes', () => {
  const asked = askedInCi.filter((target) => works.has(target));
  let cells: readonly Cell[] = [];
  let code: number | undefined;
  beforeAll(async () => {
    if (asked.length === 0) return;
    const targets = asked.flatMap((target) => ['--target', target]);
    // At once: while one is tried, the next are built.
    const { report, exitCode } = await cliReport([
      '--go',
      '1.23.7,1.23.8',
      '--probes',
      probes.join(','),
      ...targets,
    ]);
    code = exitCode;
    cells = report.cells;
  });

  it.for(askedInCi)('%s', (target, { skip }) => {
    skip(!works.has(target), 'what it needs is not installed');
    const at = asked.indexOf(target);
    const [affected, fixed] = [cells[at], cells[asked.length + at]];
    const said = [affected, fixed].map((cell) => [
      cell?.go,
      ...(cell?.evidence ?? []).map((one) => one.verdict),
    ]);
    expect(said, `${affected?.reason}\n${fixed?.reason}`).toStrictEqual([
      ['go1.23.7', ...Array<string>(4).fill('affected')],
      ['go1.23.8', ...Array<string>(4).fill('fixed')],
    ]);
    expect([affected?.verdict, fixed?.verdict, code]).toStrictEqual(['affected', 'fixed', 3]);
  });
});

describe('a program that ends before it has put its question', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'breaker-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const compilers = {
    'linux/amd64': 'gcc',
    'linux/amd64,buildmode=c-shared': 'gcc',
    'linux/amd64,buildmode=c-archive,thread=main': 'gcc',
    'linux/amd64,libc=musl': 'musl-gcc',
    'linux/386': 'i686-linux-gnu-gcc',
    'linux/arm64': 'aarch64-linux-gnu-gcc',
    ...(process.env['LONG'] === '1' ? { 'linux/s390x': 's390x-linux-gnu-gcc' } : {}),
  };
  const ways = ['segv', 'abort', 'kill', 'hang', 'panic', 'nothing'];
  /** The ways that are a symptom elsewhere; the others, and emulated hangs of each probe, take minutes (`test:long`). */
  const symptoms = ['segv', 'hang', 'panic'];
  const isLong = process.env['LONG'] === '1';

  describe.each(Object.entries(compilers))('on %s', (target, compiler) => {
    const asked = isLong || target === 'linux/amd64' ? ways : symptoms;
    it.runIf(works.has(target)).each(asked)('is never affected and never fixed: %s', async (way) => {
      const probes = !isLong && way === 'hang' ? ['fault-recovery', 'preemption'] : allProbes;
      const breaker = path.join(folder, `${compiler}.so`);
      execFileSync(compiler, ['-shared', '-fPIC', '-o', breaker, path.resolve('test/fixtures/breaker.c')]);
      const { cell, exitCode } = await cliReport([
        '--go',
        '1.23.7',
        '--probes',
        probes.join(','),
        '--timeout',
        '300ms',
        '--target',
        `${target},env.LD_PRELOAD=${breaker},env.BREAK=${way}`,
      ]);
      expect(cell.verdict, cell.reason).toBe('inconclusive');
      const answers = cell.evidence.filter(({ probe }) => probe !== undefined);
      expect(new Set(answers.map(({ probe }) => probe))).toStrictEqual(new Set(probes));
      expect(answers.filter(({ verdict }) => verdict !== 'inconclusive')).toStrictEqual([]);
      expect(exitCode).toBe(4);
    });
  });

  it.runIf(works.has('linux/arm64'))('says so where programs do not even start', async () => {
    const { cell, exitCode } = await cliReport([
      '--go',
      '1.23.8',
      '--target',
      'linux/arm64,runner=qemu-aarch64-static -L /nowhere',
    ]);
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.skipped?.reason).toContain('/nowhere');
    expect(exitCode).toBe(4);
  });

  it.runIf(process.platform === 'linux')('and not by the memory that it lacks', async () => {
    const { cell } = await cliReport(['--go', '1.23.7', '--target', 'ulimit.as=60000000']);
    expect(cell.verdict, cell.reason).toBe('inconclusive');
  });
});

describe('a target that cannot be asked', () => {
  it('is skipped with what to type, and the others run', async () => {
    const { report, exitCode } = await cliReport(
      ['--go', '1.23.8', '--target', 'linux/amd64', '--target', 'linux/ppc64le'],
      { PATH: '/usr/bin-without-anything:'.concat(await pathWithout('powerpc64le-linux-gnu-gcc')) },
    );
    const [here, there] = report.cells;
    expect(here?.verdict).toBe('fixed');
    expect(there).toMatchObject({ verdict: 'inconclusive', goarch: 'ppc64le' });
    expect(there?.skipped?.reason).toMatch(/there is no powerpc64le-linux-gnu-gcc/);
    expect(exitCode).toBe(4);
  });

  it('says why before anything is built, where it never works', async () => {
    const { report, exitCode } = await cliReport([
      'matrix',
      '--go',
      '1.23.7,1.23.8',
      '--target',
      'linux/amd64,libc=musl,buildmode=c-shared',
    ]);
    expect(report.cells.map(({ skipped }) => skipped?.reason)).toStrictEqual(
      Array<unknown>(2).fill(expect.stringContaining('golang/go#13492')),
    );
    expect(exitCode).toBe(4);
  });

  it('is wrong usage if a part is named both ways, differently', async () => {
    const { exitCode, stderr } = await cli(['--target', 'cc=clang', '--cc', 'gcc', '--go', '1.23.8']);
    expect(stderr).toMatch(/cc is both "clang" and "gcc"/);
    expect(exitCode).toBe(2);
  });
});

/** A PATH with links to all that is on this one, but for one command. */
async function pathWithout(command: string): Promise<string> {
  const { mkdtemp, readdir, symlink } = await import('node:fs/promises');
  const folder = await mkdtemp(path.join(tmpdir(), 'path-without-'));
  for (const from of (process.env['PATH'] ?? '').split(':')) {
    for (const name of await readdir(from).catch(() => []))
      if (name !== command)
        await symlink(path.join(from, name), path.join(folder, name)).catch(() => undefined);
  }
  return folder;
}
