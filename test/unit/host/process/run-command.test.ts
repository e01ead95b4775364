import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../src/host/process/run-command.js';
import { isProcessAlive, killAllGroups } from '../../../../src/host/process/process-groups.js';

const node = process.execPath;
const script = (code: string) => ({ file: node, args: ['-e', code], env: {} });

afterEach(killAllGroups);

describe('runCommand', () => {
  it('returns code and both streams of a command that failed', async () => {
    const result = await runCommand(
      script(`process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 7;`),
    );
    expect(result).toMatchObject({ kind: 'exited', code: 7, stdout: 'out', stderr: 'err', truncated: false });
  });

  it('gives the child the environment it was told, and a mark to find its descendants by', async () => {
    process.env['CGOPROF_TEST_LEAK'] = '1';
    const result = await runCommand({
      ...script('console.log(JSON.stringify(process.env))'),
      env: { ONLY: 'this' },
    });
    delete process.env['CGOPROF_TEST_LEAK'];
    const seen: unknown = result.kind === 'exited' && JSON.parse(result.stdout);
    expect(seen).toStrictEqual({ ONLY: 'this', CGOPROF_REPRO_CHILD: expect.stringMatching(/^[\w-]+$/) });
  });

  it('names the signal that ended a command', async () => {
    const result = await runCommand(script(`process.kill(process.pid, 'SIGSEGV')`));
    expect(result).toMatchObject({ kind: 'signalled', signal: 'SIGSEGV' });
  });

  it('says that a missing command could not be started', async () => {
    const result = await runCommand({ file: '/no/such/command', args: [], env: {} });
    expect(result).toStrictEqual({ kind: 'not-started', reason: 'ENOENT' });
  });

  it('says so when the folder to run in is missing', async () => {
    const result = await runCommand({ ...script(''), cwd: '/no/such/folder' });
    expect(result.kind).toBe('not-started');
  });

  it('keeps the beginning of too much output and lets the child finish', async () => {
    const result = await runCommand({
      ...script(`process.stdout.write('x'.repeat(1e6)); process.exitCode = 3;`),
      maxOutputBytes: 10,
    });
    expect(result).toMatchObject({ kind: 'exited', code: 3, stdout: 'xxxxxxxxxx', truncated: true });
  });

  it('kills the whole group when the time is over', async () => {
    const result = await runCommand({ ...script(parentOfSleeper), timeoutMs: 2_000 });
    expect(result.kind).toBe('timed-out');
    await expectGone(Number('stdout' in result && result.stdout));
  });

  it('kills the whole group when aborted', async () => {
    const abort = new AbortController();
    const dir = await mkdtemp(path.join(tmpdir(), 'exec-test-'));
    const started = path.join(dir, 'started');
    const running = runCommand({
      ...script(parentOfSleeper),
      env: { STARTED: started },
      signal: abort.signal,
    });
    await expect.poll(() => existsSync(started), { timeout: 20_000 }).toBe(true);
    abort.abort();
    const result = await running;
    await rm(dir, { recursive: true });
    expect(result.kind).toBe('aborted');
    await expectGone(Number('stdout' in result && result.stdout));
  });

  describe.runIf(process.platform === 'linux')(
    'ends when the command does, whoever holds its output:',
    () => {
      const sh = (code: string) => ({
        file: '/bin/sh',
        args: ['-c', code],
        env: { PATH: process.env['PATH'] ?? '' },
      });

      it('a descendant in its group', async () => {
        const result = await runCommand(sh('sleep 1000 & echo $!'));
        expect(result).toMatchObject({ kind: 'exited', code: 0 });
        await expectGone(Number('stdout' in result && result.stdout));
      });

      it('one that has left the group, which ends as well, and so do its own', async () => {
        const result = await runCommand(
          sh(`setsid sh -c 'sleep 1000 & echo $! $$; wait' & sleep 0.3; exit 3`),
        );
        expect(result).toMatchObject({ kind: 'exited', code: 3 });
        const pids = 'stdout' in result ? result.stdout.trim().split(' ').map(Number) : [];
        expect(pids).toHaveLength(2);
        for (const pid of pids) await expectGone(pid);
      });

      it('one that has left the group and holds nothing', async () => {
        const file = path.join(await mkdtemp(path.join(tmpdir(), 'exec-test-')), 'pid');
        await runCommand(
          sh(
            `setsid sh -c 'echo $$ > ${file}; exec sleep 1000' > /dev/null 2>&1 & until [ -s ${file} ]; do :; done`,
          ),
        );
        await expectGone(Number(readFileSync(file, 'utf8')));
        await rm(path.dirname(file), { recursive: true });
      });

      it('one that nobody can find', async () => {
        const result = await runCommand(sh(`setsid env -i sh -c 'echo $$; exec sleep 1000' & sleep 0.3`));
        expect(result).toMatchObject({ kind: 'exited', code: 0 });
        const pid = Number('stdout' in result && result.stdout);
        expect(isProcessAlive(pid)).toBe(true);
        process.kill(pid);
      });
    },
  );

  it('hears of an abort that comes before the command has started', async () => {
    const abort = new AbortController();
    const running = runCommand({
      ...script('setInterval(() => {}, 1000)'),
      signal: abort.signal,
      timeoutMs: 20_000,
    });
    abort.abort();
    expect((await running).kind).toBe('aborted');
  });

  it('does not start anything for a signal that has fired', async () => {
    // Had it been started, it could not be: there is no such command.
    const result = await runCommand({
      file: '/no/such/command',
      args: [],
      env: {},
      signal: AbortSignal.abort(),
    });
    expect(result).toStrictEqual({ kind: 'aborted', stdout: '', stderr: '', truncated: false });
  });
});

/** Prints the pid of a grandchild that sleeps for ever and holds the pipes open. */
const parentOfSleeper = `
  const { spawn } = require('node:child_process');
  const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  require('node:fs').writeSync(1, String(sleeper.pid));
  if (process.env.STARTED) require('node:fs').writeFileSync(process.env.STARTED, '');
  setInterval(() => {}, 1000);
`;

async function expectGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => isProcessAlive(pid), { timeout: 5_000 }).toBe(false);
}
