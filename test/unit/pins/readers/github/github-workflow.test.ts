import { expect, test } from 'vitest';
import { PinBudget } from '../../../../../src/pins/values/budget.js';
import { noOtherFiles } from '../../../../../src/pins/values/source-file.js';
import { readWorkflow } from '../../../../../src/pins/readers/github/github-workflow.js';
import { judgePins } from '../../../../../src/pins/judge/judge-pins.js';
import { told, toldOf } from '../../../../helpers/judged-pins.js';
import { knownReleases } from '../../../../helpers/known-releases.js';

const read = (text: string) =>
  readWorkflow({ path: '.github/workflows/ci.yml', text, budget: new PinBudget() }, noOtherFiles);
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
  ["${{ matrix.go || '1.23.7' }}", [{ kind: 'exact', release: 'go1.23.7' }]],
  ["${{ inputs.go || '1.23.7' }}", [{ kind: 'exact', release: 'go1.23.7' }]],
  ["${{ vars.GO || '1.23.7' }}", [{ kind: 'unresolved' }, { kind: 'exact', release: 'go1.23.7' }]],
  ["${{ github.ref == 'x' && '1.26.1' || '1.23.7' }}", [{ release: 'go1.26.1' }, { release: 'go1.23.7' }]],
  ["${{ format('{0}', x) }}", [{ kind: 'unresolved' }]],
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
  ['{ go: [1.22.0] }', "        if: matrix.go == '1.22.0'\n", 'asks for matrix.go'],
  ['{ go: [1.22.0] }', "        if: startsWith(matrix.Go, '1.22')\n", 'asks for matrix.go'],
  ['{ go: [1.22.0] }', '        if: "\'1.22.0\' == matrix.go"\n', 'asks for matrix.go'],
  ['{ go: [1.22.0] }', '      - run: test "${{ matrix.go }}" = 1.22.0\n', 'names this value'],
  ['{ go: [1.22.0, 1.23.8] }', '', 'has 1.23.8 already'],
  ['{ go: [1.22.0, 1.21.0] }', '', 'would become the same'],
])('a matrix value that something else depends on is not edited without asking', (matrix, condition, why) => {
  const [finding] = judgePins(read(setupGo('${{ matrix.go }}', matrix) + condition), knownReleases);
  expect(finding?.edit?.certain).toBe(false);
  expect(finding?.edit?.reason).toContain(why);
});

test('a value that is only a part of what the job says is not named there', () => {
  const text = setupGo('${{ matrix.go }}', "{ go: ['1.22'] }") + '      - run: echo v1.22.3 11.22\n';
  expect(judgePins(read(text), knownReleases)[0]?.edit?.certain).toBe(true);
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

const workflow = (steps: string) => `jobs:\n  a:\n    steps:\n${steps}`;
const action = (input: string) =>
  `inputs:\n  ${input}: { default: 1.24.2 }\nruns:\n  steps:\n    - uses: actions/setup-go@v5\n      with: { go-version: '\${{ inputs.${input} }}' }\n`;

test('what a caller gives to an action of the repository counts, whatever the input is called', () => {
  const files = {
    'ci/go/action.yml': action('release'),
    'ci/outer/action.yml':
      "inputs: { v: {} }\nruns:\n  steps:\n    - uses: ./ci/go\n      with: { release: '${{ inputs.v }}' }\n",
    '.github/workflows/ci.yml': workflow(
      '      - uses: ./ci/go\n        with: { release: 1.23.7 }\n' +
        '      - uses: ./ci/outer\n        with: { v: 1.23.6 }\n' +
        '      - uses: ./ci/none\n        with: { release: 1.23.5 }\n',
    ),
  };
  expect(told(files).filter((line) => line.startsWith('.github'))).toEqual([
    '.github/workflows/ci.yml:5 1.23.7 affected uncertain',
    '.github/workflows/ci.yml:7 1.23.6 affected uncertain',
  ]);
});

test('what a caller gives to a workflow of the repository counts, also for an image', () => {
  const files = {
    '.github/workflows/build.yml':
      'on: { workflow_call: { inputs: { image: { type: string } } } }\njobs:\n  a: { container: "${{ inputs.image }}" }\n',
    '.github/workflows/ci.yml':
      'jobs:\n  a:\n    strategy: { matrix: { image: ["golang:1.23.7", "golang:1.24.2"] } }\n    uses: ./.github/workflows/build.yml\n    with: { image: "${{ matrix.image }}" }\n',
  };
  expect(told(files)).toEqual([
    '.github/workflows/ci.yml:3 golang:1.23.7 affected uncertain',
    '.github/workflows/ci.yml:3 golang:1.24.2 fixed',
  ]);
});

test('a matrix that gives no value leaves the version unknown, and does not make it missing', () => {
  const [pin] = read(setupGo('${{ matrix.v.go }}', '{ v: [{ node: 1 }] }'));
  expect(pin?.requirement).toMatchObject({ kind: 'unresolved', why: expect.stringContaining('variable') });
});

test('an input that a caller answers is not told to be unknown; one that nobody answers is', () => {
  const files = {
    '.github/workflows/r.yml': `on: { workflow_call: { inputs: { v: { required: true } } } }\nenv: { V: '\${{ inputs.v }}' }\n${workflow("      - { uses: actions/setup-go@v5, with: { go-version: '${{ env.V }}' } }\n")}`,
  };
  const caller = 'jobs: { a: { uses: ./.github/workflows/r.yml, with: { v: 1.24.2 } } }\n';
  expect(told(files)).toEqual([".github/workflows/r.yml:6 '${{ env.V }}' inconclusive"]);
  expect(told({ ...files, '.github/workflows/ci.yml': caller })).toEqual([
    '.github/workflows/ci.yml:1 1.24.2 fixed',
  ]);
});

test('an action that calls itself is no loop', () => {
  const self = "inputs: { v: {} }\nruns:\n  steps:\n    - uses: ./\n      with: { v: '${{ inputs.v }}' }\n";
  const files = {
    'action.yml': self,
    '.github/workflows/ci.yml': workflow('      - { uses: ./, with: { v: 1.23.7 } }\n'),
  };
  expect(told(files)).toEqual([]);
});

test('all defaults and options of an input count', () => {
  const text =
    "on:\n  workflow_call: { inputs: { go: { default: '1.24.2' } } }\n  workflow_dispatch: { inputs: { go: { default: '1.23.7', options: ['1.23.7', '1.22.4'] } } }\n" +
    workflow("      - uses: actions/setup-go@v5\n        with: { go-version: '${{ inputs.Go }}' }\n");
  expect(toldOf('.github/workflows/ci.yml', text)).toEqual([
    '2 1.24.2 fixed',
    '3 1.23.7 affected uncertain',
    '3 1.23.7 affected uncertain',
    '3 1.22.4 affected uncertain',
  ]);
});

test('GOTOOLCHAIN of a container, a step’s script, and a matrix in another case', () => {
  const text =
    'jobs:\n  a:\n    strategy: { matrix: { go: [1.24.1] } }\n    container: { image: "golang:${{ matrix.GO }}", env: { GOTOOLCHAIN: go1.23.7 } }\n    steps:\n      - run: GOTOOLCHAIN=go1.23.6 go build\n';
  expect(toldOf('.github/workflows/ci.yml', text)).toEqual([
    '4 go1.23.7 affected certain',
    '3 1.24.1 affected certain',
    '6 go1.23.6 affected uncertain',
  ]);
});

test.each(['>-', '|'])('a block of one line is read and edited as that line: %s', (indicator) => {
  const text = workflow(
    `      - uses: actions/setup-go@v5\n        with:\n          go-version: ${indicator}\n            1.23.7\n`,
  );
  expect(toldOf('.github/workflows/ci.yml', text)).toEqual(['7 1.23.7 affected certain']);
});

test.each(['.forgejo/workflows/ci.yml', '.gitea/workflows/ci.yaml', 'sub/.github/workflows/ci.yml'])(
  '%s is a workflow',
  (path) => {
    const text = workflow('      - { uses: actions/setup-go@v5, with: { go-version: 1.23.7 } }\n');
    expect(toldOf(path, text)).toEqual(['4 1.23.7 affected certain']);
  },
);
