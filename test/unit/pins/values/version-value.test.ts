import { expect, test } from 'vitest';
import { pinReaderFor } from '../../../../src/pins/readers/pin-kinds.js';

const requirements = (path: string, text: string) =>
  pinReaderFor(path)?.({ path, text }).map(({ requirement }) => requirement);

test.each([
  ['azure-pipelines.yml', "- task: GoTool@0\n  inputs: { version: '1.23' }\n"],
  ['.travis.yml', "go: '1.23'\n"],
  ['.circleci/config.yml', "steps:\n  - go/install: { version: '1.23' }\n"],
  ['MODULE.bazel', 'go_sdk.download(version = "1.23")\n'],
])('%s: a bare 1.23 is go1.23.0, and never the newest of its line', (path, text) => {
  expect(requirements(path, text)).toEqual([{ kind: 'exact', release: 'go1.23.0' }]);
  expect(requirements(path, text.replace('1.23', '1.20'))).toEqual([{ kind: 'exact', release: 'go1.20' }]);
  expect(requirements(path, text.replace('1.23', '1.23.x'))).toEqual([{ kind: 'line', line: '1.23' }]);
});

test.each([
  ['.gitlab-ci.yml', 'image: golang:1.23\n'],
  ['.go-version', '1.23\n'],
  ['mise.toml', '[tools]\ngo = "1.23"\n'],
])('%s: a bare 1.23 is the newest of its line', (path, text) => {
  expect(requirements(path, text)).toEqual([{ kind: 'line', line: '1.23' }]);
});
