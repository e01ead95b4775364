/** What lies within a compiled file as data: another program, an archive, something packed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { affectedProgram, fixedProgram, gate } from '../helpers/gate-subjects.js';
import { makeTar, makeZip } from '../helpers/make-archives.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-embedded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fixed program with the content in a section that is loaded by no segment; its headers count it as their own. */
function holding(content: Uint8Array): Buffer {
  const start = fixedProgram.length + (-fixedProgram.length & 7);
  const table = start + content.length + (-content.length & 7);
  const bytes = Buffer.alloc(table + 3 * 64);
  bytes.set(fixedProgram);
  bytes.set(content, start);
  const names = Buffer.from('\0.data\0');
  // The empty section, the content, and the names, which stand where nothing else does in the first header.
  bytes.set(names, table + 8);
  const section = (index: number, type: number, offset: number, size: number): void => {
    const at = table + 64 * index;
    bytes.writeUInt32LE(index === 1 ? 1 : 0, at);
    bytes.writeUInt32LE(type, at + 4);
    bytes.writeBigUInt64LE(BigInt(offset), at + 24);
    bytes.writeBigUInt64LE(BigInt(size), at + 32);
  };
  section(1, 1, start, content.length);
  section(2, 3, table + 8, names.length);
  bytes.writeBigUInt64LE(BigInt(table), 40);
  bytes.writeUInt16LE(64, 58);
  bytes.writeUInt16LE(3, 60);
  bytes.writeUInt16LE(2, 62);
  return bytes;
}

const member = { name: 'lib.so', content: affectedProgram };

it.each([
  ['a program', affectedProgram, 3],
  ['a tar archive', makeTar([member]), 3],
  ['a packed tar archive', gzipSync(makeTar([member])), 3],
  ['a packed program', gzipSync(affectedProgram), 3],
  ['a zip archive', makeZip([member]), 3],
  [
    'a program behind the mark of a static library',
    Buffer.concat([Buffer.from(`!<arch>\n${'x'.repeat(58)}\`\n`), affectedProgram]),
    3,
  ],
  ['a program that zlib packed', deflateSync(affectedProgram), 4],
  ['an archive of PyInstaller', Buffer.from('MEI\x0c\x0b\x0a\x0b\x0e', 'latin1'), 4],
  ['a packed text', gzipSync('a text, as programs have for their help'), 0],
  ['a zip of texts', makeZip([{ name: 'a', content: Buffer.from('text') }]), 0],
  ['the mark of a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0', 'latin1'), 0],
  ['marks of archives', Buffer.from('PK\x03\x04\x28\xb5\x2f\xfd7z\xbc\xaf\x27\x1c', 'latin1'), 0],
])('%s within a fixed program', async (name, content, wanted) => {
  const file = name.replaceAll(' ', '-');
  writeFileSync(path.join(folder, file), holding(content));
  const { cells, exitCode } = await gate([file], { cwd: folder });
  expect(cells[0]).toMatchObject({ subject: file, verdict: 'fixed' });
  expect(exitCode).toBe(wanted);
});
