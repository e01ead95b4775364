import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { placeInRepository, rootOfTexts } from '../../../../../src/pipeline/gate/pins/repository-place.js';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'place-')));
  mkdirSync(path.join(root, '.github/workflows'), { recursive: true });
  mkdirSync(path.join(root, 'a/b'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const place = async (name: string, kind: 'file' | 'folder') => {
  const found = await placeInRepository(path.join(root, name), kind);
  return [path.relative(root, found.root), found.name];
};

test('the repository is where the nearest .git or go.mod is', async () => {
  mkdirSync(path.join(root, '.git'));
  expect(await place('.github', 'folder')).toEqual(['', '.github']);
  expect(await place('.github/workflows/ci.yml', 'file')).toEqual(['', '.github/workflows/ci.yml']);
  expect(await place('.', 'folder')).toEqual(['', '']);
  writeFileSync(path.join(root, 'a/go.mod'), 'go 1.22.0\n');
  expect(await place('a', 'folder')).toEqual(['a', '']);
  expect(await place('a/b/Dockerfile', 'file')).toEqual(['a', 'b/Dockerfile']);
});

test('without one it is where the path makes sense', async () => {
  expect(await place('.github/workflows/ci.yml', 'file')).toEqual(['', '.github/workflows/ci.yml']);
  expect(await place('a/b/Dockerfile', 'file')).toEqual(['a/b', 'Dockerfile']);
  expect(await place('a/b/main.go', 'file')).toEqual(['a/b', 'main.go']);
  expect(await place('a', 'folder')).toEqual(['a', '']);
});

test.each([
  [['a/go.mod', 'a/b/Dockerfile', 'c/Dockerfile'], ''],
  [['x-1.0/go.mod', 'x-1.0/.github/workflows/ci.yml'], 'x-1.0'],
  [['x-1.0/.github/workflows/ci.yml'], 'x-1.0'],
  [['.github/workflows/ci.yml', '.github/workflows/other.yml'], ''],
  [['example.org/x@v1.2.3/go.mod', 'example.org/x@v1.2.3/ci/a.yml'], 'example.org/x@v1.2.3'],
  [['package/Dockerfile'], 'package'],
  [['go.mod', 'x/go.mod'], ''],
  [[], ''],
])('the repository of an archive with %j is in %j', (files, folder) => {
  expect(rootOfTexts(files)).toBe(folder);
});

test('a path without end costs little', () => {
  const deep = `${'d/'.repeat(100_000)}go.mod`;
  expect(rootOfTexts([deep, deep]).split('/')).toHaveLength(10);
});
