import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Toolchain } from '../../../../src/model/toolchain.js';
import { findCheckout } from '../../../../src/toolchain/source/checkout.js';
import { firstToolDifference, layGoroot } from '../../../../src/toolchain/source/reuse-tools.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'checkout-'));
});
afterEach(() => rm(folder, { recursive: true }));

function write(root: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return path.join(folder, root);
}

const sources = {
  'src/runtime/cgocall.go': 'package runtime\n',
  'src/make.bash': '#!/bin/sh\n',
  'src/internal/goversion/goversion.go': 'package goversion\n\nconst Version = 24\n',
  'src/cmd/compile/main.go': 'package main\n',
  'src/cmd/compile/main_test.go': 'package main\n',
  'src/internal/abi/abi.go': 'package abi\n',
};
const base = (goroot: string): Toolchain => ({
  release: 'go1.24.0',
  versionText: 'go1.24.0',
  compilerVersion: 'go1.24.0',
  goroot,
  goBinary: path.join(goroot, 'bin/go'),
  goos: 'linux',
  goarch: 'amd64',
  origin: 'download',
  verified: true,
});

describe('findCheckout', () => {
  it('finds it from any folder inside, and reads what it works towards', async () => {
    const root = write('go', sources);
    const expected = { root, versionText: null, line: '1.24' };
    expect(await findCheckout(root)).toEqual(expected);
    expect(await findCheckout(path.join(root, 'src/cmd/compile'))).toEqual(expected);
  });

  it('reads VERSION where there is one', async () => {
    const root = write('go', { ...sources, VERSION: 'go1.24.1\ntime 2025-03-04T00:00:00Z\n' });
    expect((await findCheckout(root))?.versionText).toBe('go1.24.1');
  });

  it.each(['src/runtime/cgocall.go', 'src/make.bash', 'src/internal/goversion/goversion.go'])(
    'takes nothing for a checkout that has no %s',
    async (missing) => {
      const root = write('go', sources);
      rmSync(path.join(root, missing));
      expect(await findCheckout(root)).toBeNull();
    },
  );
});

describe('reusing the tools of a release', () => {
  const difference = (changes: Readonly<Record<string, string>>) =>
    firstToolDifference(write('tree', { ...sources, ...changes }), base(write('release', sources)));

  it.each([
    [{}, null],
    [{ 'src/runtime/cgocall.go': 'package runtime // changed\n' }, null],
    [{ 'src/cmd/compile/main_test.go': 'package main // changed\n' }, null],
    [{ 'src/cmd/compile/testdata/x.go': 'package x\n' }, null],
    [{ 'src/cmd/compile/main.go': 'package main // changed\n' }, 'src/cmd/compile/main.go'],
    [{ 'src/cmd/compile/new.go': 'package main\n' }, 'src/cmd/compile/new.go'],
    [{ 'src/internal/abi/abi.go': 'package abi // changed\n' }, 'src/internal/abi/abi.go'],
    [{ 'src/cmd/asm/a.go': 'package main\n' }, 'src/cmd/asm/a.go'],
  ])('%j differs in %j', async (changes, file) => {
    expect(await difference(changes)).toBe(file);
  });

  it('does not agree with a release that lacks a file', async () => {
    const tree = write('tree', sources);
    const release = write('release', sources);
    rmSync(path.join(tree, 'src/cmd/compile/main.go'));
    expect(await firstToolDifference(tree, base(release))).toBe('src/cmd/compile/main.go');
  });

  it('takes sources from the tree and all else from the release, and writes to neither', async () => {
    const tree = write('tree', { ...sources, 'src/runtime/cgocall.go': 'of the tree' });
    const release = write('release', {
      ...sources,
      VERSION: 'go1.24.0',
      'bin/go': 'command',
      'pkg/tool/x': 'tool',
    });
    const { goroot, goBinary, verified } = await layGoroot(tree, base(release), path.join(folder, 'laid'));
    const read = (name: string) => readFileSync(path.join(goroot, name), 'utf8');
    expect([read('src/runtime/cgocall.go'), read('pkg/tool/x'), read('VERSION')]).toEqual([
      'of the tree',
      'tool',
      'go1.24.0',
    ]);
    expect([goBinary, verified]).toEqual([path.join(release, 'bin/go'), false]);
    expect(realpathSync(path.join(goroot, 'src'))).toBe(realpathSync(path.join(tree, 'src')));
  });

  it('does not follow a link out of the sources', async () => {
    const tree = write('tree', sources);
    symlinkSync('/dev/zero', path.join(tree, 'src/cmd/compile/endless.go'));
    expect(await firstToolDifference(tree, base(write('release', sources)))).toBe(
      'src/cmd/compile/endless.go',
    );
  });
});
