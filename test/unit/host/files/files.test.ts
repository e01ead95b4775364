import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  copyTree,
  diskUsageBytes,
  fileError,
  fileIdentity,
  listFolder,
  makeDirectory,
  readSmallFile,
  removeTree,
  writeFileAtomic,
} from '../../../../src/host/files/files.js';
import { ReproError } from '../../../../src/model/errors.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'files-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('writeFileAtomic', () => {
  it('writes the whole file, makes folders and leaves nothing beside it', async () => {
    const file = path.join(dir, 'a/b/c.json');
    await writeFileAtomic(file, 'one');
    await writeFileAtomic(file, 'two');
    expect(await readFile(file, 'utf8')).toBe('two');
    expect(readdirSync(path.dirname(file))).toEqual(['c.json']);
  });

  it('leaves nothing behind when the rename fails', async () => {
    mkdirSync(path.join(dir, 'taken/inside'), { recursive: true });
    await expect(writeFileAtomic(path.join(dir, 'taken'), 'x')).rejects.toThrow(
      /EISDIR|ENOTEMPTY|EEXIST|cannot write/,
    );
    expect(readdirSync(dir)).toEqual(['taken']);
  });

  it('names an unwritable place', async () => {
    writeFileSync(path.join(dir, 'file'), '');
    const failure = writeFileAtomic(path.join(dir, 'file/below'), 'x');
    await expect(failure).rejects.toMatchObject({ code: 'cache-unwritable' });
    await expect(makeDirectory(path.join(dir, 'file/below'))).rejects.toMatchObject({
      code: 'cache-unwritable',
    });
  });

  it('makes folders that others are making as well', async () => {
    for (let round = 0; round < 50; round += 1) {
      const deep = path.join(dir, `${round}`, 'a/b/c');
      await Promise.all(['x', 'x', 'y', 'y', 'z'].map((name) => makeDirectory(path.join(deep, name))));
    }
    expect(readdirSync(path.join(dir, '49/a/b/c')).toSorted()).toEqual(['x', 'y', 'z']);
  });

  it.runIf(process.platform === 'linux')('does not go on for ever where nothing can be made', async () => {
    await expect(makeDirectory('/proc/nothing/can/be/made')).rejects.toMatchObject({
      code: 'cache-unwritable',
    });
  });
});

describe('fileError', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'cache-unwritable'],
    ['EACCES', 'cache-unwritable'],
  ])('%s is %s, with a way out', (systemCode, code) => {
    const named = fileError(Object.assign(new Error('x'), { code: systemCode }), '/cache/x');
    expect(named).toBeInstanceOf(ReproError);
    expect(named).toMatchObject({ code, hint: expect.stringContaining('--cache-dir') });
  });

  it('leaves other failures as they came', () => {
    const original = Object.assign(new Error('x'), { code: 'EIO' });
    expect(fileError(original, '/x')).toBe(original);
  });
});

describe('copyTree', () => {
  it('copies files and folders as they are, and no links', async () => {
    mkdirSync(path.join(dir, 'from/a/empty'), { recursive: true });
    writeFileSync(path.join(dir, 'from/a/run'), 'x', { mode: 0o755 });
    symlinkSync('/', path.join(dir, 'from/link'));
    await copyTree(path.join(dir, 'from'), path.join(dir, 'to'));
    expect(new Set(readdirSync(path.join(dir, 'to'), { recursive: true, encoding: 'utf8' }))).toEqual(
      new Set(['a', 'a/empty', 'a/run']),
    );
    expect(statSync(path.join(dir, 'to/a/run')).mode & 0o777).toBe(0o755);
  });
});

describe('removeTree', () => {
  it('removes read-only folders', async () => {
    const tree = path.join(dir, 'tree');
    mkdirSync(path.join(tree, 'a/b'), { recursive: true });
    writeFileSync(path.join(tree, 'a/b/file'), 'x');
    chmodSync(path.join(tree, 'a/b'), 0o555);
    chmodSync(path.join(tree, 'a'), 0o555);
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
    await removeTree(tree);
  });
});

describe('reading', () => {
  it('reads a small file and nothing else', async () => {
    writeFileSync(path.join(dir, 'small'), 'hello');
    expect(await readSmallFile(path.join(dir, 'small'), 5)).toBe('hello');
    expect(await readSmallFile(path.join(dir, 'small'), 4)).toBeNull();
    expect(await readSmallFile(path.join(dir, 'missing'), 4)).toBeNull();
    expect(await readSmallFile(dir, 4096)).toBeNull();
  });

  it('reads as far as the cap, whatever size the file claims', async () => {
    const file = path.join(dir, 'long');
    for (const size of [0, 4095, 4096, 4097, 10_000]) {
      const text = 'x'.repeat(size);
      writeFileSync(file, text);
      expect(await readSmallFile(file, size)).toBe(text);
      expect(await readSmallFile(file, 1 << 20)).toBe(text);
      if (size > 0) expect(await readSmallFile(file, size - 1)).toBeNull();
    }
  });

  it.runIf(process.platform === 'linux')('reads files of /proc, whose size is said to be 0', async () => {
    // Long enough for several reads on any kernel.
    const symbols = '/proc/kallsyms';
    const length = readFileSync(symbols).length;
    expect(length).toBeGreaterThan(100_000);
    expect((await readSmallFile(symbols, 64 << 20))?.length).toBe(length);
    expect(await readSmallFile(symbols, 50_000)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('does not wait for a FIFO', async () => {
    execFileSync('mkfifo', [path.join(dir, 'fifo')]);
    expect(await readSmallFile(path.join(dir, 'fifo'), 100)).toBeNull();
  });

  it('adds up what is taken on the disk, without following links', async () => {
    mkdirSync(path.join(dir, 'a'));
    writeFileSync(path.join(dir, 'a/file'), 'x'.repeat(100_000));
    writeFileSync(path.join(dir, 'file'), 'x'.repeat(50_000));
    symlinkSync('..', path.join(dir, 'a/loop'));
    const size = await diskUsageBytes(dir);
    expect(size).toBeGreaterThanOrEqual(150_000);
    // Whole blocks of three files and a folder.
    expect(size).toBeLessThan(150_000 + 4 * 65_536);
    expect(await diskUsageBytes(path.join(dir, 'missing'))).toBe(0);
    const without = await diskUsageBytes(dir, { except: new Set([path.join(dir, 'a')]) });
    expect(without).toBeGreaterThanOrEqual(50_000);
    expect(without).toBeLessThan(100_000);
  });

  it('stops counting when it is interrupted', async () => {
    for (let index = 0; index < 200; index += 1) writeFileSync(path.join(dir, String(index)), '');
    await expect(diskUsageBytes(dir, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });

  it('lists in order, and an unreadable folder as empty', async () => {
    for (const name of ['b', 'a', 'c']) writeFileSync(path.join(dir, name), '');
    expect(await listFolder(dir)).toEqual(['a', 'b', 'c']);
    expect(await listFolder(path.join(dir, 'missing'))).toEqual([]);
  });

  it('gives an edited file another identity', async () => {
    const file = path.join(dir, 'file');
    writeFileSync(file, 'one');
    const before = await fileIdentity(file);
    expect(await fileIdentity(file)).toBe(before);
    writeFileSync(file, 'longer');
    expect(await fileIdentity(file)).not.toBe(before);
    expect(await fileIdentity(path.join(dir, 'missing'))).toBeNull();
  });
});
