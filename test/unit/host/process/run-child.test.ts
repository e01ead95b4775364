/** Real children, driven by files and by their own channel; the deadlines are moved by hand. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChildRecord } from '../../../../src/model/child.js';
import { runChild, type TrialRequest } from '../../../../src/host/process/run-child.js';

const limitMs = 60_000;
const graceMs = 5_000;
const logCheckMs = 500;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-child-'));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string): string => path.join(folder, name);

function run(file: string, args: readonly string[], more: Partial<TrialRequest> = {}): Promise<ChildRecord> {
  return runChild({
    file,
    args,
    env: { PATH: process.env['PATH'] ?? '' },
    cwd: folder,
    logFile: inFolder('output.log'),
    limitMs,
    graceMs,
    ...more,
  });
}

const shell = (script: string, more: Partial<TrialRequest> = {}): Promise<ChildRecord> =>
  run('/bin/sh', ['-c', script], more);
const node = (script: string, more: Partial<TrialRequest> = {}): Promise<ChildRecord> =>
  run(process.execPath, ['-e', script], more);

/** Why it was not started. */
const reasonOf = async (child: Promise<ChildRecord>): Promise<string> => {
  const { end, endedBy } = await child;
  expect(endedBy).toBe('itself');
  return end.kind === 'not-started' ? end.reason : end.kind;
};

/** Does something for each message of the child. */
const on =
  (answers: Readonly<Record<string, () => void>>) =>
  (message: string): void =>
    answers[message]?.();

/** Lets a millisecond of the fake clock pass at each turn of the loop until the child has ended. */
async function movingTheClock(child: Promise<ChildRecord>): Promise<ChildRecord> {
  for (;;) {
    vi.advanceTimersByTime(1);
    const ended = await Promise.race([child, setImmediate(null)]);
    if (ended !== null) return ended;
  }
}

/** Members of a process group that still run; a dead one may wait for its parent to take note of it. */
function groupMembers(group: number): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const [state, , pgrp] = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return Number(pgrp) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}

describe.skipIf(process.platform === 'win32')('runChild', { timeout: 30_000 }, () => {
  describe('tells how a child ended', () => {
    it('by itself, with a code', async () => {
      expect(await shell('echo one; exit 7')).toMatchObject({
        end: { kind: 'exited', code: 7 },
        endedBy: 'itself',
        output: 'one\n',
        outputTruncated: false,
        messages: [],
        logFile: inFolder('output.log'),
      });
    });

    it.each(['SEGV', 'KILL', 'TERM', 'QUIT'])('by itself, of SIG%s', async (signal) => {
      expect(await shell(`ulimit -c 0; kill -${signal} $$`)).toMatchObject({
        end: { kind: 'signalled', signal: `SIG${signal}` },
        endedBy: 'itself',
      });
    });

    it('at the deadline, when SIGQUIT is enough', async () => {
      const child = await shell('ulimit -c 0; echo ready >&3; exec sleep 1000', {
        onMessage: on({ ready: () => vi.advanceTimersByTime(limitMs) }),
      });
      expect(child).toMatchObject({ end: { kind: 'signalled', signal: 'SIGQUIT' }, endedBy: 'sigquit' });
    });

    it('at the deadline, when SIGQUIT makes it end in its own way', async () => {
      const child = await shell('trap "echo stacks; exit 2" QUIT; echo ready >&3; while :; do :; done', {
        onMessage: on({ ready: () => vi.advanceTimersByTime(limitMs) }),
      });
      expect(child).toMatchObject({
        end: { kind: 'exited', code: 2 },
        endedBy: 'sigquit',
        output: 'stacks\n',
      });
    });

    it('at the deadline, when it takes SIGKILL', async () => {
      const child = await shell('trap "echo quit >&3" QUIT; echo ready >&3; while :; do :; done', {
        onMessage: on({
          ready: () => vi.advanceTimersByTime(limitMs),
          quit: () => vi.advanceTimersByTime(graceMs),
        }),
      });
      expect(child).toMatchObject({
        end: { kind: 'signalled', signal: 'SIGKILL' },
        endedBy: 'sigkill',
        messages: ['ready', 'quit'],
      });
    });

    it('by an interrupt', async () => {
      const controller = new AbortController();
      const child = await shell('trap "" INT TERM; echo ready >&3; while :; do :; done', {
        signal: controller.signal,
        onMessage: on({ ready: () => controller.abort() }),
      });
      expect(child).toMatchObject({ end: { kind: 'signalled', signal: 'SIGKILL' }, endedBy: 'interrupt' });
    });

    it('by an interrupt that came before it was started', async () => {
      expect(await shell('echo started', { signal: AbortSignal.abort() })).toMatchObject({
        end: { kind: 'not-started' },
        endedBy: 'interrupt',
        output: '',
      });
    });

    it('by too much output', async () => {
      const child = await shell('head -c 5000 /dev/zero; echo ready >&3; exec sleep 1000', {
        maxLogBytes: 4_999,
        onMessage: on({ ready: () => vi.advanceTimersByTime(logCheckMs) }),
      });
      expect(child).toMatchObject({ end: { kind: 'signalled', signal: 'SIGKILL' }, endedBy: 'flood' });
    });

    it('not by a deadline that a timer cannot hold', async () => {
      const child = await shell('echo ready >&3; until [ -e go ]; do :; done; exit 3', {
        limitMs: 2 ** 32,
        onMessage: on({
          ready: () => {
            vi.advanceTimersByTime(limitMs);
            writeFileSync(inFolder('go'), '');
          },
        }),
      });
      expect(child).toMatchObject({ end: { kind: 'exited', code: 3 }, endedBy: 'itself' });
    });
  });

  describe('does not start', () => {
    it('what is not there', async () => {
      expect(await reasonOf(run(inFolder('nothing'), []))).toBe('ENOENT');
    });

    it('in a folder that is not there', async () => {
      expect(await reasonOf(shell('exit 0', { cwd: inFolder('nowhere') }))).toBe('ENOENT');
    });

    it('what may not be run', async () => {
      writeFileSync(inFolder('text'), 'hello');
      expect(await reasonOf(run(inFolder('text'), []))).toBe('EACCES');
    });

    it('what is given too many arguments', async () => {
      expect(await reasonOf(run('/bin/true', ['x'.repeat(8 << 20)]))).toBe('E2BIG');
    });
  });

  describe.runIf(process.platform === 'linux')('leaves nobody of the group behind', () => {
    const family =
      '(sleep 1000 & sleep 1000) & sh -c "trap \'\' QUIT TERM; sleep 1000 & wait" & echo $$ >&3; ';

    it.each([
      ['after a clean end', `${family} exit 0`, 'itself'],
      ['after a crash', `${family} kill -KILL $$`, 'itself'],
      ['after a deadline', `${family} ulimit -c 0; echo ready >&3; exec sleep 1000`, 'sigquit'],
      [
        'after a hard deadline',
        `${family} trap 'echo quit >&3' QUIT; echo ready >&3; while :; do :; done`,
        'sigkill',
      ],
    ])('%s', async (_, script, endedBy) => {
      const child = await shell(script, {
        onMessage: on({
          ready: () => vi.advanceTimersByTime(limitMs),
          quit: () => vi.advanceTimersByTime(graceMs),
        }),
      });
      expect(child.endedBy).toBe(endedBy);
      const group = Number(child.messages[0]);
      expect(group).toBeGreaterThan(1);
      // A signal is sent before it is obeyed.
      while (groupMembers(group).length > 0) await setImmediate();
    });
  });

  it('does not wait for a stranger that holds the channel open', async () => {
    // It leaves the group, so that nothing here can end it.
    const child = node(
      `const { spawn } = require('node:child_process');
       const stranger = spawn('sleep', ['1000'], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 3] });
       require('node:fs').writeSync(3, stranger.pid + '\\n');
       process.exit(5);`,
      { limitMs: 2 ** 31 - 1, graceMs: 1 },
    );
    const ended = await movingTheClock(child);
    process.kill(Number(ended.messages[0]));
    expect(ended).toMatchObject({ end: { kind: 'exited', code: 5 }, endedBy: 'itself' });
  });

  describe('keeps what was printed', () => {
    it('in the order in which it was printed', async () => {
      const { output } = await shell(
        'i=0; while [ $i -lt 200 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done',
      );
      const expected = Array.from({ length: 200 }, (_, i) => `out ${i}\nerr ${i}\n`).join('');
      expect(output).toBe(expected);
    });

    it('both ends of it when it is long, and the whole in the log', async () => {
      const child = await shell('echo first; head -c 1000000 /dev/zero; echo last');
      expect(child.outputTruncated).toBe(true);
      expect(child.output.startsWith('first\n')).toBe(true);
      expect(child.output.endsWith('last\n')).toBe(true);
      expect(child.output.length).toBeLessThan(70_000);
      expect(child.output).toContain('bytes left out');
      expect(statSync(inFolder('output.log')).size).toBe(1_000_011);
    });

    it('even when the child is killed', async () => {
      expect(await shell('echo out; echo err >&2; kill -KILL $$')).toMatchObject({ output: 'out\nerr\n' });
    });
  });

  describe('reads the channel', () => {
    it('line by line, wherever the writes are cut', async () => {
      const line = '{"word":"é 😀"}';
      const child = await node(
        `const fs = require('node:fs');
         for (const byte of Buffer.from(${JSON.stringify(`${line}\n`.repeat(20))})) fs.writeSync(3, Buffer.from([byte]));`,
      );
      expect(child.messages).toStrictEqual(Array.from({ length: 20 }, () => line));
    });

    it('whole lines only', async () => {
      const child = await shell('echo whole >&3; printf half >&3');
      expect(child.messages).toStrictEqual(['whole']);
    });

    it('as far as the cap, without stopping the child', async () => {
      const child = await node(
        `const fs = require('node:fs');
         for (let i = 0; i < 5000; i++) fs.writeSync(3, 'x'.repeat(1000) + '\\n');
         fs.writeFileSync('written', '');`,
      );
      expect(child.end).toStrictEqual({ kind: 'exited', code: 0 });
      expect(existsSync(inFolder('written'))).toBe(true);
      expect(child.messages.length).toBeGreaterThan(100);
      expect(child.messages.join('\n').length).toBeLessThanOrEqual(1 << 20);
    });

    it('not at all from a child that closes it', async () => {
      expect(await shell('exec 3>&-; exit 4')).toMatchObject({
        end: { kind: 'exited', code: 4 },
        messages: [],
      });
    });
  });

  it('gives the child the environment and the folder it was told, and no input', async () => {
    const child = await shell('echo "$WORD"; pwd -P; cat; env | grep -c NODE', {
      env: { PATH: process.env['PATH'] ?? '', WORD: 'a b' },
    });
    expect(child.output).toBe(`a b\n${folder}\n0\n`);
  });
});

describe('a channel that is a file', () => {
  const messageFile = () => inFolder('messages.jsonl');

  it('is read when the child has ended: whole lines only', async () => {
    const child = await shell('printf "one\\ntwo\\nhalf" >>messages.jsonl; ls /proc/self/fd', {
      messageFile: messageFile(),
    });
    expect(child.messages).toStrictEqual(['one', 'two']);
  });

  it('is empty at first, whatever an earlier child has left', async () => {
    writeFileSync(messageFile(), 'of another\n');
    expect((await shell('cat messages.jsonl', { messageFile: messageFile() })).output).toBe('');
  });

  it('is not read to the end if a child floods it', async () => {
    const flood = 'yes message | head -c 4000000 >>messages.jsonl';
    const { messages } = await shell(flood, { messageFile: messageFile() });
    expect(messages.length).toBeGreaterThan(1000);
    expect(messages.join('\n').length).toBeLessThan(1 << 20);
  });
});
