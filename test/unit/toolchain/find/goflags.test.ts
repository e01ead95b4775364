import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { alteredByFlags } from '../../../../src/toolchain/find/goflags.js';

const dir = mkdtempSync(path.join(tmpdir(), 'goflags-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function overlay(name: string, files: readonly string[]): string {
  const file = path.join(dir, name);
  writeFileSync(
    file,
    JSON.stringify({ Replace: Object.fromEntries(files.map((one) => [one, '/elsewhere.go'])) }),
  );
  return file;
}

it.each(['', '-mod=mod -trimpath', '-ldflags=-s', "'-ldflags=-s -w' -tags=toolexec=x"])(
  '%j leave the runtime alone',
  async (flags) => {
    expect(await alteredByFlags(flags, '/usr/local/go')).toBeNull();
  },
);

it('an overlay of the runtime is seen, one of other files is not', async () => {
  const runtime = overlay('a.json', ['/usr/local/go/src/runtime/cgocall.go', '/x/main.go']);
  const other = overlay('b.json', ['/usr/local/go/src/net/http/server.go', '/x/src/runtime/cgocall.go']);
  expect(await alteredByFlags(`-trimpath -overlay=${runtime}`, '/usr/local/go')).toMatchObject({
    what: expect.stringContaining('cgocall.go'),
    replaces: true,
  });
  expect(await alteredByFlags(`'--overlay=${runtime}'`, '/usr/local/go')).not.toBeNull();
  expect(await alteredByFlags(`-overlay=${other}`, '/usr/local/go')).toBeNull();
});

it('an overlay that cannot be read is no all-clear', async () => {
  expect(await alteredByFlags(`-overlay=${dir}/none.json`, '/usr/local/go')).toMatchObject({
    replaces: true,
  });
});

it('programs around the compiler, and other compilers, are named', async () => {
  expect(await alteredByFlags(`"-toolexec=garble toolexec"`, '/usr/local/go')).toMatchObject({
    what: expect.stringContaining('-toolexec'),
    replaces: false,
  });
  expect(await alteredByFlags('-compiler=gccgo', '/usr/local/go')).toMatchObject({
    what: expect.stringContaining('gccgo'),
  });
});
