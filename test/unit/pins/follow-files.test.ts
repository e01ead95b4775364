import { expect, test } from 'vitest';
import { followFiles } from '../../../src/pins/follow-files.js';
import { pinReaderFor } from '../../../src/pins/pin-kinds.js';

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
  return pin && followFiles(pin, read('go.mod', goMod));
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

test('with GOTOOLCHAIN=local a toolchain line proves nothing', () => {
  const local = workflow('env: { GOTOOLCHAIN: local }');
  const follows = (goMod: string) => follow('.github/workflows/ci.yml', local, goMod);
  expect(follows('go 1.23.0\ntoolchain go1.24.2\n')?.kind).toBe('unresolved');
  expect(follows('go 1.24.2\n')).toEqual(exact('go1.24.2'));
});
