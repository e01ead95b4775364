/** Jobs that run Go in an image whose name says nothing of it. */
import { describe, expect, test } from 'vitest';
import { told } from '../../../../helpers/judged-pins.js';

const circle = (image: string, more: string): string =>
  `version: 2\nexecutors:\n  main:\n    docker:\n      - image: ${image}\n      - image: acme/service:1\njobs:\n  a:\n    executor: main\n    steps: [{ run: ${more} }]\n`;

describe('is undecided', () => {
  test.each([
    ['.circleci/config.yml', circle('acme/ci:1.23.4', 'go test ./...'), '5 acme/ci:1.23.4'],
    [
      '.circleci/config.yml',
      'jobs: { a: { docker: [{ image: acme/ci-release:1.2 }], steps: [{ run: "hugoreleaser build -x" }] } }\n',
      '1 acme/ci-release:1.2',
    ],
    ['.gitlab-ci.yml', 'a:\n  image: { name: "acme/ci:7" }\n  script: [go build ./...]\n', '2 "acme/ci:7"'],
    ['.drone.yml', 'steps:\n- image: acme/ci:7\n  commands: [make, gotestsum]\n', '2 acme/ci:7'],
    [
      '.github/workflows/ci.yml',
      'jobs:\n  a:\n    container: acme/ci:7\n    steps: [{ run: cd x && go run . }]\n',
      '3 acme/ci:7',
    ],
  ])('%s: %s', (path, text, place) => {
    expect(told({ [path]: text })).toEqual([`${path}:${place} inconclusive`]);
  });
});

describe('is no pin', () => {
  test.each([
    // Nothing of Go is run, or what is run brings its own.
    ['.circleci/config.yml', circle('acme/ci:1.23.4', 'make')],
    ['.circleci/config.yml', circle('acme/ci:1.23.4', 'cargo build')],
    ['.gitlab-ci.yml', 'a:\n  image: acme/ci:7\n  script: [./install-go.sh, go build]\n'],
    [
      '.gitlab-ci.yml',
      'a:\n  image: acme/ci:7\n  script: [npm test]\nb: { image: acme/site:1, script: [hugo] }\nc: { script: [go test] }\n',
    ],
    // Systems, and tools of other languages.
    ['.circleci/config.yml', circle('alpine', 'go test ./...')],
    ['.circleci/config.yml', circle('cimg/node:20.1', 'go test ./...')],
    ['.github/workflows/ci.yml', 'jobs: { a: { container: "ubuntu:24.04", steps: [{ run: go test }] } }\n'],
  ])('%s: %s', (path, text) => {
    expect(told({ [path]: text })).toEqual([]);
  });

  test('where its name tells', () => {
    expect(told({ '.circleci/config.yml': circle('cimg/go:1.24.2', 'go test ./...') })).toEqual([
      '.circleci/config.yml:5 cimg/go:1.24.2 fixed',
    ]);
  });
});
