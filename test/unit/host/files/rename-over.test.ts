import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renameOver } from '../../../../src/host/files/rename-over.js';

/** Fails so often, as Windows does while somebody reads the file. */
function heldFor(times: number, code = 'EPERM') {
  const tried: string[] = [];
  const move = (from: string, to: string): Promise<void> => {
    tried.push(`${from} ${to}`);
    return tried.length > times
      ? Promise.resolve()
      : Promise.reject(Object.assign(new Error(`${code}: operation not permitted`), { code }));
  };
  return { tried, move };
}

const waitsMs = [0, 0, 0];

describe('renameOver', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits on Windows until the reader is done (%s)', async (code) => {
    const { tried, move } = heldFor(3, code);
    await renameOver('a', 'b', { platform: 'win32', move, waitsMs });
    expect(tried).toStrictEqual(['a b', 'a b', 'a b', 'a b']);
  });

  it('gives up in the end, and says that somebody has the file open', async () => {
    const { tried, move } = heldFor(9);
    await expect(renameOver('a', 'b', { platform: 'win32', move, waitsMs })).rejects.toMatchObject({
      code: 'environment',
      message: 'cannot replace b: another process has it open',
      hint: 'Close what uses it, and run this again.',
    });
    expect(tried).toHaveLength(4);
  });

  it('waits for nothing else, and nowhere else', async () => {
    for (const [platform, code] of [
      ['win32', 'ENOSPC'],
      ['linux', 'EACCES'],
      ['darwin', 'EPERM'],
    ] as const) {
      const { tried, move } = heldFor(1, code);
      await expect(renameOver('a', 'b', { platform, move, waitsMs })).rejects.toMatchObject({ code });
      expect(tried).toHaveLength(1);
    }
  });

  it('renames', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rename-over-'));
    const [from, to] = [path.join(folder, 'a'), path.join(folder, 'b')];
    writeFileSync(from, 'new');
    writeFileSync(to, 'old');
    await renameOver(from, to);
    expect(readFileSync(to, 'utf8')).toBe('new');
    rmSync(folder, { recursive: true });
  });
});
