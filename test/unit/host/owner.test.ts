import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { describeOwner, ownerState, ownerTag } from '../../../src/host/owner.js';

describe.runIf(process.platform === 'linux')('an owner', () => {
  it('is this process, wherever its name stands', () => {
    expect(ownerState(`go1.23.0.linux-amd64-${ownerTag()}7d1c`)).toBe('alive');
    expect(describeOwner(`/cache/.leases/x/claim-${ownerTag()}7d1c`)).toBe(`process ${process.pid}`);
  });

  it('is dead when its number is another process’s by now', () => {
    expect(ownerState(ownerTag().replace(/\.s\d+/, '.s1'))).toBe('dead');
  });

  it('is dead when it has ended, noticed by its parent or not', async () => {
    // `sh` replaces itself by a sleep, which never asks for the child that has ended.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 1000'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [pid] = await once(parent.stdout.setEncoding('utf8'), 'data');
    const tag = ownerTag().replace(/^p\d+/, `p${String(pid).trim()}`);
    expect(ownerState(tag)).toBe('dead');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(ownerState(tag)).toBe('dead');
  });

  it('of another boot, container or machine cannot be asked for', () => {
    const elsewhere = ownerTag().replace(/[a-z0-9-]+_$/, 'another-place_');
    expect(ownerState(elsewhere)).toBe('unknown');
    expect(describeOwner(elsewhere)).toBe(`process ${process.pid} of another container or machine`);
  });

  it('is nobody in a name without one', () => {
    for (const name of ['go1.23.0.linux-amd64', 'claim-1-0f1e', `${ownerTag()}/x`]) {
      expect(ownerState(name)).toBeNull();
    }
    expect(describeOwner('claim-1-0f1e')).toBe('another process');
  });
});
