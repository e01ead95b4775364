import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findWorkTree } from '../../../../../src/host/git/git-work-tree.js';
import { collectPins } from '../../../../../src/pipeline/gate/pins/collect-pins.js';
import { Inventory } from '../../../../../src/pipeline/gate/inventory.js';
import type { Judging } from '../../../../../src/pipeline/gate/cells/judging.js';
import { FolderSurvey } from '../../../../../src/pipeline/gate/pins/survey-folder.js';
import { folderTree } from '../../../../../src/pipeline/gate/pins/pin-tree.js';
import { git } from '../../../../helpers/git.js';
import { pinJudging } from '../../../../helpers/pin-judging.js';
import { silentFiles } from '../../../../helpers/silent-files.js';

const opened = vi.hoisted((): string[] => []);
vi.mock(import('../../../../../src/host/files/file-content.js'), async (importOriginal) => {
  const real = await importOriginal();
  return {
    ...real,
    readContent: (file, wanted) => {
      opened.push(file);
      return real.readContent(file, wanted);
    },
    readTextFile: (file, maxBytes) => {
      opened.push(file);
      return real.readTextFile(file, maxBytes);
    },
    readTextWithin: (root, file, maxBytes) => {
      opened.push(path.join(root, file));
      return real.readTextWithin(root, file, maxBytes);
    },
  };
});

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'survey-')));
  opened.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
};

const judging: Judging = {
  ...pinJudging,
  recursive: false,
  inventory: new Inventory(),
  files: silentFiles(),
  unknownIsUndecided: false,
  trackedFiles: 'judge',
  goLines: 'note',
  stillOpen: (cells) => cells,
  signal: new AbortController().signal,
};

async function surveyed(within = '', signal = judging.signal) {
  const folder = path.join(root, within);
  const survey = new FolderSurvey(folder, await findWorkTree(folder), { ...judging, signal });
  return { survey, found: await collectPins(survey.treeAt(root), within, signal) };
}

function writeAll(): void {
  write('.github/workflows/ci.yml', 'jobs: { a: { steps: [{ uses: ./ci/go, with: { go: 1.23.7 } }] } }\n');
  write(
    'ci/go/action.yml',
    'inputs: { go: {} }\nruns: { steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ inputs.go }}" } }] }\n',
  );
  write('.gitlab-ci.yml', 'include: [ci/a.yml, parts/b.txt]\n');
  write('ci/a.yml', 'a: { image: golang:1.23.7 }\n');
  write('deploy/app.conf', 'golang_version = 1.22.1\n');
  write('go.mod', 'module m\n\ngo 1.23.0\n');
  write('main.go', 'package main\n');
  write('tools/program', '\x7fELF\x02\x01\x01\0');
  write('vendor/x/go.mod', 'module x\n\ngo 1.22.0\n');
  write('_parked/notes.conf', 'golang_version = 1.22.2\n');
}

test('each file is opened once for pins, statements of Go and what it is, also those that others refer to', async () => {
  writeAll();
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  const { survey, found } = await surveyed();
  const files = opened.map((file) => path.relative(root, file)).filter((file) => !file.startsWith('parts/'));
  expect(files.toSorted()).toStrictEqual([...new Set(files)].toSorted());
  expect(found).toStrictEqual(await collectPins(folderTree(root)));
  expect(survey.notes.flatMap((note) => (note.found.kind === 'mentions' ? note.name : []))).toContain(
    'deploy/app.conf',
  );
  expect(survey.notes.map(({ name }) => name)).toContain('_parked/notes.conf');
  expect(survey.tracked.map(({ entry }) => entry.path)).toStrictEqual(['tools/program']);
  expect([...survey.notSearched].map(({ kind, path: file, count }) => [kind, file, count])).toStrictEqual([
    ['Go source', 'main.go', 1],
    ['vendored', 'vendor/x/go.mod', 1],
  ]);
});

test('below the root of a repository files go by their names in it, and pins are the same', async () => {
  writeAll();
  const { survey, found } = await surveyed('deploy');
  expect(survey.notes.map(({ path: file, name }) => [file, name])).toStrictEqual([
    ['app.conf', 'deploy/app.conf'],
  ]);
  expect(found).toStrictEqual(await collectPins(folderTree(root), 'deploy'));
  expect((await surveyed('.github')).found).toStrictEqual(await collectPins(folderTree(root), '.github'));
  // Without git nothing is tracked, and all is searched.
  expect([...survey.notAsked].map(({ kind, count }) => [kind, count])).toStrictEqual([['not looked at', 1]]);
});

test('folders without end are told once, and others are still read', async () => {
  write(`${'d/'.repeat(45)}go.mod`, 'go 1.22.0\n');
  write(`${'d/'.repeat(45)}go.work`, 'go 1.22.0\n');
  write('go.mod', 'go 1.22.0\n');
  const { pins, unread } = (await surveyed()).found;
  expect(pins.map(({ file }) => file)).toStrictEqual(['go.mod']);
  expect(unread).toStrictEqual([{ path: 'd/'.repeat(41).slice(0, -1), reason: 'more than 40 folders deep' }]);
});

test('a signal is heard among files that pin nothing', async () => {
  for (let index = 0; index < 200; index += 1) write(`${index}.png`, 'x');
  const stop = new AbortController();
  setImmediate(() => stop.abort(new Error('stopped')));
  await expect(surveyed('', stop.signal)).rejects.toThrow('stopped');
});
