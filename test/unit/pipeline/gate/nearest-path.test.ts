import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { nearestPath } from '../../../../src/pipeline/gate/nearest-path.js';

const dir = mkdtempSync(path.join(tmpdir(), 'nearest-path-'));
mkdirSync(path.join(dir, 'dist/lib'), { recursive: true });
writeFileSync(path.join(dir, 'dist/lib/libthing.so'), '');
writeFileSync(path.join(dir, 'dist/lib/a'), '');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it.each([
  ['dist/lib/libthng.so', 'dist/lib/libthing.so'],
  ['dist/lib/libThing.so', 'dist/lib/libthing.so'],
  ['dits/lib/libthing.so', 'dist/lib/libthing.so'],
  ['dist/./lib/../lib/libthing.s', 'dist/./lib/../lib/libthing.so'],
  ['dist/lbi', 'dist/lib'],
])('%s is near to %s', async (typed, meant) => {
  expect(await nearestPath(path.join(dir) + '/' + typed)).toBe(`${dir}/${meant}`);
});

it.each(['dist/lib/other.dll', 'dist/lib/bcd', 'nowhere/lib/libthing.so', `dist/lib/${'x'.repeat(100_000)}`])(
  '%.40s is near to nothing',
  async (typed) => {
    expect(await nearestPath(`${dir}/${typed}`)).toBeNull();
  },
);
