import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  endTree,
  signalGroup,
  trackGroup,
  untrackGroup,
} from '../../../../src/host/process/process-groups.js';

describe.skipIf(process.platform === 'win32')('signalGroup', () => {
  it('reaches a group that is tracked, and no other: the number may be given to a stranger', async () => {
    const child = spawn('cat', { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
    const pid = child.pid ?? 0;
    trackGroup(pid);
    untrackGroup(pid);
    signalGroup(pid, 'SIGKILL');
    child.stdin.write('alive');
    expect(String((await once(child.stdout, 'data'))[0])).toBe('alive');

    trackGroup(pid);
    const ended = once(child, 'exit');
    signalGroup(pid, 'SIGKILL');
    expect(await ended).toStrictEqual([null, 'SIGKILL']);
    untrackGroup(pid);
  });
});

describe('endTree, for Windows', () => {
  it('ends a process with all below it, by arguments and not by a shell', () => {
    const started: unknown[] = [];
    endTree(4711, (file, args) => {
      started.push([file, ...args]);
      return { status: 0 };
    });
    expect(started).toStrictEqual([['taskkill.exe', '/T', '/F', '/PID', '4711']]);
  });

  it.skipIf(process.platform === 'win32')(
    'ends at least the process where taskkill does not work',
    async () => {
      const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
      const ended = once(child, 'exit');
      endTree(child.pid ?? 0, () => ({ status: null }));
      expect(await ended).toStrictEqual([null, 'SIGKILL']);
    },
  );
});
