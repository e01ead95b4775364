import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '../../src/oracle/signatures/recognise.js';
import { childRecord, exited } from '../helpers/child-record.js';
import { cli, testCache } from '../helpers/cli.js';
import { theBug } from '../helpers/the-bug.js';

let folder = '';
beforeAll(async () => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'eject-')), 'repro');
  const { exitCode, stderr } = await cli(['eject', folder]);
  if (exitCode !== 0) throw new Error(stderr);
});
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

/** As a person would: `GOTOOLCHAIN=go1.23.7 go build && ./cgoprofrepro`, nothing else set. */
async function buildAndRun(release: string, ...args: string[]) {
  const GOCACHE = path.join(testCache, 'gocache');
  await execa('go', ['build'], { cwd: folder, env: { GOTOOLCHAIN: release, GOCACHE } });
  return execa(path.join(folder, 'cgoprofrepro'), args, { reject: false });
}

describe('the ejected program, without this tool', () => {
  test('panics with an affected release', async () => {
    const { exitCode, stdout, stderr } = await buildAndRun('go1.23.7');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^panic: runtime error: slice bounds out of range/m);
    expect(stdout).toContain('built with go1.23.7');
  });

  test('ends well with a fixed release, and says so in sentences', async () => {
    const { exitCode, stdout, stderr } = await buildAndRun('go1.23.8');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/profile window 39: built/);
    expect(stdout).toContain('Every profile was built');
    expect(stdout).not.toContain('map[');
  });

  test('reads the flag, at the offsets that its own command prints', async () => {
    const asBuilt = await buildAndRun('go1.23.7', 'flag');
    expect(asBuilt.exitCode).toBe(69);
    expect(asBuilt.stderr).toContain('give -offsets "$(go run ./offsets PROGRAM)"');
    // Flags come before the name: behind it, they must not be lost without a word.
    expect((await buildAndRun('go1.23.7', 'flag', '-depth', '1')).exitCode).toBe(64);
    const env = { GOCACHE: path.join(testCache, 'gocache') };
    const offsets = await execa('go', ['run', './offsets', './cgoprofrepro'], { cwd: folder, env });
    const flag = (...args: string[]) =>
      execa(path.join(folder, 'cgoprofrepro'), [...args, 'flag'], { reject: false });
    expect((await flag('-offsets', offsets.stdout)).stdout).toContain('WRONG: this is Go code');
    const shifted = offsets.stdout.replace(/curg=\d+/, 'curg=200');
    expect(await flag('-offsets', shifted)).toMatchObject({
      exitCode: 69,
      stderr: expect.stringContaining('not those of this program'),
    });
  });
});

describe('the one file, without this tool', () => {
  const env = (release: string) => ({
    GOTOOLCHAIN: release,
    GOCACHE: path.join(testCache, 'gocache'),
    // As on the machine of somebody else: no module around it.
    GO111MODULE: '',
  });
  const file = () => path.join(path.dirname(folder), 'repro.go');
  /** As a person would: `GOTOOLCHAIN=go1.23.0 go run repro.go`. */
  const goRun = (release: string) =>
    execa('go', ['run', file()], { cwd: path.dirname(file()), env: env(release), reject: false });

  beforeAll(async () => {
    const { exitCode, stderr } = await cli(['eject', '--single', file()]);
    if (exitCode !== 0) throw new Error(stderr);
  });

  test.each([
    ['go1.23.0', 'profile-panic-slice-bounds'],
    ['go1.24.1', 'profile-panic-short-stack'],
  ])('dies with %s of the panic %s', async (release, signature) => {
    const { exitCode, stdout, stderr } = await goRun(release);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining(release)]);
    expect(stderr).toMatch(/^exit status 2$/m);
    // `go run` exits with 1, and says what the program exited with.
    const child = childRecord({ ...exited(2), output: stderr });
    expect(recognise(child, theBug.signatures)?.id).toBe(signature);
  });

  test('builds every profile with go1.23.8, and says so', async () => {
    const { exitCode, stdout, stderr } = await goRun('go1.23.8');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^go1\.23\.8 .*\nAll 20 profiles were built/);
  });

  test('is formatted, vetted, compiled without a warning of the C compiler, and short', async () => {
    const { stdout } = await execa('gofmt', ['-l', file()]);
    expect(stdout).toBe('');
    const options = { cwd: path.dirname(file()), env: { ...env('local'), CGO_CFLAGS: '-O2 -Wall -Werror' } };
    await execa('go', ['vet', file()], options);
    await execa('go', ['build', '-o', path.join(path.dirname(file()), 'built'), file()], options);
    expect(readFileSync(file(), 'utf8').split('\n').length).toBeLessThan(170);
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('for a target', () => {
  test('has the lines in its README that build and run it, with its C program', async () => {
    const place = path.join(path.dirname(folder), 'library');
    const { exitCode, stdout } = await cli([
      'eject',
      place,
      '--target',
      'buildmode=c-shared,thread=main',
      '--format',
      'json',
    ]);
    expect(exitCode).toBe(0);
    const { build, run }: { build: string[]; run: string } = JSON.parse(stdout);
    const readme = readFileSync(path.join(place, 'README.md'), 'utf8');
    for (const line of [...build, run]) expect(readme).toContain(`    ${line}\n`);
    const env = { GOTOOLCHAIN: 'go1.23.7', GOCACHE: path.join(testCache, 'gocache') };
    for (const line of build) await execa('sh', ['-c', line], { cwd: place, env });
    const crash = await execa('sh', ['-c', `exec ${run}`], { cwd: place, reject: false });
    expect(crash.signal).toBe('SIGABRT');
    expect(crash.stderr).toMatch(/^panic: runtime error: slice bounds out of range/m);
  });

  test('is wrong usage for one that runs nowhere, and for one file', async () => {
    const impossible = ['eject', folder, '--force', '--target', 'linux/amd64,libc=musl,buildmode=c-shared'];
    expect(await cli(impossible)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('13492') });
    const single = await cli(['eject', '--single', '-', '--target', 'linux/arm64']);
    expect(single).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('one file') });
  });
});
