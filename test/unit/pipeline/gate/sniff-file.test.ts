import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sniffFile } from '../../../../src/pipeline/gate/sniff-file.js';

const dir = mkdtempSync(path.join(tmpdir(), 'sniff-file-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function sniffed(name: string, content: string | Buffer) {
  writeFileSync(path.join(dir, name), content);
  return sniffFile(path.join(dir, name));
}

it.each([
  ['elf', '\u007fELF\u0002\u0001\u0001', 'compiled'],
  ['zip', 'PK\u0003\u0004', 'archive'],
  ['rar', 'Rar!\u001a\u0007', 'archive'],
  ['empty', '', 'other'],
  ['text', 'package main\n', 'other'],
  ['script', '#!/bin/sh\necho\n', 'other'],
  ['installer', `#!/bin/sh\n${'x'.repeat(200_000)}`, 'archive'],
  ['pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n', 'lfs-pointer'],
  ['essay', `version https://git-lfs.github.com/spec/v1\n${'x'.repeat(5000)}`, 'other'],
])('%s is told by its first bytes', (name, content, wanted) => {
  expect(sniffed(name, content)).toBe(wanted);
});

it('links are not followed, pipes not waited for, and what is gone is said', () => {
  symlinkSync('elf', path.join(dir, 'link'));
  expect(sniffFile(path.join(dir, 'link'))).toMatchObject({ unreadable: 'ELOOP' });
  execFileSync('mkfifo', [path.join(dir, 'pipe')]);
  expect(sniffFile(path.join(dir, 'pipe'))).toBe('other');
  expect(sniffFile(path.join(dir, 'gone'))).toStrictEqual({ unreadable: 'ENOENT' });
});
