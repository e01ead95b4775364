import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GitIgnore } from '../../../../src/host/git/git-ignore.js';
import { git } from '../../../helpers/git.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'git-ignore-'));
  git(folder, 'init', '-q');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('ignores what git ignores', async () => {
  mkdirSync(path.join(folder, 'sub'));
  writeFileSync(
    path.join(folder, '.gitignore'),
    '# a comment\n\n*.log\n/dist\nout/\ndocs/**/gen\n!keep.log\n\\#x\r\nbin/*\n!bin/keep  \n',
  );
  writeFileSync(path.join(folder, 'sub/.gitignore'), 'here.txt\n!a.log\n/only\n');
  const names = [
    'a.log',
    'keep.log',
    'sub/a.log',
    'sub/b.log',
    'dist/a',
    'sub/dist/a',
    'out/a',
    'sub/out/a',
    'out.txt',
    'sub/here.txt',
    'here.txt',
    'docs/gen',
    'docs/a/b/gen',
    '#x',
    'bin/a',
    'bin/keep',
    'sub/only',
    'sub/x/only',
    'plain',
    'sub/plain',
  ];
  const wanted = execFileSync('git', ['check-ignore', '--no-index', '--stdin'], {
    cwd: folder,
    input: names.join('\n'),
    encoding: 'utf8',
  });
  const ignore = new GitIgnore(folder);
  const ignored: string[] = [];
  for (const name of names) if (await ignore.ignores(name)) ignored.push(name);
  expect(ignored).toStrictEqual(
    wanted
      .trimEnd()
      .split('\n')
      .map((name) => name.replace(/^"(.*)"$/, '$1')),
  );
});

it('ignores nothing by a pattern that it does not understand', async () => {
  writeFileSync(path.join(folder, '.gitignore'), '[a-z]*\n');
  expect(await new GitIgnore(folder).ignores('plain')).toBe(false);
});
