import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectPins, collectPinsOfFile } from '../../../../../src/pipeline/gate/pins/collect-pins.js';
import { folderTree, treeOfTexts } from '../../../../../src/pipeline/gate/pins/pin-tree.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'pins-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, content: string | Uint8Array = 'go 1.22.0\n') => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
};
const collected = async () => {
  const { pins, unread } = await collectPins(folderTree(root));
  return { files: pins.map(({ file }) => file), unread };
};

test('files are found in order, and packages of others are passed over', async () => {
  for (const file of [
    'b/go.mod',
    'a/go.mod',
    'node_modules/x/go.mod',
    'vendor/y/go.mod',
    'a/testdata/go.mod',
    'a/_parked/go.mod',
    '.git/go.mod',
    'go.sum',
  ])
    write(file);
  expect(await collected()).toEqual({ files: ['a/go.mod', 'b/go.mod'], unread: [] });
});

test('a huge file is refused by its size, and others are still read', async () => {
  write('a/go.mod', '');
  truncateSync(path.join(root, 'a/go.mod'), 50 * 1024 * 1024);
  write('b/go.mod');
  expect(await collected()).toEqual({
    files: ['b/go.mod'],
    unread: [{ path: 'a/go.mod', reason: 'larger than 4194304 bytes' }],
  });
});

test('text that is not UTF-8 is told', async () => {
  write('go.mod', Buffer.from([0x67, 0x6f, 0xff, 0xfe]));
  expect(await collected()).toEqual({ files: [], unread: [{ path: 'go.mod', reason: 'not UTF-8 text' }] });
});

test('a compiled file is no Dockerfile, whatever its name and size; other text that cannot be read may be one', async () => {
  const elf = Buffer.from('\x7fELF\x02\x01\x01\0\0\0\xff\xfe', 'latin1');
  for (const file of ['dockerfile.abi3.so', 'small/Dockerfile.so', 'go.mod', 'b/go.mod']) write(file, elf);
  truncateSync(path.join(root, 'dockerfile.abi3.so'), 5_500_000);
  truncateSync(path.join(root, 'b/go.mod'), 5_500_000);
  write('Dockerfile.latin1', Buffer.from('# caf\xe9\nFROM golang:1.23.7\n', 'latin1'));
  write('Dockerfile.large', `FROM golang:1.23.7\n${'# a comment\n'.repeat(400_000)}`);
  expect(await collected()).toEqual({
    files: [],
    unread: [
      { path: 'Dockerfile.large', reason: 'larger than 4194304 bytes' },
      { path: 'Dockerfile.latin1', reason: 'not UTF-8 text' },
      { path: 'b/go.mod', reason: 'larger than 4194304 bytes' },
      { path: 'go.mod', reason: 'not UTF-8 text' },
    ],
  });
  const named = await collectPinsOfFile(root, 'dockerfile.abi3.so');
  expect(named).toEqual({ pins: [], referred: [], unread: [] });
});

test('links do not loop, and a link to another name is read once', async () => {
  write('docker/prod', 'FROM golang:1.23.7\n');
  write('go.mod');
  symlinkSync('.', path.join(root, 'loop'));
  symlinkSync('..', path.join(root, 'docker/up'));
  symlinkSync('docker/prod', path.join(root, 'Dockerfile'));
  mkdirSync(path.join(root, 'again'));
  symlinkSync('../go.mod', path.join(root, 'again/go.mod'));
  expect(await collected()).toEqual({ files: ['docker/prod', 'go.mod'], unread: [] });
});

test('a link into a folder that is passed over is read where it leads', async () => {
  write('vendor/x/Dockerfile', 'FROM golang:1.23.0\n');
  symlinkSync('vendor/x/Dockerfile', path.join(root, 'Dockerfile'));
  expect((await collected()).files).toEqual(['vendor/x/Dockerfile']);
});

test('a file that is named may be a link', async () => {
  write('docker/prod', 'FROM golang:1.23.7\n');
  symlinkSync('docker/prod', path.join(root, 'Dockerfile'));
  const found = await collectPinsOfFile(root, 'Dockerfile');
  expect(found?.pins.map(({ file }) => file)).toEqual(['docker/prod']);
});

test('a link that leads out of the folder is not followed', async () => {
  symlinkSync('/etc/hostname', path.join(root, 'Dockerfile'));
  symlinkSync('nowhere', path.join(root, 'go.mod'));
  const { files, unread } = await collected();
  expect(files).toEqual([]);
  expect(unread.map((place) => place.path)).toEqual(['Dockerfile', 'go.mod']);
});

test('a FIFO is never opened', async () => {
  execFileSync('mkfifo', [path.join(root, 'go.mod'), path.join(root, 'other')]);
  expect(await collected()).toEqual({
    files: [],
    unread: [{ path: 'go.mod', reason: 'not a regular file' }],
  });
});

test('names with newlines and escapes are only names', async () => {
  const name = 'a\n\u001b[31mb';
  write(`${name}/go.mod`);
  expect(await collected()).toEqual({ files: [`${name}/go.mod`], unread: [] });
});

test.skipIf(process.getuid?.() === 0)('what may not be read is told (not as root)', async () => {
  write('secret/go.mod');
  write('go.mod');
  chmodSync(path.join(root, 'go.mod'), 0);
  chmodSync(path.join(root, 'secret'), 0);
  const { unread } = await collected();
  chmodSync(path.join(root, 'secret'), 0o700);
  expect(unread).toEqual([
    { path: 'go.mod', reason: 'EACCES' },
    { path: 'secret', reason: 'EACCES' },
  ]);
});

test('folders without end are told', async () => {
  write(`${'d/'.repeat(45)}go.mod`);
  const { files, unread } = await collected();
  expect(files).toEqual([]);
  expect(unread).toMatchObject([{ reason: 'more than 40 folders deep' }]);
});

const goVersionFile = (file: string) =>
  `jobs:\n  a:\n    steps:\n      - { uses: actions/setup-go@v6, with: { go-version-file: ${file} } }\n`;

test('a folder of a repository has the names that the repository gives its files', async () => {
  write('.github/workflows/ci.yml', goVersionFile('go.mod'));
  write('go.mod');
  const { pins, referred } = await collectPins(folderTree(root), '.github');
  expect(pins.map(({ file }) => file)).toEqual(['.github/workflows/ci.yml']);
  expect(referred.map(({ file }) => file)).toEqual(['go.mod']);
});

test('one file is read with those that it refers to, wherever they are in the repository', async () => {
  write('.github/workflows/ci.yml', goVersionFile('testdata/go.mod'));
  write('testdata/go.mod');
  const found = await collectPinsOfFile(root, '.github/workflows/ci.yml');
  expect(found?.pins).toHaveLength(1);
  expect(found?.referred.map(({ file }) => file)).toEqual(['testdata/go.mod']);
  expect(await collectPinsOfFile(root, 'main.go')).toBeNull();
});

test('files that others name are read, and never out of the repository', async () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
  try {
    writeFileSync(path.join(outside, 'a.yml'), 'b: { image: golang:1.23.7 }\n');
    symlinkSync(outside, path.join(root, 'link'));
    write('.gitlab-ci.yml', 'include: [ci/a.yml, link/a.yml, ../x.yml, missing.yml]\n');
    write('ci/a.yml', 'include: ci/b.yml\na: { image: golang:1.23.7 }\n');
    write('ci/b.yml', 'a: { image: golang:1.23.6 }\n');
    expect((await collected()).files).toEqual(['ci/a.yml', 'ci/b.yml']);
  } finally {
    rmSync(outside, { recursive: true, force: true });
  }
});

test('texts are met in the order of a walk, and only those below the folder that is asked for', async () => {
  const files = ['b/go.mod', 'a.d/go.mod', 'a/go.mod', 'a/vendor/y/go.mod', 'ab/go.mod'];
  const tree = treeOfTexts(new Map(files.map((file) => [file, 'go 1.22.0\n'])));
  const filesIn = async (within: string) => (await collectPins(tree, within)).pins.map(({ file }) => file);
  expect(await filesIn('')).toEqual(['a/go.mod', 'a.d/go.mod', 'ab/go.mod', 'b/go.mod']);
  expect(await filesIn('a')).toEqual(['a/go.mod']);
});

test('a signal is heard between two files, also where all texts are at hand', async () => {
  const texts = new Map(Array.from({ length: 1000 }, (_, i) => [`m${i}/go.mod`, 'go 1.22.0\n']));
  const stop = new AbortController();
  setImmediate(() => stop.abort(new Error('stopped')));
  await expect(collectPins(treeOfTexts(texts), '', stop.signal)).rejects.toThrow('stopped');
});

test('what a file holds tells its kind: no other is read, whatever it is', async () => {
  write('tools/build', '#!/bin/sh\nGOTOOLCHAIN=go1.23.7 go build\n');
  write('tools/notes', 'GOTOOLCHAIN=go1.23.7\n');
  write('tools/program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]));
  write('data/huge', '');
  truncateSync(path.join(root, 'data/huge'), 50 * 1024 * 1024);
  expect(await collected()).toEqual({ files: ['tools/build'], unread: [] });
});

test('a link that says a release by its name is a pin, wherever it leads', async () => {
  write('bin/hermit', 'x');
  symlinkSync('hermit', path.join(root, 'bin/.go-1.23.7.pkg'));
  symlinkSync('gone', path.join(root, 'bin/.go-1.22.1.pkg'));
  const { pins } = await collectPins(folderTree(root));
  expect(pins.map(({ requirement }) => requirement)).toEqual([
    { kind: 'exact', release: 'go1.22.1' },
    { kind: 'exact', release: 'go1.23.7' },
  ]);
});

test('an included file that also shows its kind is told once, and no file is decoded twice', async () => {
  const texts = treeOfTexts(
    new Map([
      ['.gitlab-ci.yml', 'include: [ci/a.yml]\n'],
      ['ci/a.yml', 'a: { image: golang:1.23.7 }\n'],
    ]),
  );
  const asked: string[] = [];
  const note = (file: string): string => {
    asked.push(file);
    return file;
  };
  const { pins } = await collectPins({
    ...texts,
    text: (file) => texts.text(note(file)),
    textWithin: (file) => texts.textWithin(note(file)),
  });
  expect(pins.map(({ file, kind }) => [file, kind])).toEqual([['ci/a.yml', 'gitlab-image']]);
  expect(asked.toSorted()).toEqual(['.gitlab-ci.yml', 'ci/a.yml']);
});

test('a signal is heard among files that pin nothing', async () => {
  const stop = new AbortController();
  let asked = 0;
  function* entries() {
    for (; asked < 10; asked += 1) {
      if (asked === 3) stop.abort(new Error('stopped'));
      yield { kind: 'file', path: `${asked}.png`, sizeBytes: 1 } as const;
    }
  }
  const tree = { ...treeOfTexts(new Map()), entries };
  await expect(collectPins(tree, '', stop.signal)).rejects.toThrow('stopped');
  expect(asked).toBe(3);
});
