import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseTarget } from '../../../../src/target/choose-target.js';
import {
  obstacleWords,
  requireCompiler,
  targetFor,
  targetsFor,
  thisMachine,
} from '../../../../src/pipeline/targets/targets.js';
import type { Event } from '../../../../src/model/event.js';
import { usualAsked } from '../../../helpers/targets.js';
import { cachePaths } from '../../../../src/host/files/paths.js';

describe('targetFor', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'targets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A C compiler whose headers define this; it fails unless it is asked for macros. */
  function compiler(name: string, macros: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\ncase "$*" in *-dM*) echo '${macros}';; *) exit 1;; esac\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const forChoice = (
    short: Parameters<typeof targetFor>[1],
    env: Record<string, string> = {},
    target?: string,
  ) =>
    targetFor({ target: target === undefined ? [] : [target] }, short, {
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...env },
      paths: cachePaths(path.join(folder, 'cache'), {}),
      signal: new AbortController().signal,
      onEvent: () => undefined,
    });

  test.each([
    [undefined, undefined, 'gcc'],
    [undefined, 'clang', 'clang'],
    [undefined, '', 'gcc'],
    ['cc', 'clang', 'cc'],
  ])('of --cc %s and CC=%s the compiler is %s', async (cc, inEnvironment, chosen) => {
    const env = inEnvironment === undefined ? {} : { CC: inEnvironment };
    expect(await forChoice({ cc }, env)).toStrictEqual(chooseTarget({ cc: chosen }, thisMachine()).target);
  });

  test('a platform that is named has its own compiler, whatever CC says', async () => {
    const { goos, goarch } = thisMachine();
    const platform = `${goos}/${goarch}`;
    expect(await forChoice({}, { CC: 'clang' }, platform)).toStrictEqual(
      chooseTarget({}, thisMachine()).target,
    );
  });

  describe.runIf(process.platform === 'linux')(
    'asks a compiler that is not the usual one for its C library',
    () => {
      test.each([
        ['#define __DEFINED_FILE 1', 'musl'],
        ['#define __GLIBC__ 2', 'glibc'],
        ['', 'unknown'],
      ])('%j: %s', async (macros, libc) => {
        compiler('own-cc', macros);
        expect(await forChoice({ cc: 'own-cc -O1' })).toMatchObject({ cc: 'own-cc -O1', libc });
      });

      test('and knows none of one that is not there', async () => {
        expect(await forChoice({ cc: 'no-such-compiler' })).toMatchObject({ libc: 'unknown' });
      });
    },
  );
});

describe('requireCompiler', () => {
  const targets = (...compilers: string[]) =>
    compilers.map((cc) => ({
      ...usualAsked,
      target: chooseTarget({ cc }, thisMachine()).target,
    }));
  const session = { env: { PATH: process.env['PATH'] ?? '' } };

  test('says what to install, and what needs none, before anything is fetched', async () => {
    await expect(requireCompiler(targets('no-such-cc'), session)).rejects.toMatchObject({
      code: 'no-c-compiler',
      message: 'the C compiler "no-such-cc" is not on PATH',
      hint: expect.stringMatching(/apt-get install gcc[^]*cgoprof-repro scan/),
    });
  });

  test('is content with one of several', async () => {
    await expect(requireCompiler(targets('no-such-cc', 'gcc'), session)).resolves.toBeUndefined();
  });
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('targetsFor', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'targets-for-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Nothing is on PATH but these commands. */
  async function ask(choice: Parameters<typeof targetsFor>[0], ...commands: string[]) {
    for (const name of commands) {
      writeFileSync(path.join(folder, name), '#!/bin/sh\nexit 1\n');
      chmodSync(path.join(folder, name), 0o755);
    }
    const events: Event[] = [];
    const found = await targetsFor(choice, [{}], {
      env: { PATH: folder },
      paths: cachePaths(path.join(folder, 'cache'), {}),
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
    });
    return { found, events };
  }

  test('says what is missing of one that was named, with what to type', async () => {
    const { found } = await ask({ target: ['linux/ppc64le'] });
    expect(found).toMatchObject([
      {
        name: 'linux/ppc64le',
        obstacle: {
          reason: expect.stringMatching(/^there is no powerpc64le-linux-gnu-gcc, and no qemu-ppc64le-static/),
        },
      },
    ]);
    const { obstacle } = found[0] ?? { obstacle: null };
    expect(obstacle === null ? '' : obstacleWords(obstacle)).toMatch(/powerpc64le-linux-gnu-gcc/);
  });

  test('takes the emulator that is there', async () => {
    const { found } = await ask({ target: ['linux/amd64,runner=qemu'] }, 'gcc', 'qemu-x86_64');
    expect(found).toMatchObject([{ obstacle: null, target: { runner: { command: ['qemu-x86_64'] } } }]);
  });

  test('asks for the commands that make the conditions', async () => {
    const { found } = await ask({ target: ['aslr=off,ulimit.stack=1'] }, 'gcc');
    expect(found[0]?.obstacle?.reason).toBe('there is no setarch, and no prlimit');
  });

  test('leaves the missing compiler of the machine itself to the build, which says more', async () => {
    expect((await ask({})).found).toMatchObject([{ obstacle: null }]);
  });

  test('all-available is what works here, and the rest is told', async () => {
    const { found, events } = await ask({ targets: ['all-available'] }, 'gcc');
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ obstacle, target }) => obstacle !== null || target.cc !== 'gcc')).toStrictEqual(
      [],
    );
    expect(events).toMatchObject([
      { type: 'note', message: expect.stringMatching(/targets do not work here: .*doctor --targets/) },
    ]);
  });

  test.each([
    [['linux/amd64', 'linux/amd64,libc=glibc', 'buildmode=exe'], 1],
    [['buildmode=c-shared', 'load=dlopen,buildmode=c-shared', 'buildmode=c-archive'], 2],
  ])('takes %j, of which some are the same, for %d', async (target, count) => {
    expect((await ask({ target }, 'gcc')).found).toHaveLength(count);
  });

  test.each([
    [
      'runner=/nowhere/x {}',
      /^there is no \/nowhere\/x; to do: name a command that is there: runner=COMMAND$/,
    ],
    ['cc=no-such-cc,linux/amd64'.split(',').toReversed().join(','), /to do: name a compiler that is there/],
    ['linux/arm64,libc=musl', /to do: .*zig/],
    ['cc=clang,libc=glibc', /to do: .*clang/],
  ])('says of %s what to do', async (target, words) => {
    const { found } = await ask({ target: [target] });
    const obstacle = found[0]?.obstacle ?? null;
    expect(obstacle === null ? '' : obstacleWords(obstacle)).toMatch(words);
  });

  test('one that never works says why, and no installation helps', async () => {
    const { found } = await ask({ target: ['linux/amd64,libc=musl,buildmode=c-archive'] }, 'musl-gcc');
    expect(found[0]?.obstacle).toMatchObject({ reason: expect.stringContaining('13492'), hint: null });
  });
});
