import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Target } from '../../../src/model/target.js';
import { runProgram } from '../../../src/program/run-program.js';
import { usualTarget } from '../../helpers/targets.js';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'run-program-')));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function script(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

const run = (text: string, target: Partial<Target> = {}, limitMs = 60_000) =>
  runProgram(
    { file: script('program', text), target: { ...usualTarget, ...target } },
    {
      args: ['-depth=2', 'a b'],
      environment: { PATH: process.env['PATH'] ?? '', GODEBUG: 'cgocheck=0', LD_PRELOAD: '/nowhere.so' },
      folder: path.join(folder, 'own'),
      limitMs,
      signal: new AbortController().signal,
    },
  );

describe('runProgram', () => {
  test('gives the command line, a folder of its own, and nothing that changes how Go behaves', async () => {
    const child = await run('pwd; echo "$#:$1:$2:$GODEBUG:$LD_PRELOAD"; echo told >&3; exit 7');
    expect(child).toMatchObject({
      end: { kind: 'exited', code: 7 },
      messages: ['told'],
      output: `${folder}/own\n2:-depth=2:a b::\n`,
      logFile: path.join(folder, 'own', 'output.log'),
    });
  });

  test('runs it under the runner of its target', async () => {
    const runner = [script('runner', 'echo "$1"; shift; exec "$@"'), '-L/sysroot'];
    const child = await run('echo "$0 $1"', { runner });
    expect(child.output).toBe(`-L/sysroot\n${folder}/program -depth=2\n`);
  });

  test.each([
    [1, 'sigquit'],
    [1000, 'itself'],
  ])('gives a target that is %d times slower as much more time: ended by %s', async (slowness, endedBy) => {
    // 20 ms are over long before the program ends by itself; 20 s never are.
    const child = await run('ulimit -c 0; sleep 1', { slowness }, 20);
    expect(child.endedBy).toBe(endedBy);
  });
});
