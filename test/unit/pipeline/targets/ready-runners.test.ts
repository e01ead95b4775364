import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cachePaths } from '../../../../src/host/files/paths.js';
import type { Program } from '../../../../src/model/program.js';
import type { Runner } from '../../../../src/model/target.js';
import { readyRunners } from '../../../../src/pipeline/targets/ready-runners.js';
import { usualTarget } from '../../../helpers/targets.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ready-runners-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho x >>${folder}/${name}.ran\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}
const timesRun = (name: string): number =>
  readFileSync(path.join(folder, `${name}.ran`), 'utf8')
    .trim()
    .split('\n').length;

const program = (runner: Runner | null, text = 'exit 0'): Program => ({
  file: script('program', text),
  target: { ...usualTarget, runner },
  goVersion: 'go1.23.0',
  buildSettings: {},
  offsets: {},
  cached: false,
});
const open = () =>
  readyRunners(path.join(folder, 'work'), {
    env: { PATH: process.env['PATH'] ?? '' },
    paths: cachePaths(path.join(folder, 'cache'), {}),
    signal: new AbortController().signal,
  });
const qemu = (text: string): Runner => ({ kind: 'qemu-user', command: [script('runner', text)] });

describe.skipIf(process.platform === 'win32')('readyRunners', () => {
  test('take a program without a runner to start at once, and run nothing', async () => {
    const { readyFor } = open();
    expect(await readyFor(program(null))).toStrictEqual({ kind: 'ready', ms: 0, variables: {} });
    expect(() => timesRun('program')).toThrow('ENOENT');
  });

  test('measure each once, by programs that are asked for nothing but their help', async () => {
    const { readyFor, close } = open();
    const runner = qemu('case "$*" in *-h) exec "$@";; *) exit 9;; esac');
    const first = await readyFor(program(runner));
    expect(first).toMatchObject({ kind: 'ready', variables: {} });
    expect(first.kind === 'ready' && first.ms > 0).toBe(true);
    expect(await readyFor(program(runner))).toStrictEqual(first);
    expect(timesRun('runner')).toBe(2);
    await close();
  });

  test('measure another one by itself, and one under other conditions', async () => {
    const { readyFor } = open();
    const runner = qemu('exec "$@"');
    await readyFor(program(runner));
    await readyFor({ ...program(runner), target: { ...usualTarget, runner, goarch: 'arm64' } });
    expect(timesRun('runner')).toBe(4);
  });

  test.each([
    ['exit 3', 'exit code 3'],
    ['echo "qemu: no such file" >&2; exit 255', 'exit code 255: qemu: no such file'],
    ['ulimit -c 0; kill -SEGV $$', 'ended by SIGSEGV'],
  ])('say why a program does not start: %s', async (text, reason) => {
    const { readyFor } = open();
    expect(await readyFor(program(qemu(text)))).toStrictEqual({ kind: 'fails', reason });
  });

  test('ask again after a failure, which may be of that program', async () => {
    const { readyFor } = open();
    const runner = qemu('exec "$@"');
    expect((await readyFor(program(runner, 'exit 1'))).kind).toBe('fails');
    expect((await readyFor(program(runner, 'exit 0'))).kind).toBe('ready');
  });

  test('say that a runner is not there', async () => {
    const { readyFor } = open();
    const gone: Runner = { kind: 'template', command: [path.join(folder, 'gone'), '{}'] };
    expect(await readyFor(program(gone))).toMatchObject({ kind: 'fails', reason: 'ENOENT' });
  });
});
