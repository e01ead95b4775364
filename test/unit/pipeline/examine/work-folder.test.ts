import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withCellContext, withCellFolder } from '../../../../src/pipeline/examine/work-folder.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'work-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('cells under way at once have folders of their own, however long the names and however little they differ', async () => {
  const { context } = emptyMachine(folder);
  const long = `go1.23.0 linux/amd64/glibc exe /opt/${'deep/'.repeat(60)}gcc`;
  const names = ['go1.23.0', 'go1.23.0 exe', 'go1.23.0_exe', long, `${long} -O1`];
  const folders = await withCellContext(context, (cell) =>
    Promise.all(names.map((name) => withCellFolder(cell, name, (own) => Promise.resolve(own.workFolder)))),
  );
  expect(new Set(folders).size).toBe(names.length);
  for (const one of folders) expect(path.basename(one)).toMatch(/^cell-[\w.-]{1,80}$/);
});
