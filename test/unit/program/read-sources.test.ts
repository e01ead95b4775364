import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSources } from '../../../src/program/read-sources.js';

let folder = '';
const write = (name: string, content: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};
const read = (...names: string[]) => readSources(names.map((name) => path.join(folder, name)));

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sources-'));
  write('go/go.mod', 'module own\n');
  write('go/cmd/main.go', 'package main\n');
  write('c/part.c', 'int part;\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readSources', () => {
  it('joins folders wherever they lie, in one order', async () => {
    const { files, hash } = await read('go', 'c');
    expect(files).toStrictEqual([
      { path: 'cmd/main.go', content: 'package main\n' },
      { path: 'go.mod', content: 'module own\n' },
      { path: 'part.c', content: 'int part;\n' },
    ]);
    expect(await read('c', 'go')).toStrictEqual({ files, hash });
  });

  it('does not take a border between two files for content', async () => {
    write('c/a.c', 'xb.cy');
    const one = await read('c');
    write('c/a.c', 'x');
    write('c/b.c', 'y');
    expect((await read('c')).hash).not.toBe(one.hash);
  });

  it('leaves no file out without a word', async () => {
    symlinkSync('nowhere', path.join(folder, 'c/broken.c'));
    await expect(read('go', 'c')).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('leaves out what is not wanted', async () => {
    const { files } = await readSources([path.join(folder, 'go')], ({ path: name }) => name !== 'go.mod');
    expect(files.map(({ path: name }) => name)).toStrictEqual(['cmd/main.go']);
  });
});
