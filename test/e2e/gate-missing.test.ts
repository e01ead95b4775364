/** What is named and not there fails the gate, for a typing error must pass nowhere. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bin, cli } from '../helpers/cli.js';
import { affectedProgram, fixedProgram, gate } from '../helpers/gate-subjects.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-missing-'));
const at = (name: string): string => path.join(folder, name);
const here = { cwd: folder };

beforeAll(() => {
  writeFileSync(at('app'), affectedProgram);
  writeFileSync(at('good'), fixedProgram);
  writeFileSync(at('cut'), affectedProgram.subarray(0, 300));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const missing = { verdict: 'inconclusive', finding: 'missing-subject', skipped: {} };

it.each([
  ['a file', ['good', 'missing']],
  ['a pattern', ['good', 'nowhere/*.so']],
  ['a pattern with folders', ['good', '**/*.nosuch']],
  ['a release', ['good', '1.23.77']],
  ['a process', ['good', '--pid', '4194304999']],
])('fails when it is %s', async (_, args) => {
  const { exitCode, cells, report } = await gate([...args, '--offline'], here);
  expect(cells.filter(({ finding }) => finding === 'missing-subject')).toMatchObject([missing]);
  expect([exitCode, report.exitCode]).toStrictEqual([1, 1]);
});

it('fails in a list and in a policy, and whatever else is undecided or required', async () => {
  expect((await gate(['-'], { ...here, input: 'good\nmissing\ncut\n' })).exitCode).toBe(1);
  writeFileSync(at('policy.yml'), 'version: 1\nsubjects: [good, "none/*.so"]\n');
  expect((await gate(['--policy', 'policy.yml'], here)).exitCode).toBe(1);
  expect((await gate(['good', 'missing', '--require', 'fixed'], here)).exitCode).toBe(1);
});

it('does not hide what is affected', async () => {
  expect((await gate(['missing', 'app'], here)).exitCode).toBe(3);
});

it('may be accepted by a policy', async () => {
  writeFileSync(
    at('accepts.yml'),
    'version: 1\naccept: [{ subject: missing, reason: built later, expires: 2999-01-01 }]\n',
  );
  expect((await gate(['good', 'missing', '--policy', 'accepts.yml'], here)).exitCode).toBe(0);
});

it('is told with what was probably meant', async () => {
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist/libthing.so'), fixedProgram);
  for (const [typed, meant] of [
    ['dist/libthng.so', 'dist/libthing.so'],
    ['dits/libthing.so', 'dist/libthing.so'],
    ['lcoal', 'local'],
  ] as const) {
    const { cell } = await gate([typed], here);
    expect(cell.reason).toContain(`Did you mean ${meant}?`);
  }
  const { stdout } = await cli(['gate', 'dist/libthng.so'], {}, here);
  expect(stdout).toMatch(/not there/);
  expect(stdout).toContain('something that was named is not there');
});

it.skipIf(process.platform === 'win32')('stops the job of docs/ci.md', () => {
  const [, snippet = ''] = /```sh\n(code=0\n[\s\S]*?)```/.exec(readFileSync('docs/ci.md', 'utf8')) ?? [];
  mkdirSync(at('bin'));
  writeFileSync(at('bin/cgoprof-repro'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, {
    mode: 0o755,
  });
  const job = (subject: string): number | null =>
    spawnSync('sh', ['-c', snippet.replace('gate --quiet', `gate --quiet ${subject}`)], {
      cwd: folder,
      env: { ...process.env, PATH: `${at('bin')}:${process.env['PATH'] ?? ''}` },
    }).status;
  expect(job('dist/libthng.so')).toBe(1);
  expect(job('dist/libthing.so')).toBe(0);
  expect(job('cut')).toBe(0);
  expect(job('app')).toBe(3);
});
