import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBeside } from '../../../../src/host/process/run-beside.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'run-beside-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const beside = (script: string, { readyMs = 60_000, signal = new AbortController().signal } = {}) =>
  runBeside({
    file: '/bin/sh',
    args: ['-c', script],
    env: { PATH: process.env['PATH'] ?? '', FOLDER: folder },
    readyMs,
    signal,
  });

describe.skipIf(process.platform === 'win32')('runBeside', () => {
  it('waits for its first words, and ends it with what it has started', async () => {
    const child = await beside(
      `sh -c 'trap "" HUP; while [ -d "$FOLDER" ]; do echo . >>"$FOLDER/beats"; sleep 0.01; done' & while [ ! -e "$FOLDER/beats" ]; do sleep 0.01; done; echo ready; cat`,
    );
    expect(child).not.toBeNull();
    await child?.stop();
    const beats = (): string => readFileSync(path.join(folder, 'beats'), 'utf8');
    const then = beats();
    // Ten beats of one that was left.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(beats()).toBe(then);
  });

  it('is null for one that ends without a word, does not start, or stays silent too long', async () => {
    expect(await beside('exit 0')).toBeNull();
    expect(await beside('cat', { readyMs: 50 })).toBeNull();
    const nowhere = { file: path.join(folder, 'none'), args: [], env: {}, readyMs: 60_000 };
    expect(await runBeside({ ...nowhere, signal: new AbortController().signal })).toBeNull();
  });

  it('ends with an interrupt', async () => {
    const interrupt = new AbortController();
    const child = await beside('echo ready; cat', { signal: interrupt.signal });
    interrupt.abort();
    await child?.stop();
    expect(await beside('echo ready; cat', { signal: interrupt.signal })).toBeNull();
  });

  it('may learn from its input that this process has ended', async () => {
    const child = await beside('echo ready; read -r line; echo ended >"$FOLDER/ended"');
    await child?.stop();
    expect(() => readFileSync(path.join(folder, 'ended'))).toThrow('ENOENT');
  });
});
