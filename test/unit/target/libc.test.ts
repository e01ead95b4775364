import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeHost } from '../../../src/host/system.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';
import { libcOfMacros, libcOfProgram, printMacros } from '../../../src/target/libc.js';
import { dynamicElf, dynamicPe } from '../../helpers/linked-files.js';

const libcOf = (bytes: Uint8Array) => libcOfProgram(bytesInMemory(bytes));

describe('the C library of a program', () => {
  test.each([
    ['/lib64/ld-linux-x86-64.so.2', ['libpthread.so.0', 'libc.so.6'], 'glibc'],
    ['/lib/ld-linux.so.2', ['libc.so.6'], 'glibc'],
    ['/nix/store/0a1b-glibc-2.38/lib/ld-linux-aarch64.so.1', ['libc.so.6'], 'glibc'],
    ['/opt/own/loader', ['libc.so.6'], 'glibc'],
    ['/lib64/ld64.so.1', ['libc.so.6'], 'glibc'],
    ['/lib/ld-musl-x86_64.so.1', ['libc.so'], 'musl'],
    ['/lib/ld-musl-armhf.so.1', ['libc.musl-armhf.so.1'], 'musl'],
    ['/lib/ld64-uClibc.so.1', ['libc.so.1'], 'uclibc'],
    ['/system/bin/linker64', ['libc.so'], 'bionic'],
    ['/libexec/ld-elf.so.1', ['libc.so.7'], 'unknown'],
    ['/lib/amd64/ld.so.1', ['libc.so.1'], 'unknown'],
    ['/lib/ld-musl-x86_64.so.1', ['libc.so.6'], 'unknown'],
    ['/opt/musl/loader', ['libc.so'], 'unknown'],
  ])('with the loader %s and %j is %s', (interpreter, needed, libc) => {
    expect(libcOf(dynamicElf({ interpreter, needed }))).toStrictEqual({ kind: 'linked', libc });
  });

  test.each([
    [['KERNEL32.dll', 'msvcrt.dll'], 'msvcrt'],
    [['KERNEL32.dll', 'api-ms-win-crt-heap-l1-1-0.dll', 'api-ms-win-crt-stdio-l1-1-0.dll'], 'ucrt'],
    [['ucrtbase.dll'], 'ucrt'],
    [['MSVCRT.DLL', 'ucrtbase.dll'], 'unknown'],
    [['kernel32.dll'], 'unknown'],
    [['msvcrt.dll.exe', 'cygwin1.dll'], 'unknown'],
    [[], 'unknown'],
  ])('of a program for Windows with %j is %s', (needed, libc) => {
    expect(libcOf(dynamicPe(needed))).toStrictEqual({ kind: 'linked', libc });
    expect(libcOf(dynamicPe(needed, 32))).toStrictEqual({ kind: 'linked', libc });
  });

  test('of one that carries it is not told by the program', () => {
    expect(libcOf(dynamicElf({ interpreter: null, needed: [] }))).toStrictEqual({ kind: 'static' });
  });

  test('is not known of a damaged file, wherever it was cut', () => {
    const whole = dynamicElf({ interpreter: '/lib/ld-musl-x86_64.so.1', needed: ['libc.so'] });
    for (let length = 4; length < whole.length; length++) {
      const told = libcOf(whole.subarray(0, length));
      expect(told.kind === 'linked' && ['musl', 'unknown'].includes(told.libc), `${length} bytes`).toBe(true);
    }
  });

  test('is not made up of a damaged file for Windows, wherever it was cut', () => {
    const whole = dynamicPe(['KERNEL32.dll', 'msvcrt.dll']);
    for (let length = 0x40; length < whole.length - 1; length++) {
      const told = libcOf(whole.subarray(0, length));
      const isRight =
        told.kind === 'other-format' ? length < 0x40 + 24 : told.kind === 'linked' && told.libc === 'unknown';
      expect(isRight, `${length} bytes`).toBe(true);
    }
  });

  test.each(['', 'MZ', '\xcf\xfa\xed\xfe'])('is not looked for in another format: %j', (start) => {
    expect(libcOf(Buffer.from(start, 'latin1'))).toStrictEqual({ kind: 'other-format' });
  });
});

const works = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

describe.each([
  ['gcc', describeHost().libc],
  ['musl-gcc', 'musl'],
])('%s', (cc, libc) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'libc-'));
    writeFileSync(path.join(folder, 'a.c'), 'int main(void) { return 0; }\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function compile(...flags: string[]) {
    const file = path.join(folder, 'a.out');
    const { status, stderr } = spawnSync(cc, [...flags, path.join(folder, 'a.c'), '-o', file], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toStrictEqual([0, '']);
    return libcOf(readFileSync(file));
  }

  test.runIf(works(cc) && process.platform === 'linux')(
    `builds for ${libc}, which its programs and headers say`,
    () => {
      expect(compile()).toStrictEqual({ kind: 'linked', libc });
      if (cc === 'musl-gcc') expect(compile('-static')).toStrictEqual({ kind: 'static' });
      const { stdout } = spawnSync(cc, printMacros, { encoding: 'utf8' });
      expect(libcOfMacros(stdout)).toBe(libc);
    },
  );
});

test.runIf(works('x86_64-w64-mingw32-gcc'))(
  'mingw builds for a C library of Windows, which its programs say',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'libc-'));
    try {
      const [source, file] = [path.join(folder, 'a.c'), path.join(folder, 'a.exe')];
      writeFileSync(source, 'int main(void) { return 0; }\n');
      expect(spawnSync('x86_64-w64-mingw32-gcc', [source, '-o', file]).status).toBe(0);
      expect(libcOf(readFileSync(file))).toMatchObject({
        kind: 'linked',
        libc: expect.stringMatching(/^(?:msvcrt|ucrt)$/),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test.each([
  ['#define __GLIBC__ 2\n#define __UCLIBC__ 1\n', 'uclibc'],
  ['#define __BIONIC__ 1\n', 'bionic'],
  ['#define __GLIBC_PREREQ(a,b) 0\n#define __DEFINED_size_t \n', 'unknown'],
  ['', 'unknown'],
])('headers with %j are those of %s', (text, libc) => {
  expect(libcOfMacros(text)).toBe(libc);
});
