import { describe, expect, it } from 'vitest';
import {
  gorootOfCommandIn,
  gorootsIn,
  isInGoTree,
  isPartOfGoroot,
} from '../../../../../src/pipeline/gate/toolchains/toolchains-inside.js';

const noLinks = new Map<string, string>();

const [cgocall, runtime2] = ['src/runtime/cgocall.go', 'src/runtime/runtime2.go'];
const sources = [cgocall, runtime2];

describe('gorootsIn', () => {
  it('finds a toolchain by either source of its runtime', () => {
    const texts = new Map([
      ['usr/local/go/src/runtime/cgocall.go', 'cgocall'],
      ['usr/local/go/src/runtime/runtime2.go', 'runtime2'],
      ['usr/local/go/VERSION', 'go1.23.7\n'],
      ['other/src/runtime/runtime2.go', 'alone'],
      ['runtime/cgocall.go', 'a package of that name'],
      ['VERSION', '1.0'],
    ]);
    expect(gorootsIn({ texts, links: noLinks }, sources)).toStrictEqual([
      {
        root: 'usr/local/go',
        texts: { [cgocall]: 'cgocall', [runtime2]: 'runtime2' },
        version: 'go1.23.7\n',
      },
      { root: 'other', texts: { [cgocall]: null, [runtime2]: 'alone' }, version: '' },
    ]);
  });

  it('finds one at the root', () => {
    const texts = new Map([['src/runtime/cgocall.go', 'cgocall']]);
    expect(gorootsIn({ texts, links: noLinks }, sources)).toMatchObject([{ root: '' }]);
  });
});

it.each([
  ['go/bin/go', true],
  ['go/bin/gofmt.exe', true],
  ['go/pkg/tool/linux_amd64/compile', true],
  ['go/pkg/linux_amd64_race/runtime.a', true],
  ['go/src/debug/elf/testdata/gcc-386-freebsd-exec', true],
  ['go/src/runtime/race/race_linux.syso', true],
  ['go/src/go.mod', true],
  ['go/lib/time/zoneinfo.zip', true],
  ['go/bin/mytool', false],
  ['go/pkg/mod/example.com/lib.so', false],
  ['go/lib/libthing.so', false],
  ['go/src/libthing.so', false],
  ['libthing.so', false],
  ['gopher/bin/go', false],
])('%s comes with the toolchain: %s', (path, isPart) => {
  expect(isPartOfGoroot(path, 'go')).toBe(isPart);
});

it('knows the sources of a toolchain from what lies beside them', () => {
  expect(isInGoTree('go/src/cmd/go.mod', 'go')).toBe(true);
  expect(isInGoTree('src/go.mod', '')).toBe(true);
  expect(isInGoTree('go.mod', '')).toBe(false);
  expect(isInGoTree('Dockerfile', 'go')).toBe(false);
});

it.each([
  ['usr/local/go/bin/go', 'usr/local/go'],
  // As Debian has it.
  ['usr/lib/go-1.23/bin/go', 'usr/share/go-1.23'],
  ['opt/go/bin/go', 'srv/go'],
  ['bin/go', ''],
])('the sources of %s are in %s', (command, root) => {
  const links = new Map([
    ['usr/lib/go-1.23/src', '../../share/go-1.23/src'],
    ['opt/go/src', '/srv/go/src'],
  ]);
  expect(gorootOfCommandIn(command, { texts: new Map(), links })).toBe(root);
});
