/** What is left of a run that was killed, and of commands that do not end as they should: nothing, for long. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProcessAlive } from '../../src/host/process/process-groups.js';
import { cli } from '../helpers/cli.js';
import { startCli } from '../helpers/start-cli.js';
import { writeFakeGoroot } from '../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pids = (): number[] => {
  const file = path.join(folder, 'pids');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(/\s+/).map(Number) : [];
};

const alive = (): number[] => pids().filter(isProcessAlive);

/** A GOROOT whose go command does this, where `$PIDS` is a file for the numbers of what it starts. */
function gorootThat(does: string): string {
  const goroot = writeFakeGoroot(path.join(folder, 'goroot'), 'go1.23.0');
  const go = path.join(goroot, 'bin/go');
  writeFileSync(go, `#!/bin/sh\n${does}\n`);
  chmodSync(go, 0o755);
  return goroot;
}

const env = (): Record<string, string> => {
  const cache = path.join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  return { PIDS: path.join(folder, 'pids'), CGOPROF_REPRO_CACHE: cache };
};

describe.runIf(process.platform === 'linux')('nothing lives on', () => {
  it('after SIGKILL of the tool: no child, none of its children, none that has left the group', async () => {
    const goroot = gorootThat(
      `sleep 1000 & echo $! >> "$PIDS"; setsid sh -c 'echo $$ >> "$PIDS"; exec sleep 1000' & echo $$ >> "$PIDS"; wait`,
    );
    const run = await startCli(['--go', goroot], env());
    await expect.poll(pids, { timeout: 60_000 }).toHaveLength(3);
    run.kill('SIGKILL');
    await run.ended;
    await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  });

  it('of a go command whose descendant has left the group and holds its output', async () => {
    const goroot = gorootThat(
      `setsid sleep 1000 & echo $! >> "$PIDS"; echo "go version go1.23.0 linux/amd64"; exit 0`,
    );
    // What it says of the toolchain is not the point: it is not one.
    await cli(['--go', goroot, '--offline'], env());
    expect(pids().length).toBeGreaterThan(0);
    await expect.poll(alive, { timeout: 20_000 }).toEqual([]);
  });
});
