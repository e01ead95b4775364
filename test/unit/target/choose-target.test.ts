import { describe, expect, test } from 'vitest';
import { chooseTarget, isPlainCompiler } from '../../../src/target/choose-target.js';
import { knownTargets } from '../../../src/target/table.js';
import { parseTarget } from '../../../src/target/target-parts.js';

const machine = { goos: 'linux', goarch: 'amd64', libc: 'glibc' };
const apple = { goos: 'darwin', goarch: 'arm64', libc: 'libSystem' };
const choose = (text: string, on = machine) => chooseTarget(text === '' ? {} : parseTarget(text), on);

describe('chooseTarget', () => {
  test('takes this machine where nothing is named', () => {
    expect(choose('', { goos: 'linux', goarch: 'arm64', libc: 'musl' })).toMatchObject({
      target: {
        goos: 'linux',
        goarch: 'arm64',
        libc: 'musl',
        cc: 'gcc',
        buildmode: 'exe',
        load: null,
        thread: 'own',
        race: false,
        runner: null,
      },
      impossible: null,
    });
  });

  test.each(['linux/amd64', 'linux/amd64/glibc', 'linux/amd64,libc=glibc', 'libc=glibc'])(
    'knows this machine as %s',
    (text) => {
      expect(choose(text).target).toStrictEqual(choose('').target);
    },
  );

  test('knows a system that is in no table by itself', () => {
    const machine = { goos: 'openbsd', goarch: 'riscv64', libc: 'unknown' };
    expect(choose('', machine)).toMatchObject({ target: machine, impossible: null });
  });

  test.each([
    ['linux/arm64', { cc: 'aarch64-linux-gnu-gcc' }, 'qemu-aarch64-static -L /usr/aarch64-linux-gnu'],
    ['linux/arm', { environment: { GOARM: '7' } }, 'qemu-arm-static -L /usr/arm-linux-gnueabihf'],
    ['linux/386', { cc: 'i686-linux-gnu-gcc' }, null],
    ['linux/amd64,libc=musl', { libc: 'musl', cc: 'musl-gcc' }, null],
    ['linux/amd64,runner=qemu', { cc: 'gcc' }, 'qemu-x86_64-static'],
    ['linux/loong64,libc=musl', { libc: 'musl' }, 'qemu-loongarch64-static'],
    ['windows/amd64', { linkerFlags: ['-linkmode=external', '-extldflags=-static'] }, 'wine'],
    ['static', { isStatic: true, linkerFlags: ['-linkmode=external', '-extldflags=-static'] }, null],
    ['buildmode=c-shared', { load: 'dlopen' }, null],
    ['buildmode=c-archive', { load: 'linked' }, null],
    ['buildmode=c-shared,load=linked,thread=main', { load: 'linked', thread: 'main' }, null],
  ])('makes %s', (text, target, runner) => {
    const chosen = choose(text);
    expect(chosen).toMatchObject({ target, impossible: null });
    expect(chosen.target.runner?.command.join(' ') ?? null).toBe(runner);
  });

  test('takes the first command that is there, and names the first if none is', () => {
    const there = (...names: string[]) =>
      chooseTarget(parseTarget('linux/arm64'), machine, (command) => names.includes(command)).target.runner;
    expect(there('qemu-aarch64')?.command[0]).toBe('qemu-aarch64');
    expect(there('qemu-aarch64', 'qemu-aarch64-static')?.command[0]).toBe('qemu-aarch64-static');
    expect(there()?.command[0]).toBe('qemu-aarch64-static');
  });

  test.each([
    ['runner=ssh pi {}', { kind: 'template', command: ['ssh', 'pi', '{}'] }],
    [`runner="'/opt/my tools/run'"`, { kind: 'template', command: ['/opt/my tools/run'] }],
    [
      'runner=/opt/qemu-aarch64 -L /root',
      { kind: 'qemu-user', command: ['/opt/qemu-aarch64', '-L', '/root'] },
    ],
    ['runner=qemu-system-x86_64 {}', { kind: 'template', command: ['qemu-system-x86_64', '{}'] }],
    ['runner=wine64 x', { kind: 'wine', command: ['wine64', 'x'] }],
    ['runner=native', null],
  ])('runs programs by %s', (runner, expected) => {
    expect(choose(`linux/arm64,${runner}`).target.runner).toStrictEqual(expected);
  });

  test.each([
    ['linux/amd64,libc=musl,buildmode=c-shared', /golang\/go#13492/, machine],
    ['linux/amd64,libc=musl,buildmode=c-archive', /golang\/go#13492/, machine],
    ['linux/386,runner=qemu', /qemu-i386/, machine],
    ['linux/386', /qemu-i386/, { ...machine, goarch: 'arm64' }],
    ['linux/386,race', /no race detector for linux\/386/, machine],
    ['linux/arm64,race', /does not get the memory/, machine],
    ['buildmode=c-shared,static', /static program/, machine],
    ['windows/amd64,buildmode=c-shared', /Windows/, machine],
    ['darwin/arm64', /macOS only/, machine],
    ['linux/arm64', /Linux only/, apple],
    ['aslr=off', /commands of Linux/, apple],
  ])('says of %s why it cannot work', (text, why, on) => {
    expect(choose(text, on).impossible).toMatch(why);
  });

  test.each([
    'linux/amd64,libc=uclibc',
    'plan9/arm64',
    'linux/sparc64',
    'thread=main',
    'load=dlopen',
    'buildmode=pie,load=linked',
    'buildmode=c-archive,load=dlopen',
  ])('refuses %s and says what to write', (text) => {
    expect(() => choose(text)).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringMatching(/\w/) as string }),
    );
  });

  test('every name that is known chooses the target that has it', () => {
    for (const on of [machine, apple, { goos: 'linux', goarch: 'arm64', libc: 'musl' }]) {
      const all = knownTargets(on);
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      for (const { name, goos, goarch, libc } of all)
        expect(choose(name, on).target).toMatchObject({ goos, goarch, libc });
    }
  });

  test('every form that is offered is one', () => {
    for (const { name, forms, wayOn } of knownTargets(machine))
      for (const form of forms) {
        const { impossible } = choose(form === '' ? name : `${name},${form}`);
        expect(impossible, `${name},${form}`).toBe(wayOn(machine).kind === 'none' ? impossible : null);
      }
  });
});

test.each([
  ['gcc', true],
  ['cc', true],
  ['gcc-12', true],
  ['clang-18', true],
  ['musl-gcc', false],
  ['gcc -m32', false],
  ['gcc -static', false],
  ['/opt/bin/gcc', false],
  ['x86_64-linux-musl-gcc', false],
])('%s is a plain compiler: %s', (cc, plain) => {
  expect(isPlainCompiler(cc)).toBe(plain);
});
