import { expect, test } from 'vitest';
import { followFiles, pinsByFile } from '../../../../src/pins/judge/follow-files.js';
import { pinReaderFor } from '../../../../src/pins/readers/pin-kinds.js';

const read = (path: string, text: string) => pinReaderFor(path)?.({ path, text }) ?? [];
const workflow = (env = '') => `${env}
jobs:
  a:
    steps:
      - uses: actions/setup-go@v6
        with: { go-version-file: go.mod }
`;
const bazel = 'go_sdk.from_file(go_mod = "//:go.mod")\n';

function follow(referring: string, text: string, goMod: string) {
  const [pin] = read(referring, text);
  return pin && followFiles(pin, pinsByFile(read('go.mod', goMod)));
}

const exact = (release: string) => ({ kind: 'exact', release });

test.each([
  ['go 1.23\n', { kind: 'line', line: '1.23' }, exact('go1.23.0')],
  ['go 1.23\ntoolchain default\n', { kind: 'line', line: '1.23' }, exact('go1.23.0')],
  // The toolchain line is what both install, and asks for no more than the go line.
  ['go 1.23\ntoolchain go1.23.0\n', exact('go1.23.0'), exact('go1.23.0')],
  ['go 1.23.0\ntoolchain go1.24.2\n', exact('go1.24.2'), exact('go1.24.2')],
])('%j to setup-go and to rules_go', (goMod, toSetupGo, toRulesGo) => {
  expect(follow('.github/workflows/ci.yml', workflow(), goMod)).toEqual(toSetupGo);
  expect(follow('MODULE.bazel', bazel, goMod)).toEqual(toRulesGo);
});

test('with GOTOOLCHAIN=local the `go` line counts, and no toolchain line', () => {
  const local = workflow('env: { GOTOOLCHAIN: local }');
  const follows = (goMod: string) => follow('.github/workflows/ci.yml', local, goMod);
  expect(follows('go 1.23.0\ntoolchain go1.24.2\n')).toEqual(exact('go1.23.0'));
  expect(follows('go 1.24.2\n')).toEqual(exact('go1.24.2'));
});

const line = (line: string) => ({ kind: 'line', line });
const oneOf = (...options: object[]) => ({ kind: 'one-of', options });

test.each([
  // Before v6 the `go` line was installed, and the go command switched to a greater toolchain line.
  ['v5', 'go 1.23\ntoolchain go1.23.7\n', line('1.23')],
  ['v4.1.0', 'go 1.22.0\ntoolchain go1.24.2\n', exact('go1.24.2')],
  ['v5', 'go 1.22\ntoolchain go1.24.2\n', exact('go1.24.2')],
  ['v6', 'go 1.23\ntoolchain go1.23.7\n', exact('go1.23.7')],
  ['main', 'go 1.23\ntoolchain go1.23.7\n', exact('go1.23.7')],
  ['0a12ed9d6a96ab950c8f026ed9f722fe0da7ef32 # v5.0.2', 'go 1.23\ntoolchain go1.23.7\n', line('1.23')],
  [
    '0a12ed9d6a96ab950c8f026ed9f722fe0da7ef32',
    'go 1.23\ntoolchain go1.23.7\n',
    oneOf(exact('go1.23.7'), line('1.23')),
  ],
])('setup-go@%s reads %j', (ref, goMod, expected) => {
  const text = workflow().replace('v6', ref);
  expect(follow('.github/workflows/ci.yml', text, goMod)).toMatchObject(expected);
});

test.each(['        env: { GOTOOLCHAIN: local }\n', ''])(
  'a later step with GOTOOLCHAIN=local stays with what setup-go v5 installed (%j)',
  (env) => {
    const script = env === '' ? 'GOTOOLCHAIN=local go build' : 'go build';
    const text = `${workflow().replace('v6', 'v5')}      - run: ${script}\n${env}`;
    const goMod = 'go 1.22.0\ntoolchain go1.24.2\n';
    expect(follow('.github/workflows/ci.yml', text, goMod)).toMatchObject(
      oneOf(exact('go1.22.0'), exact('go1.24.2')),
    );
    const newer = text.replace('v5', 'v6');
    expect(follow('.github/workflows/ci.yml', newer, goMod)).toEqual(exact('go1.24.2'));
  },
);
