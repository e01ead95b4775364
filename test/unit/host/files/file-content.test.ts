import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOfText, readContent } from '../../../../src/host/files/file-content.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'file-content-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const content = (
  bytes: Uint8Array | string,
  text: 'none' | 'loose' | 'strict' = 'loose',
  maxBytes = 1000,
) => {
  const file = path.join(folder, 'file');
  writeFileSync(file, bytes);
  const read = readContent(file, { text, maxBytes });
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const loose = (bytes: Uint8Array | string) => content(bytes).loose;

it('reads UTF-8, what is none, and UTF-16', () => {
  expect(loose('go ä')).toStrictEqual({ kind: 'text', text: 'go ä' });
  expect(loose(Buffer.from('go \xe4', 'latin1'))).toStrictEqual({ kind: 'text', text: 'go \ufffd' });
  expect(content(Buffer.from('go \xe4', 'latin1')).text).toStrictEqual({
    ok: false,
    error: 'not UTF-8 text',
  });
  expect(loose(Buffer.from('\ufeffgo1.22', 'utf16le'))).toStrictEqual({ kind: 'text', text: '\ufeffgo1.22' });
  expect(loose(Buffer.from('\ufeffgo1.22', 'utf16le').swap16())).toMatchObject({ text: '\ufeffgo1.22' });
  expect(loose('')).toStrictEqual({ kind: 'text', text: '' });
  expect(content('\ufeffgo').text).toStrictEqual({ ok: true, value: '\ufeffgo' });
});

it('tells what is not text, too large, a link or not there', () => {
  expect(loose('go\0')).toStrictEqual({ kind: 'binary' });
  expect(loose('x'.repeat(1001))).toStrictEqual({ kind: 'too-large' });
  expect(loose('\0'.repeat(1001))).toStrictEqual({ kind: 'binary' });
  expect(content('x'.repeat(1001)).text).toStrictEqual({ ok: false, error: 'larger than 1000 bytes' });
  symlinkSync('file', path.join(folder, 'link'));
  mkdirSync(path.join(folder, 'folder'));
  const wanted = { text: 'strict', maxBytes: 1000 } as const;
  expect(readContent(path.join(folder, 'link'), wanted)).toStrictEqual({ ok: false, error: 'ELOOP' });
  expect(readContent(path.join(folder, 'none'), wanted)).toStrictEqual({ ok: false, error: 'ENOENT' });
  expect(readContent(path.join(folder, 'folder'), wanted)).toStrictEqual({
    ok: false,
    error: 'not a regular file',
  });
});

it('reads a file that is longer than one call brings, and of what is no text the beginning only', () => {
  const long = `${'ä'.repeat(70_000)}go 1.22`;
  expect(content(long, 'loose', 1_000_000).loose).toStrictEqual({ kind: 'text', text: long });
  expect(content(long, 'strict', 1_000_000).text).toStrictEqual({ ok: true, value: long });
  expect(content(`\0${long}`, 'loose', 1_000_000)).toMatchObject({
    loose: { kind: 'binary' },
    text: { ok: false },
  });
  expect(content(`\0${long}`, 'strict', 1_000_000).text).toStrictEqual({ ok: true, value: `\0${long}` });
  const head = content(long, 'none', 1_000_000);
  expect([head.head.length, head.sizeBytes, head.text.ok]).toStrictEqual([8000, 140_007, false]);
});

it('is the same for a text that is at hand', () => {
  for (const text of ['', 'go 1.22 ä', `\0go`, 'x'.repeat(9000)]) {
    const { head, ...read } = content(text, 'strict', 10_000);
    const { head: sameHead, ...same } = contentOfText(text);
    expect(same).toStrictEqual(read);
    expect(Buffer.from(sameHead).equals(head)).toBe(true);
  }
});
