import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/host/clock.js';
import type { Target } from '../../../src/model/target.js';
import { buildProgram } from '../../../src/program/build-program.js';
import { usualTarget } from '../../helpers/targets.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'build-program-'));
  mkdirSync(path.join(folder, 'programs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build by a go command that is this shell script, with this C compiler. */
function buildWith(script: string, cc = process.execPath, change: Partial<Target> = {}) {
  const goBinary = path.join(folder, 'go');
  writeFileSync(goBinary, `#!/bin/sh\n${script}`);
  chmodSync(goBinary, 0o755);
  return buildProgram({
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
    target: { ...usualTarget, cc, ...change },
    decisive: [],
    fields: [],
    sources: { files: [{ path: 'go.mod', content: '' }], hash: 'x' },
    builds: { gocache: path.join(folder, 'gocache'), programs: path.join(folder, 'programs') },
    environment: { PATH: process.env['PATH'] ?? '' },
    clock: systemClock,
    isFirst: false,
  });
}

/** The failure of a go command that prints `words`. */
async function failureOf(words: string, cc = process.execPath) {
  const built = await buildWith(`cat >&2 <<'END'\n${words}\nEND\nexit 1\n`, cc);
  if (built.ok) throw new Error('it was built');
  return built.error;
}

/** A go command that builds a file of some bytes. */
const working = `
if [ "$1" = version ]; then printf 'program: go1.23.0\\n\\tbuild\\t-buildmode=exe\\n'; exit; fi
while [ "$1" != -o ]; do shift; done
echo built > "$2"
chmod +x "$2"
`;

describe.skipIf(process.platform === 'win32')('a program that was built before', () => {
  async function build() {
    const built = await buildWith(working);
    if (!built.ok) throw new Error(built.error.summary);
    return built.value;
  }

  test('is used again', async () => {
    expect((await build()).cached).toBe(false);
    expect((await build()).cached).toBe(true);
  });

  test.each(['damaged', ''])('is built anew if its bytes are "%s" by now', async (content) => {
    const { file } = await build();
    writeFileSync(file, content);
    expect(await build()).toMatchObject({ file, cached: false });
    expect(readFileSync(file, 'utf8')).toBe('built\n');
    expect(await build()).toMatchObject({ file, cached: true });
    expect(readdirSync(path.join(folder, 'programs'))).toHaveLength(1);
  });

  test('is built anew if it may not be run any more', async () => {
    const { file } = await build();
    chmodSync(file, 0o644);
    expect((await build()).cached).toBe(false);
    expect((await build()).cached).toBe(true);
  });
});

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

describe.skipIf(process.platform === 'win32')('a program of C that uses a library', () => {
  const shared: Partial<Target> = { buildmode: 'c-shared', load: 'dlopen' };
  /** A C compiler that builds a file of some bytes, unless it is asked for macros. */
  function compiler(more = ''): string {
    const file = path.join(folder, 'cc');
    // Another compiler would build another program.
    if (existsSync(file)) return file;
    writeFileSync(
      file,
      `#!/bin/sh\n${more}\nwhile [ $# -gt 0 ] && [ "$1" != -o ]; do shift; done\n[ $# -eq 0 ] || { echo host > "$2"; chmod +x "$2"; }\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }
  async function build(change: Partial<Target> = shared) {
    const built = await buildWith(working, compiler(), change);
    if (!built.ok) throw new Error(built.error.summary);
    return built.value;
  }

  test('is what runs; the library lies beside it', async () => {
    const { file, cached } = await build();
    expect(cached).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('host\n');
    expect(readFileSync(path.join(path.dirname(file), 'libprogram.so'), 'utf8')).toBe('built\n');
    expect(await build()).toMatchObject({ file, cached: true });
  });

  test('is built anew if the library is another by now', async () => {
    const { file } = await build();
    writeFileSync(path.join(path.dirname(file), 'libprogram.so'), 'another');
    expect(await build()).toMatchObject({ file, cached: false });
  });

  test('has all of an archive in it', async () => {
    const { file } = await build({ buildmode: 'c-archive', load: 'linked' });
    expect(readdirSync(path.dirname(file)).toSorted()).toStrictEqual(['program', 'program.json']);
  });

  test('fails by the line that says what is wrong', async () => {
    const complaint =
      'case "$*" in *host/main.c*) printf "main.c: In function main:\\nmain.c:3: error: no\\n" >&2; exit 1;; esac';
    const built = await buildWith(working, compiler(complaint), shared);
    expect(built.ok ? null : built.error).toMatchObject({
      kind: 'build-failed',
      summary: 'main.c:3: error: no',
      log: expect.stringContaining('In function main'),
    });
  });
});

test.skipIf(process.platform === 'win32')('one program serves all ways to run it', async () => {
  const files = new Set<string>();
  const changes: Partial<Target>[] = [
    {},
    { runner: { kind: 'qemu-user', command: ['qemu-x86_64'] } },
    { conditions: { ...usualTarget.conditions, variables: { GODEBUG: 'x=1' } } },
  ];
  for (const change of changes) {
    const built = await buildWith(working, undefined, change);
    files.add(built.ok ? built.value.file : built.error.summary);
  }
  expect(files.size).toBe(1);
});
