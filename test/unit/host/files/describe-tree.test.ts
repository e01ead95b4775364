import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeTree } from '../../../../src/host/files/describe-tree.js';

let base = '';
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'describe-tree-'));
  mkdirSync(path.join(base, 'a/b'), { recursive: true });
  for (const [name, text] of Object.entries({ 'a/one': 'x', 'a/b/two': 'xx', other: '' })) {
    writeFileSync(path.join(base, name), text);
    utimesSync(path.join(base, name), 1, 1);
  }
});
afterEach(() => rmSync(base, { recursive: true }));

it('names every file below with its size and time', () => {
  expect(describeTree(base, 'a').toSorted()).toEqual(['a/b/two 2 1000000000\n', 'a/one 1 1000000000\n']);
  expect(describeTree(base, 'a/one')).toEqual(['a/one 1 1000000000\n']);
  expect(describeTree(base, 'nothing')).toEqual([]);
});

it.skipIf(process.platform === 'win32')(
  'does not go round in a link to a folder, or fail on a broken one',
  () => {
    symlinkSync('..', path.join(base, 'a/b/loop'));
    symlinkSync('nowhere', path.join(base, 'a/broken'));
    expect(
      describeTree(base, 'a')
        .map((line) => line.split(' ')[0])
        .toSorted(),
    ).toEqual(['a/b/loop', 'a/b/two', 'a/broken', 'a/one']);
  },
);
