import { expect, test } from 'vitest';
import { told, toldOf } from '../../../../helpers/judged-pins.js';

const compose = (name: string, value: string) =>
  `services: { a: { build: { args: { ${name}: "${value}" } } } }\n`;

test.each([
  ['GO_VERSION', '1.23.7', ['1 1.23.7 affected uncertain']],
  ['GOLANG_VERSION', '1.23', ['1 1.23 fixed']],
  ['BASE', 'golang:1.23.7-alpine', ['1 golang:1.23.7-alpine affected uncertain']],
  // The whole of a tag.
  ['GO_VERSION', '1.23-alpine3.19', ['1 1.23-alpine3.19 affected uncertain']],
  ['MIN_GO_VERSION', '1.22', []],
  ['VERSION', '1.23.7', []],
  ['CARGO_VERSION', '1.23.7', []],
])('%s=%s', (name, value, expected) => {
  expect(toldOf('compose.yaml', compose(name, value))).toEqual(expected);
});

test('a name that says nothing counts where a Dockerfile makes Go of it', () => {
  const files = (name: string) => ({
    Dockerfile: 'ARG VERSION=1.24.2\nARG TAG=${VERSION}\nFROM golang:${TAG}-alpine\n',
    'compose.yaml': compose(name, '1.23.7'),
  });
  expect(told(files('VERSION'))[1]).toBe('compose.yaml:1 1.23.7 affected uncertain');
  expect(told(files('TAG'))[1]).toBe('compose.yaml:1 1.23.7 affected uncertain');
  expect(told(files('OTHER'))).toHaveLength(1);
});

test('actions, pipelines and scripts give them too', () => {
  const step = (lines: string) => `jobs:\n  a:\n    steps:\n${lines}`;
  const action =
    '      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            A=1\n            GO_VERSION=1.23.7\n';
  expect(toldOf('.github/workflows/a.yml', step(action))).toEqual(['8 1.23.7 affected uncertain']);
  const run = '      - run: docker build --build-arg GO_VERSION=1.23.7 .\n';
  expect(toldOf('.github/workflows/a.yml', step(run))).toEqual(['4 1.23.7 affected uncertain']);
  const drone = 'steps:\n- settings:\n    build_args: [GO_VERSION=1.23.7]\n';
  expect(toldOf('.drone.yml', drone)).toEqual(['3 1.23.7 affected uncertain']);
  const bake = 'variable "GO_VERSION" {\n  default = "1.23.7"\n}\n';
  expect(toldOf('docker-bake.hcl', bake)).toEqual(['2 1.23.7 affected uncertain']);
});
