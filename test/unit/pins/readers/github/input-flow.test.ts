import { expect, test } from 'vitest';
import { PinBudget } from '../../../../../src/pins/values/budget.js';
import { inputFlowOf } from '../../../../../src/pins/readers/github/input-flow.js';
import { openYaml } from '../../../../../src/pins/syntax/yaml-tree.js';
import { must } from '../../../../helpers/must.js';

const treeOf = (text: string) => must(openYaml(text, new PinBudget()));
const reach = (text: string, ...names: string[]) => {
  const tree = treeOf(text);
  return names.map((name) => inputFlowOf(tree).reaches(name, tree));
};

test.each([
  ['an image', 'jobs: { a: { container: "golang:${{ inputs.go }}" } }'],
  [
    'another name and way to write it',
    'jobs: { a: { container: "golang:${{ github.event.inputs[\'GO\'] }}" } }',
  ],
  ['an image of a service', 'jobs: { a: { services: { b: { image: "${{ inputs.go }}" } } } }'],
  [
    'what a step is given',
    'jobs: { a: { steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ inputs.go }}" } }] } }',
  ],
  ['an action', 'jobs: { a: { steps: [{ uses: "docker://golang:${{ inputs.go }}" }] } }'],
  ['the environment', 'env: { GOTOOLCHAIN: "${{ inputs.go }}" }'],
  ['a variable', 'env: { v: "${{ inputs.go }}" }\njobs: { a: { container: "golang:${{ env.V }}" } }'],
  [
    'a variable of a variable, in any order',
    'jobs: { a: { container: "golang:${{ env.w }}", env: { w: "${{ env.v }}" } } }\nenv: { v: "${{ inputs.go }}" }',
  ],
  [
    'a list of a matrix',
    'jobs: { a: { container: "golang:${{ matrix.go-line }}", strategy: { matrix: { go-line: [1.2, "${{ inputs.go }}"] } } } }',
  ],
  [
    'a list in a list of a matrix',
    'jobs: { a: { container: "golang:${{ matrix.p }}", strategy: { matrix: { p: [[1.2, "${{ inputs.go }}"]] } } } }',
  ],
  [
    'an item that a matrix includes',
    'jobs: { a: { container: "golang:${{ matrix.p.go }}", strategy: { matrix: { include: [{ p: { go: "${{ inputs.go }}" } }] } } } }',
  ],
  [
    'a matrix as a whole',
    'jobs: { a: { container: "golang:${{ matrix.go }}", strategy: { matrix: "${{ fromJSON(inputs.go) }}" } } }',
  ],
  [
    'an output of another job',
    'jobs: { a: { outputs: { v: "${{ inputs.go }}" } }, b: { container: "golang:${{ needs.a.outputs.v }}" } }',
  ],
  ['the default of another input', 'inputs: { b: { default: "${{ inputs.go }}" } }'],
  [
    'an anchor',
    'x: &w { go-version: "${{ inputs.go }}" }\njobs: { a: { steps: [{ uses: actions/setup-go@v5, with: *w }] } }',
  ],
])('an input reaches %s', (_, text) => expect(reach(text, 'Go')).toStrictEqual([true]));

test('an input that only scripts, conditions and names take reaches nothing', () => {
  const text = [
    'inputs: { go: { default: 1.23.7 } }',
    'env: { V: "${{ inputs.flag }}" }',
    'jobs:',
    '  a:',
    '    name: ${{ inputs.flag }}',
    '    if: inputs.flag',
    '    container: golang:${{ inputs.go }}',
    '    steps: [{ run: "echo ${{ inputs.flag }} ${{ env.V }}" }]',
  ].join('\n');
  expect(reach(text, 'flag', 'go', 'none')).toStrictEqual([false, true, false]);
});

test('it is worked out once for a text, however many files ask', () => {
  const text = 'on: { workflow_call: {} }\njobs: { a: { container: "golang:${{ inputs.go }}" } }';
  expect(inputFlowOf(treeOf(text))).toBe(inputFlowOf(treeOf(text)));
  expect(inputFlowOf(treeOf(`${text} `))).not.toBe(inputFlowOf(treeOf(text)));
});
