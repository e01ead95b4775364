import { expect, test } from 'vitest';
import { byHand } from '../../../src/target/by-hand.js';
import { chooseTarget } from '../../../src/target/choose-target.js';
import { parseTarget } from '../../../src/target/target-parts.js';

const machine = { goos: 'linux', goarch: 'amd64', libc: 'glibc' };
const lines = (text: string, ...flags: string[]) => {
  const { build, run } = byHand(
    chooseTarget(text === '' ? {} : parseTarget(text), machine).target,
    'repro',
    flags,
  );
  return [...build, run];
};
const go = (goarch: string, cc: string) => `GOOS=linux GOARCH=${goarch} CGO_ENABLED=1 CC=${cc} go build`;

test.each([
  ['', [`${go('amd64', 'gcc')} -o repro`, './repro']],
  [
    'linux/arm64,libc=musl',
    [`${go('arm64', "'zig cc -target aarch64-linux-musl'")} -o repro`, 'qemu-aarch64-static ./repro'],
  ],
  [
    'linux/arm,race=off,GODEBUG=x=1',
    [
      `GOARM=7 ${go('arm', 'arm-linux-gnueabihf-gcc')} -o repro`,
      'GODEBUG=x=1 qemu-arm-static -L /usr/arm-linux-gnueabihf ./repro',
    ],
  ],
  [
    'buildmode=c-shared',
    [
      `${go('amd64', 'gcc')} -buildmode=c-shared -o librepro.so`,
      "gcc -O2 -g -DLIBRARY=librepro.so -o repro host/main.c -ldl '-Wl,-rpath,$ORIGIN' -pthread",
      './repro',
    ],
  ],
  [
    'buildmode=c-archive,static',
    [
      `${go('amd64', 'gcc')} -buildmode=c-archive '-ldflags=-linkmode=external -extldflags=-static' -o librepro.a`,
      'gcc -O2 -g -static -o repro host/main.c librepro.a -pthread',
      './repro',
    ],
  ],
  [
    'race,aslr=off,ulimit.stack=65536',
    [
      `${go('amd64', 'gcc')} -race -o repro`,
      'setarch --addr-no-randomize prlimit --stack=65536:65536 ./repro',
    ],
  ],
  ['runner=ssh pi {}', [`${go('amd64', 'gcc')} -o repro`, 'ssh pi ./repro']],
])('%s', (text, expected) => {
  expect(lines(text)).toStrictEqual(expected);
});

test('flags come behind the program', () => {
  expect(lines(`runner="sh -c 'exec {}'"`, '-emulated').at(-1)).toBe("sh -c 'exec {}' ./repro -emulated");
});
