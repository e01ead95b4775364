import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, testCache } from '../helpers/cli.js';

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
