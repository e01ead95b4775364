/** Files made to look like pins, or to keep their readers busy, through the real command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gate } from '../helpers/gate-subjects.js';

let repository = '';
beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), 'hostile-pins-'));
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), content);
}

it('a compiled library that is called like a Dockerfile keeps no repository from passing', async () => {
  const elf = Buffer.alloc(5_000_000);
  elf.write('\x7fELF\x02\x01\x01', 'latin1');
  write('venv/lib/dockerfile.abi3.so', elf);
  write('go.mod', 'module x\n\ngo 1.24.4\n');
  expect(await gate([], { cwd: repository })).toMatchObject({ exitCode: 0, cells: [{ verdict: 'fixed' }] });
  write('Dockerfile.dev', Buffer.from('# caf\xe9\nFROM golang:1.24.4\n', 'latin1'));
  expect((await gate([], { cwd: repository })).exitCode).toBe(4);
});
