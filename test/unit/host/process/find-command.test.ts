import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand, findCommandLine, quoteCommandLine } from '../../../../src/host/process/find-command.js';

let root = '';
const add = (name: string, mode: number): string => {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
};
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'find-command-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const find = (command: string, ...folders: string[]): Promise<string | null> =>
  findCommand(command, { PATH: folders.map((name) => path.join(root, name)).join(path.delimiter) });

describe.skipIf(process.platform === 'win32')('findCommand', () => {
  it('takes the first on PATH that can be run', async () => {
    add('a/gcc', 0o644);
    mkdirSync(path.join(root, 'b/gcc'), { recursive: true });
    const third = add('c/gcc', 0o755);
    add('d/gcc', 0o755);
    expect(await find('gcc', 'missing', 'a', 'b', 'c', 'd')).toBe(third);
  });

  it('follows links, unless they are broken', async () => {
    const real = add('real/gcc-14', 0o755);
    mkdirSync(path.join(root, 'links'));
    symlinkSync(real, path.join(root, 'links/gcc'));
    symlinkSync('nowhere', path.join(root, 'links/cc'));
    expect(await find('gcc', 'links')).toBe(path.join(root, 'links/gcc'));
    expect(await find('cc', 'links')).toBeNull();
  });

  it('takes a path as it is', async () => {
    const file = add('a/gcc', 0o755);
    expect(await findCommand(file, { PATH: '' })).toBe(file);
    expect(await findCommand(path.join(root, 'a/clang'), { PATH: '' })).toBeNull();
    expect(await findCommand(path.join(root, 'a'), { PATH: '' })).toBeNull();
  });

  it('does not look into the current folder for an empty entry', async () => {
    const here = process.cwd();
    add('gcc', 0o755);
    process.chdir(root);
    try {
      expect(await findCommand('gcc', { PATH: path.delimiter })).toBeNull();
      expect(await findCommand('gcc', {})).toBeNull();
    } finally {
      process.chdir(here);
    }
  });

  it('finds nothing for no name', async () => {
    add('a/gcc', 0o755);
    expect(await find('', 'a')).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('findCommandLine', () => {
  const line = (text: string) => findCommandLine(text, { PATH: path.join(root, 'bin') });

  it.each([
    ['gcc', []],
    ['gcc -m32', ['-m32']],
    ["  gcc  '-DX=a b' \"it's\" -O ", ['-DX=a b', "it's", '-O']],
  ])('reads %j as Go reads CC, and writes it so that it is read alike', async (text, args) => {
    const found = { file: add('bin/gcc', 0o755), args };
    expect(await line(text)).toEqual(found);
    expect(await line(quoteCommandLine(found))).toEqual(found);
  });

  it('takes a path with spaces in it whole', async () => {
    const found = { file: add('my tools/cc', 0o755), args: [] };
    expect(await line(found.file)).toEqual(found);
    expect(quoteCommandLine(found)).toBe(`'${found.file}'`);
  });

  it.each(['', ' ', 'cc -m32', "'gcc", '""'])('finds nothing for %j', async (text) => {
    add('bin/gcc', 0o755);
    expect(await line(text)).toBeNull();
  });
});
