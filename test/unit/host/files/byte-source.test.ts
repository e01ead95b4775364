import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openByteSource } from '../../../../src/host/files/byte-source.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'byte-source-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(size: number): { readonly path: string; readonly bytes: Buffer } {
  const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 0xff));
  const path = join(folder, `bytes-${size}`);
  writeFileSync(path, bytes);
  return { path, bytes };
}

test.each([
  ['inside a block', 100, 50],
  ['across two blocks', 65_530, 20],
  ['more than a block', 10, 150_000],
  ['past the end', 199_990, 100],
  ['behind the end', 300_000, 10],
  ['nothing', 5, 0],
])('reads %s', (_, offset, length) => {
  const { path, bytes } = fileOf(200_000);
  const source = openByteSource(path);
  expect(Buffer.from(source.read(offset, length))).toEqual(bytes.subarray(offset, offset + length));
  source.close();
});

test('gives less when the file has become shorter', () => {
  const { path } = fileOf(1000);
  const source = openByteSource(path);
  truncateSync(path, 10);
  expect(source.read(0, 1000)).toHaveLength(10);
  source.close();
});

test.each([
  ['a folder', () => folder],
  ['what is not there', () => join(folder, 'missing')],
])('refuses %s', (_, path) => {
  expect(() => openByteSource(path())).toThrow(expect.objectContaining({ code: 'bad-file' }));
});

test.skipIf(process.platform === 'win32')('refuses a FIFO instead of waiting for a writer', () => {
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  expect(() => openByteSource(path)).toThrow(expect.objectContaining({ code: 'bad-file' }));
});
