import { expect, test } from 'vitest';
import { judged, told, toldOf } from '../../../helpers/judged-pins.js';

const sdk = (...args: string[]) => `go_sdk.download(${args.join(', ')})\n`;
const archive = (release: string) => `"linux_amd64": ("go${release}.linux-amd64.tar.gz", "aaa")`;

test('`sdks` says what is downloaded, whatever `version` says, and is not edited', () => {
  expect(toldOf('MODULE.bazel', sdk(`sdks = {${archive('1.23.7')}}`))).toEqual(['1 1.23.7 affected']);
  expect(toldOf('MODULE.bazel', sdk(`sdks = {${archive('1.23.7')}}`, 'version = "1.24.2"'))).toEqual([
    '1 1.23.7 affected',
  ]);
  expect(toldOf('WORKSPACE', `go_download_sdk(name = "x", sdks = {${archive('1.23.7')}})\n`)).toEqual([
    '1 1.23.7 affected',
  ]);
  expect(toldOf('MODULE.bazel', sdk(`sdks = {${archive('1.23.7')}, ${archive('1.24.2')}}`))).toHaveLength(1);
});

test.each([['urls = ["https://example.com/{}"]'], ['patches = ["//:x.patch"]']])(
  '%s makes another Go of it',
  (custom) => {
    expect(toldOf('MODULE.bazel', sdk('version = "1.24.2"', custom))).toEqual(['1 1.24.2 inconclusive']);
    expect(toldOf('MODULE.bazel', sdk(custom, `sdks = {${archive('1.24.2')}}`))).toEqual([
      '1 1.24.2 inconclusive',
    ]);
  },
);

test('the extension may have any name, and others may have its name', () => {
  const use = (name: string) => `go = use_extension("@rules_go//go:extensions.bzl", "${name}")\n`;
  const call = 'go.download(version = "1.23.7")\n';
  expect(toldOf('MODULE.bazel', use('go_sdk') + call)).toEqual(['2 1.23.7 affected certain']);
  expect(toldOf('MODULE.bazel', use('go_deps') + call)).toEqual([]);
});

test('from_file may name a go.work', () => {
  const module = 'go_sdk.from_file(go_work = "//:go.work")\n';
  expect(told({ 'MODULE.bazel': module, 'go.work': 'go 1.23.7\n' })[0]).toBe(
    'MODULE.bazel:1 //:go.work affected',
  );
  expect(judged({ 'MODULE.bazel': 'go_sdk.from_file()\n' })[0]?.resolution.detail).toMatch(/^This call of/);
});

test('a definition is no call', () => {
  expect(toldOf('go.bzl', 'def go_register_toolchains(version = None):\n    pass\n')).toEqual([]);
  expect(toldOf('go.bzl', 'def x():\n    go_register_toolchains(version = "1.23.7")\n')).toEqual([
    '2 1.23.7 affected certain',
  ]);
});

test.each([
  ['oci.pull(name = "g", image = "docker.io/library/golang", tag = "1.23.7")', '1.23.7 affected certain'],
  [
    'oci_pull(name = "g", image = "golang", tag = "1.23.7", digest = "sha256:aa")',
    '1.23.7 affected uncertain',
  ],
  [
    'container_pull(name = "g", registry = "index.docker.io", repository = "library/golang", tag = "1.24.2")',
    '1.24.2 fixed',
  ],
  ['oci.pull(name = "g", image = "golang", digest = "sha256:aa")', 'sha256:aa inconclusive'],
])('%s', (call, expected) => expect(toldOf('MODULE.bazel', `${call}\n`)).toEqual([`1 ${expected}`]));

test('other images are none of Go', () => {
  expect(toldOf('MODULE.bazel', 'oci.pull(name = "b", image = "debian", tag = "1.23.7")\n')).toEqual([]);
});
