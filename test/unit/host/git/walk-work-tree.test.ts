import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findWorkTree } from '../../../../src/host/git/git-work-tree.js';
import { walkWorkTree } from '../../../../src/host/git/walk-work-tree.js';
import { git } from '../../../helpers/git.js';
import { must } from '../../../helpers/must.js';

let dir: string;
let root: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'work-tree-test-')));
  root = path.join(dir, 'root');
  mkdirSync(root);
  git(root, 'init', '-q');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(...files: string[]): void {
  for (const file of files) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), file);
  }
}

/** `path yes`, `path no`, … of all files below a folder. */
async function walked(folder: string): Promise<string[]> {
  const place = await findWorkTree(folder);
  if (place === null) throw new Error('no work tree');
  const found: string[] = [];
  for await (const entry of walkWorkTree(folder, place))
    found.push(`${entry.path} ${entry.kind === 'file' ? entry.tracked : entry.kind}`);
  return found;
}

describe('the files of a work tree', () => {
  it('are tracked or not, seen from its root and from below', async () => {
    write('a', 'dist/lib.so', 'dist/sub/deep', '.gitignore');
    git(root, 'add', 'a', 'dist');
    write('dist/new', 'ignored/x');
    writeFileSync(path.join(root, '.gitignore'), 'ignored\n');
    expect(await walked(root)).toStrictEqual([
      '.gitignore no',
      'a yes',
      'dist/lib.so yes',
      'dist/new no',
      'dist/sub/deep yes',
      'ignored/x no',
    ]);
    expect(await walked(path.join(root, 'dist'))).toStrictEqual(['lib.so yes', 'new no', 'sub/deep yes']);
  });

  it('are those of the linked work tree, and of submodules', async () => {
    write('a');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'x');
    const linked = path.join(dir, 'linked');
    git(root, 'worktree', 'add', '-q', linked);
    const outer = path.join(dir, 'outer');
    git(dir, 'init', '-q', 'outer');
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', root, 'sub');
    writeFileSync(path.join(outer, 'sub/new'), '');
    expect(await walked(linked)).toStrictEqual(['a yes']);
    expect(await walked(outer)).toStrictEqual(['.gitmodules yes', 'sub/a yes', 'sub/new no']);
    expect(await walked(path.join(outer, 'sub'))).toStrictEqual(['a yes', 'new no']);
  });

  it('are known where a sparse index lists folders only', async () => {
    write('dist/lib.so', 'other/x/y', 'z');
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'x');
    git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'dist');
    write('other/x/y');
    expect(await walked(root)).toStrictEqual(['dist/lib.so yes', 'other/x/y yes', 'z yes']);
  });

  it.each([
    ['a split index', () => git(root, 'update-index', '--split-index')],
    ['a damaged index', () => writeFileSync(path.join(root, '.git/index'), 'DIRC')],
  ])('are all taken for tracked with %s', async (_, harm) => {
    write('a');
    git(root, 'add', '-A');
    write('b');
    harm();
    expect(await walked(root)).toStrictEqual(['a unknown', 'b unknown']);
  });

  it('are none without an index, and links are not entered', async () => {
    write('a');
    symlinkSync('..', path.join(root, 'up'));
    expect(await walked(root)).toStrictEqual(['a no', 'up link']);
  });

  it('say of links where they lead, and whether that is tracked too', async () => {
    for (const name of ['a', 'dist/b', 'dist/c']) write(name);
    symlinkSync('../a', path.join(root, 'dist/up'));
    symlinkSync('b', path.join(root, 'dist/beside'));
    git(root, 'add', 'a', 'dist/up', 'dist/b');
    const place = must(await findWorkTree(path.join(root, 'dist')));
    const links = [];
    for await (const entry of walkWorkTree(path.join(root, 'dist'), place))
      if (entry.kind === 'link') links.push(entry);
    expect(links).toStrictEqual([
      { kind: 'link', path: 'beside', tracked: 'no', target: { path: 'b', tracked: 'yes' } },
      { kind: 'link', path: 'up', tracked: 'yes', target: null },
    ]);
  });

  it('are found without starting anything that the repository names', async () => {
    write('a');
    git(root, 'add', '-A');
    git(root, 'config', 'core.fsmonitor', `touch ${dir}/was-run; false`);
    expect(await walked(root)).toStrictEqual(['a yes']);
    expect(existsSync(path.join(dir, 'was-run'))).toBe(false);
  });
});

it('a folder that only looks like a work tree is none', async () => {
  rmSync(path.join(root, '.git/HEAD'));
  expect(await findWorkTree(root)).toBeNull();
  writeFileSync(path.join(dir, '.git'), 'gitdir: /nowhere\n');
  expect(await findWorkTree(dir)).toBeNull();
  write('a');
  const found: string[] = [];
  for await (const entry of walkWorkTree(root, null)) found.push(entry.path);
  expect(found).toStrictEqual(['a']);
});
