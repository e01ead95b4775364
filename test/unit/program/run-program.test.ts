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
      variables: {},
      folder: path.join(folder, 'own'),
      limitMs,
      signal: new AbortController().signal,
    },
  );

describe('runProgram', () => {
  test('gives the command line, a folder of its own, and nothing that changes how Go behaves', async () => {
    const child = await run('pwd; echo "$#:$2:$4:$5:$6:$GODEBUG:$LD_PRELOAD"; echo told >&3; exit 7');
    expect(child).toMatchObject({
      end: { kind: 'exited', code: 7 },
      messages: ['told'],
      output: `${folder}/own\n6:fd:3:${folder}/own:-depth=2:a b::\n`,
      logFile: path.join(folder, 'own', 'output.log'),
    });
  });

  test('runs it under the runner of its target', async () => {
    const command = [script('runner', 'echo "$1"; shift; exec "$@"'), '-L/sysroot'];
    const runner = { kind: 'qemu-user', command } as const;
    const child = await run('echo "$0 $5"', { runner });
    expect(child.output).toBe(`-L/sysroot\n${folder}/program -depth=2\n`);
  });

  test('puts the program where a command of somebody says, and talks through a file', async () => {
    const command = [script('elsewhere', 'file="$2"; shift 2; exec "$file" "$@"'), 'host', '{}'];
    const runner = { kind: 'template', command } as const;
    const child = await run('echo "$2" >&2; echo \'told\' >>"$2"; echo "{}"', { runner });
    expect(child).toMatchObject({
      end: { kind: 'exited', code: 0 },
      messages: ['told'],
      output: `${folder}/own/messages.jsonl\n{}\n`,
    });
  });

  test('gives a program for Windows names in its own folder, which wine need not translate', async () => {
    const runner = { kind: 'wine', command: [script('wine', 'exec "$@"')] } as const;
    const child = await run('echo "$2 $4" >&2; echo told >>"$2"', { goos: 'windows', runner });
    expect(child).toMatchObject({ messages: ['told'], output: 'messages.jsonl .\n' });
  });

  test.runIf(process.platform === 'linux')('makes the conditions of its target', async () => {
    const conditions = {
      variables: { GODEBUG: 'asyncpreemptoff=1' },
      limits: { stack: 1 << 20, nofile: 64 },
      randomAddresses: false,
    };
    const child = await run('echo $GODEBUG; ulimit -s; ulimit -n; cat /proc/self/personality', {
      conditions,
    });
    expect(child.output).toBe('asyncpreemptoff=1\n1024\n64\n00040000\n');
  });
});
