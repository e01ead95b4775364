import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildProgram } from '../../../src/program/build-program.js';
import { usualTarget } from '../../helpers/targets.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-program-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build by a go command that prints `words` and fails, with this C compiler. */
async function failureOf(words: string, cc = process.execPath) {
  const goBinary = path.join(folder, 'go');
  writeFileSync(goBinary, `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 1\n`);
  chmodSync(goBinary, 0o755);
  const built = await buildProgram({
    toolchain: {
      release: 'go1.23.0',
      goroot: folder,
      goBinary,
      goos: 'linux',
      goarch: 'amd64',
      origin: 'path',
      versionText: 'go1.23.0',
      compilerVersion: 'go1.23.0',
      verified: false,
    },
    target: { ...usualTarget, cc },
    decisive: [],
    fields: [],
    sources: { files: [{ path: 'go.mod', content: '' }], hash: 'x' },
    builds: { gocache: path.join(folder, 'gocache'), programs: path.join(folder, 'programs') },
    environment: { PATH: process.env['PATH'] ?? '' },
  });
  if (built.ok) throw new Error('it was built');
  return built.error;
}

describe('a failed build says whose fault it is', () => {
  test.each([
    ['./cgo.go:3:1: undefined: nested', 'source'],
    ['cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH', 'environment'],
    ['write /tmp/x: No space left on device', 'environment'],
  ])('%s: %s', async (words, fault) => {
    expect(await failureOf(words)).toMatchObject({ kind: 'build-failed', fault });
  });

  test('a C compiler that is not there is no fault of the source', async () => {
    const failure = await failureOf('', 'no-such-compiler');
    expect(failure).toMatchObject({ kind: 'no-c-compiler', fault: 'environment' });
  });
});
