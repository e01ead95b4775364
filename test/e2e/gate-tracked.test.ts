/** A repository is judged by its pins and by the compiled files and archives that git tracks in it. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli } from '../helpers/cli.js';
import { affectedProgram, fixedProgram, gate } from '../helpers/gate-subjects.js';
import { git } from '../helpers/git.js';
import { makeTar } from '../helpers/make-archives.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'gate-tracked-'));
  git(root, 'init', '-q');
  write('go.mod', 'module x\n\ngo 1.24.2\n');
  write('main.go', 'package main\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}
const track = (): string => git(root, 'add', '-Af');
const judge = (...args: string[]) => gate(args, { cwd: root });

describe('what git tracks', () => {
  it('decides, compiled or packed, beside pins that are fixed', async () => {
    write('dist/libthing.so', affectedProgram);
    track();
    const alone = await judge();
    expect(alone.verdicts).toMatchObject({ 'go 1.24.2': 'fixed', 'dist/libthing.so': 'affected' });
    expect(alone.exitCode).toBe(3);

    write('dist/libthing.so', fixedProgram);
    expect((await judge()).exitCode).toBe(0);
    write('release.tar.gz', gzipSync(makeTar([{ name: 'app', content: affectedProgram }])));
    track();
    expect((await judge()).verdicts['release.tar.gz!app']).toBe('affected');
  });

  it('is judged in the folder that is named', async () => {
    write('dist/libthing.so', affectedProgram);
    write('other/libthing.so', affectedProgram);
    track();
    const { verdicts } = await judge('other');
    expect(verdicts).toStrictEqual({ 'other/libthing.so': 'affected' });
  });

  it('is undecided where it cannot be read, or is only pointed to', async () => {
    write('dist/cut', affectedProgram.subarray(0, 300));
    write(
      'dist/libbig.so',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 123456\n`,
    );
    write(
      'logo.png',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 123456\n`,
    );
    track();
    const { verdicts, exitCode, cells, report } = await judge();
    expect(verdicts).toMatchObject({ 'dist/cut': 'inconclusive', 'dist/libbig.so': 'inconclusive' });
    expect(cells.find(({ subject }) => subject === 'dist/libbig.so')?.reason).toContain('git lfs pull');
    expect(report.passedOver).toContainEqual({ kind: 'Git LFS pointer', count: 1, examples: [] });
    expect(exitCode).toBe(4);
  });

  it('is only counted where the policy says so', async () => {
    write('dist/libthing.so', affectedProgram);
    write('.cgoprof-repro.yml', 'version: 1\ntracked-files: count\n');
    track();
    const { exitCode, report } = await judge();
    expect(exitCode).toBe(0);
    expect(report.passedOver).toContainEqual({ kind: 'tracked', count: 1, examples: [] });
    expect((await judge('-r')).exitCode).toBe(3);
  });
});

describe('what git does not track', () => {
  it('is counted, and judged with -r', async () => {
    track();
    write('build/app', affectedProgram);
    write('build/notes', 'text');
    const { exitCode, report } = await judge();
    expect(exitCode).toBe(0);
    expect(report.passedOver).toContainEqual({ kind: 'untracked', count: 2, examples: [] });
    const { stdout } = await cli(['gate'], {}, { cwd: root });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('2 not tracked by git (-r looks at them)');
    expect((await judge('-r')).verdicts).toMatchObject({ 'build/app': 'affected' });
  });

  it('decides with -r wherever it lies', async () => {
    track();
    write('_output/app', affectedProgram);
    expect((await judge('-r')).exitCode).toBe(3);
  });

  it('is counted as well in a folder that is no work tree', async () => {
    rmSync(path.join(root, '.git'), { recursive: true });
    write('app', affectedProgram);
    const { exitCode, report } = await judge();
    expect(exitCode).toBe(0);
    expect(report.passedOver).toContainEqual({ kind: 'not looked at', count: 2, examples: [] });
  });
});

describe('links', () => {
  const link = (target: string, name: string): void => symlinkSync(target, path.join(root, name));

  it('to a file elsewhere are judged by their own names, with -r or without', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'gate-outside-'));
    try {
      writeFileSync(path.join(outside, 'bad.so'), affectedProgram);
      link(path.join(outside, 'bad.so'), 'thing.so');
      link(path.relative(root, path.join(outside, 'bad.so')), 'beside.so');
      link(outside, 'folder');
      link('nowhere', 'broken');
      link('self', 'self');
      link('/dev/zero', 'device');
      track();
      for (const args of [[], ['-r']]) {
        const { cells, exitCode, report } = await judge(...args);
        const affected = cells.filter(({ verdict }) => verdict === 'affected');
        expect(affected.map(({ subject }) => subject)).toStrictEqual(['beside.so', 'thing.so']);
        expect(exitCode).toBe(3);
        for (const passed of [
          { kind: 'linked folder', count: 1, examples: ['folder'] },
          { kind: 'broken link', count: 2, examples: ['broken', 'self'] },
        ])
          expect(report.passedOver).toContainEqual(passed);
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it('to a file in the folder say nothing that its own name does not', async () => {
    write('dist/libthing.so.1', affectedProgram);
    write('dist/..odd.so', affectedProgram);
    link('libthing.so.1', 'dist/libthing.so');
    link('..odd.so', 'dist/odd.so');
    link('dist', 'current');
    link('.', 'here');
    track();
    for (const args of [[], ['-r']]) {
      const { cells, report } = await judge(...args);
      const affected = cells.filter(({ verdict }) => verdict === 'affected');
      expect(affected.map(({ subject }) => subject)).toStrictEqual(['dist/..odd.so', 'dist/libthing.so.1']);
      expect(report.passedOver?.map(({ kind }) => kind) ?? []).not.toContain('broken link');
      expect(report.passedOver?.map(({ kind }) => kind) ?? []).not.toContain('linked folder');
    }
  });

  it.each(['testdata/lib.so', '.git/lib.so'])(
    'to %s, which does not decide or is not met, are judged',
    async (target) => {
      write(target, affectedProgram);
      link(target, 'lib.so');
      track();
      for (const args of [[], ['-r']]) {
        const { cells, exitCode } = await judge(...args);
        expect(cells.find(({ subject }) => subject === 'lib.so')).toMatchObject({ verdict: 'affected' });
        expect(exitCode).toBe(3);
      }
    },
  );

  it('that git tracks are judged though it does not track what they lead to', async () => {
    write('build/app', affectedProgram);
    link('build/app', 'app');
    git(root, 'add', 'app');
    const { verdicts, exitCode, report } = await judge();
    expect(verdicts).toMatchObject({ app: 'affected' });
    expect(exitCode).toBe(3);
    expect(report.passedOver).toContainEqual({ kind: 'untracked', count: 2, examples: [] });
  });

  it('that git does not track are counted', async () => {
    track();
    link('/nowhere', 'broken');
    const { report } = await judge();
    expect(report.passedOver).toContainEqual({ kind: 'untracked', count: 1, examples: [] });
  });
});

describe('data for tests', () => {
  it.each(['testdata/lib.so', 'x/_old/lib.so', 'node_modules/y/lib.so', 'test/fixtures/lib.so'])(
    'such as %s is told and does not decide, with -r or without',
    async (name) => {
      write(name, affectedProgram);
      track();
      for (const args of [[], ['-r']]) {
        const { cells, exitCode, report } = await judge(...args);
        expect(cells).toContainEqual(
          expect.objectContaining({ subject: name, verdict: 'affected', aside: expect.any(String) }),
        );
        expect([exitCode, report.verdict]).toStrictEqual([0, 'fixed']);
      }
      const { stdout } = await cli(['gate', '--format', 'markdown'], {}, { cwd: root });
      expect(stdout.replaceAll('\\', '')).toContain(name);
    },
  );

  it('is not unpacked, but counted by name, without -r', async () => {
    write('testdata/x.tar.gz', gzipSync(makeTar([{ name: 'app', content: affectedProgram }])));
    track();
    const { cells, exitCode, report } = await judge();
    expect(cells.every(({ aside }) => aside === undefined)).toBe(true);
    expect(report.passedOver).toContainEqual({
      kind: 'test data',
      count: 1,
      examples: ['testdata/x.tar.gz'],
    });
    expect(exitCode).toBe(0);
    expect((await judge('-r')).cells).toContainEqual(
      expect.objectContaining({ subject: 'testdata/x.tar.gz!app', aside: expect.any(String) }),
    );
    expect((await judge('testdata/x.tar.gz')).exitCode).toBe(3);
  });

  it('decides when it is named, alone or beside the repository', async () => {
    write('testdata/lib.so', affectedProgram);
    track();
    for (const args of [['testdata'], ['testdata/lib.so'], ['.', 'testdata/lib.so']]) {
      const { exitCode, cells } = await judge(...args);
      expect(cells.filter(({ subject }) => subject === 'testdata/lib.so')).toHaveLength(1);
      expect(exitCode).toBe(3);
    }
  });
});

it('a file that is named as well as its repository is told once', async () => {
  write('dist/libthing.so', affectedProgram);
  track();
  const { cells } = await judge('.', 'dist/libthing.so');
  expect(cells.filter(({ subject }) => subject === 'dist/libthing.so')).toHaveLength(1);
});

it('a repository runs nothing, whatever its settings and hooks say', async () => {
  const trap = path.join(root, 'trap');
  write('trap', `#!/bin/sh\ntouch ${root}/was-run\n`);
  chmodSync(trap, 0o755);
  write('dist/libthing.so', affectedProgram);
  track();
  for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'filter.x.clean'])
    git(root, 'config', key, trap);
  expect((await judge()).exitCode).toBe(3);
  expect(existsSync(path.join(root, 'was-run'))).toBe(false);
});
