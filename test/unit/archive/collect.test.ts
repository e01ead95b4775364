import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../../src/archive/budget.js';
import { streamOfSource } from '../../../src/archive/byte-stream.js';
import { collect } from '../../../src/archive/collect.js';
import { decompress } from '../../../src/archive/decompress.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'collect-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const { signal } = new AbortController();
const unpacked = (content: Buffer) =>
  decompress(
    streamOfSource(bytesInMemory(gzipSync(content, { level: 1 }))),
    'gzip',
    createBudget({ signal }),
  );

// On Windows the folder is named by another variable.
describe.skipIf(process.platform === 'win32')('collect', () => {
  it.each([
    ['in memory', 1000],
    ['on disk, where it has no name that could stay behind', 40 * 2 ** 20],
  ])('keeps bytes %s', async (_, size) => {
    const content = randomBytes(size);
    const collected = await collect(unpacked(content));
    expect(readdirSync(folder)).toStrictEqual([]);
    expect(collected.size).toBe(size);
    expect(Buffer.from(collected.read(size - 10, 20))).toStrictEqual(content.subarray(size - 10));
    collected.close();
  });

  it.each([
    ['in memory', 1000],
    ['on disk', 40 * 2 ** 20],
  ])('keeps what there is of bytes that are cut off, %s, and says so in the end', async (_, size) => {
    const content = randomBytes(size);
    const packed = gzipSync(content, { level: 0 });
    const cut = bytesInMemory(packed.subarray(0, packed.length - 100));
    const collected = await collect(decompress(streamOfSource(cut), 'gzip', createBudget({ signal })));
    expect(collected.size).toBeGreaterThan(size - 100_000);
    expect(Buffer.from(collected.read(0, collected.size)).equals(content.subarray(0, collected.size))).toBe(
      true,
    );
    expect(() => collected.close()).toThrow('damaged');
  });

  it('says that the temporary folder is at fault when it is', async () => {
    vi.stubEnv('TMPDIR', path.join(folder, 'missing'));
    await expect(collect(unpacked(Buffer.alloc(40 * 2 ** 20)))).rejects.toThrow(/ENOENT.*TMPDIR/);
  });
});
