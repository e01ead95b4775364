import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLooseText } from '../../../src/host/loose-text.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loose-text-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (bytes: Uint8Array | string, maxBytes = 1000) => {
  const file = path.join(folder, 'file');
  writeFileSync(file, bytes);
  return readLooseText(file, maxBytes);
};

it('reads UTF-8, what is none, and UTF-16', async () => {
  expect(await read('go ä')).toStrictEqual({ kind: 'text', text: 'go ä' });
  expect(await read(Buffer.from('go \xe4', 'latin1'))).toStrictEqual({ kind: 'text', text: 'go \ufffd' });
  expect(await read(Buffer.from('\ufeffgo1.22', 'utf16le'))).toStrictEqual({
    kind: 'text',
    text: '\ufeffgo1.22',
  });
  expect(await read(Buffer.from('\ufeffgo1.22', 'utf16le').swap16())).toMatchObject({ text: '\ufeffgo1.22' });
  expect(await read('')).toStrictEqual({ kind: 'text', text: '' });
});

it('tells what is not text, too large, a link or not there', async () => {
  expect(await read('go\0')).toStrictEqual({ kind: 'binary' });
  expect(await read('x'.repeat(1001))).toStrictEqual({ kind: 'too-large' });
  expect(await read('\0'.repeat(1001))).toStrictEqual({ kind: 'binary' });
  symlinkSync('file', path.join(folder, 'link'));
  expect(await readLooseText(path.join(folder, 'link'), 1000)).toStrictEqual({ kind: 'unreadable' });
  expect(await readLooseText(path.join(folder, 'none'), 1000)).toStrictEqual({ kind: 'unreadable' });
});
