import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFixture } from '../../../src/pipeline/load-fixture.js';
import { writeModule } from '../../../src/program/write-module.js';

describe('the nested-callbacks fixture', async () => {
  const fixture = await loadFixture('nested-callbacks');
  const paths = new Set(fixture.files.map((file) => file.path));

  it('has the Go and the C files in one folder', () => {
    for (const name of [
      'go.mod',
      'main.go',
      'nesting.go',
      'callbacks.c',
      'callbacks.h',
      'internal/getg/getg_amd64.s',
    ])
      expect(paths).toContain(name);
  });

  it('goes without what only editors need', () => {
    expect(paths).not.toContain('editor.go');
  });

  // cgo writes the one, the toolchain has the other.
  const madeElsewhere = new Set(['_cgo_export.h', 'textflag.h']);

  it('is self-contained: everything it includes and imports of its own is there', () => {
    const module = /^module (\S+)/m.exec(
      fixture.files.find((file) => file.path === 'go.mod')?.content ?? '',
    )?.[1];
    expect(module).toBe('cgoprofrepro');
    for (const { path: name, content } of fixture.files) {
      expect(content, name).not.toMatch(/SRCDIR|\.\.\/\.\.|^replace |^require /m);
      const headers = [...content.matchAll(/^\s*#include "([^"]+)"/gm)].map(([, header]) => header ?? '');
      expect(
        headers.filter((header) => !paths.has(header) && !madeElsewhere.has(header)),
        name,
      ).toStrictEqual([]);
      for (const [, folder = ''] of content.matchAll(/"cgoprofrepro\/([^"]+)"/g))
        expect(
          [...paths].some((file) => file.startsWith(`${folder}/`)),
          name,
        ).toBe(true);
    }
  });
});

describe('loadFixture', () => {
  let root = '';
  const write = (name: string, content: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'fixture-'));
    write('go-fixtures/small/go.mod', 'module small\n');
    write('go-fixtures/small/main.go', 'package main\n');
    write('c-fixtures/small/part.c', 'int part;\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('has a hash that follows paths and contents, and nothing else', async () => {
    const { hash } = await loadFixture('small', root);
    expect(hash).toMatch(/^[\da-f]{64}$/);
    expect((await loadFixture('small', root)).hash).toBe(hash);
    write('go-fixtures/small/editor.go', 'package main // for editors\n');
    expect((await loadFixture('small', root)).hash).toBe(hash);

    const seen = new Set([hash]);
    write('c-fixtures/small/part.c', 'int other;\n');
    seen.add((await loadFixture('small', root)).hash);
    write('c-fixtures/small/more.c', '');
    seen.add((await loadFixture('small', root)).hash);
    rmSync(path.join(root, 'go-fixtures/small/main.go'));
    seen.add((await loadFixture('small', root)).hash);
    expect(seen.size).toBe(4);
  });

  it('is written as it was read', async () => {
    const fixture = await loadFixture('small', root);
    const module = path.join(root, 'module');
    await writeModule(fixture, module);
    expect(readdirSync(module).toSorted()).toStrictEqual(['go.mod', 'main.go', 'part.c']);
    expect(readFileSync(path.join(module, 'part.c'), 'utf8')).toBe('int part;\n');
  });

  it('says so when there is no such fixture', async () => {
    await expect(loadFixture('none', root)).rejects.toMatchObject({ code: 'bad-file' });
  });
});
