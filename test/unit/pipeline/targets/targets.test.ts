import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseTarget } from '../../../../src/target/choose-target.js';
import { requireCompiler, targetFor, thisMachine } from '../../../../src/pipeline/targets/targets.js';
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
