import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashTree } from '../../../../src/toolchain/store/tree-hash.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hash-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  writeFileSync(path.join(dir, name), text);
};

describe('hashTree', () => {
  it('agrees with sha256sum, as dirhash documents', async () => {
    // go.sum's well-known h1 of a module that holds nothing but a one-line go.mod is made the same way.
    write('b', 'bee');
    write('a/c', 'sea');
    const sum = execFileSync('sh', ['-c', 'sha256sum a/c b | sed "s|  |  m@v1/|" | sha256sum'], {
      cwd: dir,
      encoding: 'utf8',
    });
    const expected = Buffer.from(sum.slice(0, 64), 'hex').toString('base64');
    expect(await hashTree(dir, 'm@v1')).toBe(`h1:${expected}`);
  });

  it('is that of an empty list for an empty folder', async () => {
    expect(await hashTree(dir, 'm@v1')).toBe('h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
  });

  it('leaves out the copies of _go.mod the go command makes, and only those', async () => {
    write('src/_go.mod', 'module std\n');
    const before = await hashTree(dir, 'm@v1');
    write('src/go.mod', 'module std\n');
    expect(await hashTree(dir, 'm@v1')).toBe(before);
    write('src/go.mod', 'module other\n');
    expect(await hashTree(dir, 'm@v1')).not.toBe(before);
  });

  it.each([
    ['another content', () => write('file', 'changed')],
    ['another name', () => write('file2', 'text')],
    ['a link to a folder', () => symlinkSync('/', path.join(dir, 'link'))],
    ['a pipe', () => execFileSync('mkfifo', [path.join(dir, 'pipe')])],
  ])('notices %s', async (_, change) => {
    write('file', 'text');
    const before = await hashTree(dir, 'm@v1');
    change();
    expect(await hashTree(dir, 'm@v1')).not.toBe(before);
  });

  it('stops when told to', async () => {
    write('file', 'text');
    await expect(hashTree(dir, 'm@v1', AbortSignal.abort())).rejects.toThrow('abort');
  });
});
