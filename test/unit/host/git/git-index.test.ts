/** Indexes that git itself wrote, in every version that it writes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseGitIndex } from '../../../../src/host/git/git-index.js';
import { git } from '../../../helpers/git.js';

const dir = mkdtempSync(path.join(tmpdir(), 'git-index-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const names = [
  'a0',
  'a.b',
  'a/very/long/way/down/to/a/file-with-a-long-name.txt',
  'a/very/long/way/down/to/another',
  'dist/libthing.so',
  'häßlich/ü.txt',
  ...Array.from({ length: 300 }, (_, index) => `many/${index}/file${'x'.repeat(index)}`.slice(0, 200)),
];

function repository(name: string, ...init: string[]): string {
  const root = path.join(dir, name);
  mkdirSync(root);
  git(root, 'init', '-q', ...init);
  for (const file of names) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), file);
  }
  git(root, 'add', '-A');
  return root;
}

const indexOf = (root: string): Buffer => readFileSync(path.join(root, '.git/index'));
const listed = (root: string): string[] =>
  git(root, 'ls-files', '-z')
    .split('\0')
    .filter((name) => name !== '');

describe('an index', () => {
  let root: string;
  beforeAll(() => {
    root = repository('sha1');
  });

  it.each(['2', '3', '4'])('of version %s is read as git reads it', (version) => {
    git(root, 'update-index', '--index-version', version);
    // Only this makes git write the third version.
    if (version === '3') git(root, 'update-index', '--skip-worktree', 'a0');
    const bytes = indexOf(root);
    expect(bytes.readUInt32BE(4)).toBe(Number(version));
    const read = parseGitIndex(bytes);
    expect(read.ok && [...read.value.files]).toStrictEqual(listed(root));
    git(root, 'update-index', '--no-skip-worktree', 'a0');
  });

  it('that is cut off, longer or changed in its middle is damaged, never a part of itself', () => {
    git(root, 'update-index', '--index-version', '2');
    const whole = indexOf(root);
    for (const length of [0, 11, 12, 60, 100, 1000, whole.length - 1])
      expect(parseGitIndex(whole.subarray(0, length)).ok).toBe(false);
    expect(parseGitIndex(Buffer.concat([whole, Buffer.alloc(1)])).ok).toBe(false);
    const claiming = Buffer.from(whole);
    claiming.writeUInt32BE(claiming.readUInt32BE(8) - 1, 8);
    expect(parseGitIndex(claiming).ok).toBe(false);
    claiming.writeUInt32BE(0xffffffff, 8);
    expect(parseGitIndex(claiming).ok).toBe(false);
  });

  it('that is split is told as such', () => {
    git(root, 'update-index', '--split-index');
    expect(parseGitIndex(indexOf(root))).toMatchObject({
      ok: false,
      error: expect.stringContaining('split'),
    });
  });
});

it('with SHA-256 is read the same', () => {
  const root = repository('sha256', '--object-format=sha256');
  for (const version of ['2', '4']) {
    git(root, 'update-index', '--index-version', version);
    const read = parseGitIndex(indexOf(root));
    expect(read.ok && [...read.value.files]).toStrictEqual(listed(root));
  }
});

it('names submodules and, where it is sparse, folders', () => {
  const inner = repository('inner');
  git(inner, 'commit', '-qm', 'x');
  const root = repository('outer');
  git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
  git(root, 'commit', '-qm', 'x');
  const whole = parseGitIndex(indexOf(root));
  expect(whole.ok && [...whole.value.submodules]).toStrictEqual(['sub']);
  git(root, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'dist');
  const sparse = parseGitIndex(indexOf(root));
  expect(sparse.ok && sparse.value.folders.has('many')).toBe(true);
  expect(sparse.ok && sparse.value.files.has('dist/libthing.so')).toBe(true);
});

it('random bytes are no index', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31);
  for (let round = 0; round < 200; round += 1) {
    const bytes = Buffer.from(Array.from({ length: 400 }, () => random() >> 8));
    bytes.write('DIRC\0\0\0\u0004\0\0\0\u0003', 0, 'latin1');
    expect(parseGitIndex(bytes).ok).toBe(false);
  }
});
