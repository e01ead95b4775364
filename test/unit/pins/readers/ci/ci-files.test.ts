import { expect, test } from 'vitest';
import { toldOf } from '../../../../helpers/judged-pins.js';

const circle = (text: string) => toldOf('.circleci/config.yml', text);

test('parameters have their default, and what they are called with', () => {
  const text =
    'executors:\n  go:\n    parameters: { v: { type: string, default: "1.24.2" } }\n    docker: [{ image: "golang:<< parameters.v >>" }]\njobs:\n  a:\n    executor: { name: go, v: "1.23.7" }\n  b:\n    docker: [{ image: "golang:<< parameters.w >>" }]\nworkflows:\n  all:\n    jobs:\n      - b: { w: "1.23.6" }\n      - b: { matrix: { parameters: { w: ["1.22.1"] } } }\n';
  expect(circle(text)).toEqual([
    '3 1.24.2 fixed',
    '7 1.23.7 affected certain',
    '13 1.23.6 affected certain',
    '14 1.22.1 affected certain',
  ]);
});

test('the orb may have another name, and an executor', () => {
  const text =
    'orbs: { golang: circleci/go@2.0, other: x/y@1 }\njobs:\n  a:\n    executor: { name: golang/default, tag: "1.23.7" }\n    steps:\n      - golang/install: { version: "1.23.6" }\n      - other/install: { version: "1.23.5" }\n';
  expect(circle(text)).toEqual(['4 1.23.7 affected uncertain', '6 1.23.6 affected certain']);
});

test.each([['.drone.yaml'], ['.woodpecker/a/b.yaml'], ['sub/.circleci/continue_config.yml']])(
  '%s is read',
  (path) => {
    expect(toldOf(path, 'steps: [{ image: "golang:1.23.7" }]\n')).toEqual([
      '1 golang:1.23.7 affected certain',
    ]);
  },
);

const azure = (text: string) => toldOf('azure-pipelines.yml', text);

test('Azure: containers, variables, and Microsoft’s own Go', () => {
  const text =
    'resources: { containers: [{ container: go, image: "golang:1.23.7" }] }\nvariables:\n  - { name: GOTOOLCHAIN, value: go1.23.5 }\njobs:\n  - container: golang:1.23.6\n  - container: go\n';
  expect(azure(text)).toEqual([
    '1 golang:1.23.7 affected certain',
    '3 go1.23.5 affected certain',
    '5 golang:1.23.6 affected certain',
  ]);
  expect(azure('- container: "golang:${{ parameters.v }}"\n')).toEqual([
    '1 "golang:${{ parameters.v }}" inconclusive',
  ]);
  const task = '- task: gotool@0\n  inputs:\n    version: 1.23.7\n';
  expect(azure(task)).toEqual(['3 1.23.7 affected certain']);
  expect(azure(`${task}    goSource: downloadFromMicrosoftSource\n`)).toEqual(['3 1.23.7 inconclusive']);
});

test('Azure: variables of the file and values of a matrix are put in', () => {
  const text =
    'variables: { goVersion: "1.23.7" }\njobs:\n  - strategy: { matrix: { old: { go: "1.22.5" }, new: { go: "1.24.2" } } }\n    steps:\n      - { task: GoTool@0, inputs: { version: $(goVersion) } }\n      - { task: GoTool@0, inputs: { version: $(go) } }\n      - { task: GoTool@0, inputs: { version: $(elsewhere) } }\n';
  expect(azure(text)).toEqual([
    '1 1.23.7 affected certain',
    '3 1.22.5 affected certain',
    '3 1.24.2 fixed',
    '7 $(elsewhere) inconclusive',
  ]);
});

test('scripts see the environment of their job', () => {
  const text =
    'jobs:\n  a:\n    environment: { GO_VERSION: 1.23.7 }\n    steps:\n      - run: curl go.dev/dl/go${GO_VERSION}.linux-amd64.tar.gz\n';
  expect(circle(text)).toEqual(['3 1.23.7 affected uncertain']);
});
