import { expect, test } from 'vitest';
import { readWorkflow } from '../../../src/pins/github-workflow.js';
import { judgePins } from '../../../src/pins/judge-pins.js';
import { knownReleases } from '../../helpers/known-releases.js';

const read = (text: string) => readWorkflow({ path: '.github/workflows/ci.yml', text });
const setupGo = (version: string, matrix = '') => `jobs:
  a:
    strategy:
      matrix: ${matrix === '' ? '{}' : matrix}
    steps:
      - uses: actions/setup-go@0123abc # v5
        with:
          go-version: ${version}
`;

test.each([
  ['1.23', [{ kind: 'line', line: '1.23' }]],
  ["'1.20'", [{ kind: 'line', line: '1.20' }]],
  ['1.20', [{ kind: 'line', line: '1.2' }]],
  ['1.23.x', [{ kind: 'line', line: '1.23' }]],
  ['~1.22.3', [{ kind: 'range', range: '~1.22.3' }]],
  ["'>=1.22 <1.24'", [{ kind: 'range', range: '>=1.22 <1.24' }]],
  ['1.24.0-rc.1', [{ kind: 'exact', release: 'go1.24rc1' }]],
  ['${{ inputs.go }}', [{ kind: 'unresolved' }]],
  ["${{ matrix.go || '1.23.7' }}", [{ kind: 'unresolved' }]],
  ['newest', [{ kind: 'not-understood' }]],
])('go-version: %s', (version, expected) => {
  expect(read(setupGo(version)).map(({ requirement }) => requirement)).toMatchObject(expected);
});

test('an unquoted 1.20 is told as the trap it is', () => {
  expect(read(setupGo('1.20'))[0]?.notes.join()).toContain('1.20 is the number 1.2');
  expect(read(setupGo("'1.20'"))[0]?.notes).toEqual([]);
});

test.each([
  ['{ go: [1.22.0, 1.26.1] }', ['1.22.0', '1.26.1']],
  ['{ go: [1.22.0], include: [{ go: 1.24.0 }] }', ['1.22.0', '1.24.0']],
  ['{ include: [{ go: 1.24.0 }, { go: 1.24.1 }] }', ['1.24.0', '1.24.1']],
  ['{ go: [1.22.0, 1.26.1], exclude: [{ go: 1.22.0 }] }', ['1.26.1']],
  ['{ os: [a, b], go: [1.22.0], exclude: [{ os: a, go: 1.22.0 }] }', ['1.22.0']],
])('matrix %s', (matrix, expected) => {
  expect(read(setupGo('${{ matrix.go }}', matrix)).map(({ raw }) => raw)).toEqual(expected);
});

test('objects in a matrix are followed', () => {
  const pins = read(setupGo('${{ matrix.v.go }}', '{ v: [{ go: 1.22.0 }, { go: 1.26.1 }] }'));
  expect(pins.map(({ raw }) => raw)).toEqual(['1.22.0', '1.26.1']);
});

test.each(["'${{ fromJSON(x) }}'", "['${{ fromJSON(x) }}']"])(
  'include: %s may hold other values',
  (include) => {
    const pins = read(setupGo('${{ matrix.go }}', `{ go: [1.26.1], include: ${include} }`));
    expect(pins.map(({ requirement }) => requirement.kind)).toEqual(['exact', 'unresolved']);
  },
);

test('a matrix made by an expression is not guessed', () => {
  expect(read(setupGo('${{ matrix.go }}', '${{ fromJSON(x) }}'))[0]?.requirement.kind).toBe('unresolved');
});

test.each([
  ['{ os: [a, b], go: [1.22.0], exclude: [{ os: a, go: 1.22.0 }] }', '', 'exclude'],
  ['{ go: [1.22.0] }', "        if: matrix.go == '1.22.0'\n", 'compares'],
])('a matrix value that something else depends on is not edited without asking', (matrix, condition, why) => {
  const [finding] = judgePins(read(setupGo('${{ matrix.go }}', matrix) + condition), knownReleases);
  expect(finding?.edit?.certain).toBe(false);
  expect(finding?.edit?.reason).toContain(why);
});

test.each(['../go.mod', '/go.mod', 'a/../../go.mod', '${{ env.FILE }}'])(
  'go-version-file %s leads nowhere',
  (file) => {
    const text = `jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v6\n        with:\n          go-version-file: ${file}\n`;
    expect(read(text)[0]?.requirement.kind).toBe('unresolved');
  },
);

test.each(['go-version', 'go_version', 'goVersion', 'golang-version'])(
  'the input %s of another action is shown, and not edited without asking',
  (input) => {
    const text = `jobs:\n  a:\n    steps:\n      - uses: some/lint@v1\n        with: { ${input}: 1.23.7 }\n`;
    const [finding] = judgePins(read(text), knownReleases);
    expect(finding).toMatchObject({ pin: { kind: 'action-input' }, edit: { certain: false } });
  },
);
