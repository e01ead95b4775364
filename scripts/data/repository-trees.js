/** Made-up repositories for measurements: what real ones hold, always the same. Written to a folder and tracked by git. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {Generator<readonly [path: string, content: string | Buffer]>} Files */
/** @typedef {{name: string, files: () => Files}} Shape */

/** The same numbers in every run. */
function randomFrom(/** @type {number} */ seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

const words =
  `good the image version build server go test client cargo config golang value return error handler algorithm request
  category context logo release 1.22.5 1.4 2.10.1 name string node ${'x'.repeat(9)} ago import runtime deploy cluster`.split(
    /\s+/,
  );

/** @param {(below: number) => number} random @param {number} count @param {(words: string) => string} line */
const lines = (random, count, line) =>
  Array.from({ length: count }, () =>
    line(Array.from({ length: 3 + random(7) }, () => words[random(words.length)]).join(' ')),
  ).join('\n') + '\n';

/** @param {(below: number) => number} random */
function noise(random) {
  const bytes = Buffer.from(Uint8Array.from({ length: 4_000 + random(40_000) }, () => random(256)));
  Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1').copy(bytes);
  return bytes;
}

const dockerfile = (/** @type {string} */ image) => `# syntax=docker/dockerfile:1
ARG GO_VERSION=1.23.12
ARG ALPINE=3.20
FROM --platform=$BUILDPLATFORM ${image} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN CGO_ENABLED=1 go build -trimpath -o /out/server ./cmd/server
FROM alpine:\${ALPINE}
RUN apk add --no-cache ca-certificates tzdata
COPY --from=build /out/server /usr/bin/server
ENTRYPOINT ["/usr/bin/server"]
`;

const goMod = (/** @type {string} */ name) => `module example.com/${name}

go 1.23.0

toolchain go1.23.12

require (
${Array.from({ length: 40 }, (_, index) => `\texample.com/library-${index} v1.22.${index}`).join('\n')}
)
`;

const setUp = (/** @type {string} */ version) => `      - uses: actions/checkout@v4
      - uses: actions/setup-go@v5
        with:
          go-version: ${version}
          cache: true
`;

const workflow = (/** @type {string} */ name) => `name: ${name}
on:
  push:
    branches: [main]
  pull_request:
env:
  GO_VERSION: 1.23.12
  REGISTRY: ghcr.io
jobs:
  test:
    strategy:
      fail-fast: false
      matrix:
        os: [ubuntu-latest, macos-latest, windows-latest]
        go: ['1.23.12', '1.24.6']
        shard: [1, 2, 3, 4]
        include:
          - os: ubuntu-24.04-arm
            go: '1.24.6'
            shard: 1
    runs-on: \${{ matrix.os }}
    steps:
${setUp('${{ matrix.go }}')}      - run: go test -race -shard \${{ matrix.shard }} ./...
        env:
          GOFLAGS: -mod=readonly
  build:
    needs: test
    runs-on: ubuntu-latest
    container: golang:1.23.12-bookworm
    steps:
${setUp('${{ env.GO_VERSION }}')}      - run: |
          make build VERSION=\${GITHUB_REF#refs/tags/}
          docker build --build-arg GO_VERSION=\${{ env.GO_VERSION }} -t $REGISTRY/server .
`;

const script = (/** @type {string} */ body) => `#!/usr/bin/env bash
set -euo pipefail
GO_VERSION="\${GO_VERSION:-1.23.12}"
curl -fsSL "https://go.dev/dl/go\${GO_VERSION}.linux-amd64.tar.gz" | tar -C /usr/local -xz
${body}`;

const makefile = (/** @type {string} */ body) => `GO ?= go
GO_VERSION := 1.23.12
build: ; docker run --rm -v $(PWD):/src golang:$(GO_VERSION) go build ./...
test: ; $(GO) test ./...
${body}`;

/**
 * What of a hundred files is of each kind, as in the repositories of large services.
 * @type {readonly (readonly [share: number, (at: string, random: (below: number) => number) => readonly [string, string | Buffer]])[]}
 */
const kinds = [
  [
    34,
    (at, random) => [`${at}.go`, `package p\n\n${lines(random, 40 + random(300), (text) => `// ${text}`)}`],
  ],
  [10, (at, random) => [`${at}.ts`, lines(random, 30 + random(200), (text) => `const a = "${text}";`)]],
  [7, (at, random) => [`${at}.py`, lines(random, 30 + random(200), (text) => `value = "${text}"`)]],
  [4, (at, random) => [`${at}.c`, lines(random, 30 + random(300), (text) => `/* ${text} */`)]],
  [3, (at, random) => [`${at}.proto`, lines(random, 30 + random(100), (text) => `// ${text}`)]],
  [
    12,
    (at, random) => [
      `${at}.yaml`,
      `kind: Deployment\nspec:\n${lines(random, 20 + random(80), (text) => `  - name: ${text}`)}`,
    ],
  ],
  [8, (at, random) => [`${at}.json`, `[\n${lines(random, 20 + random(300), (text) => `"${text}",`)}0]\n`]],
  [8, (at, random) => [`${at}.md`, lines(random, 20 + random(200), (text) => text)]],
  [
    2,
    (at, random) => [
      `${at}/Dockerfile`,
      dockerfile(random(2) === 0 ? 'golang:1.23.12' : 'golang:${GO_VERSION}'),
    ],
  ],
  [2, (at, random) => [`${at}/Makefile`, makefile(lines(random, 30, (text) => `# ${text}`))]],
  [3, (at, random) => [`${at}.sh`, script(lines(random, 20 + random(60), (text) => `echo "${text}"`))]],
  [1, (at) => [`${at}/go.mod`, goMod('module')]],
  [1, (at, random) => [`${at}.txt`, lines(random, 50, (text) => text)]],
  [5, (at, random) => [`${at}.png`, noise(random)]],
];

/** A tree of so many files; at most 60 of them are workflows. */
function* repository(/** @type {number} */ count) {
  const random = randomFrom(1);
  const workflows = Math.min(60, Math.ceil(count / 100));
  for (let index = 0; index < workflows; index += 1)
    yield /** @type {const} */ ([`.github/workflows/ci-${index}.yml`, workflow(`CI ${index}`)]);
  yield /** @type {const} */ (['.gitignore', 'dist/\n*.o\n/coverage\n']);
  const bag = kinds.flatMap(([share, make]) => Array.from({ length: share }, () => make));
  for (let index = workflows + 1; index < count; index += 1) {
    const folder = `services/team-${index % 23}/${words[index % 7]}-${index % 61}/internal`;
    const make = bag[random(bag.length)];
    if (make !== undefined) yield make(`${folder}/part-${index}`, random);
  }
}

const inputNames = Array.from({ length: 24 }, (_, index) => `option-${index}`);

const callee = `on:
  workflow_call:
    inputs:
      go-version: { type: string, required: true }
${inputNames.map((name) => `      ${name}: { type: string, default: '' }\n`).join('')}env:
  GO_VERSION: \${{ inputs.go-version }}
jobs:
${Array.from(
  { length: 10 },
  (_, index) => `  job-${index}:
    runs-on: \${{ inputs.option-1 }}
    strategy:
      matrix:
        go: ['\${{ inputs.go-version }}']
        part: [a, b, c, d]
    container: golang:\${{ inputs.go-version }}
    steps:
${setUp('${{ matrix.go }}')}${setUp('${{ env.GO_VERSION }}')}${inputNames
    .map(
      (name) => `      - name: step ${name}
        if: inputs.${name} != ''
        env: { OPTION: '\${{ inputs.${name} }}' }
        run: |
${lines(randomFrom(index), 4, (text) => `          echo "${text}"`)}`,
    )
    .join('')}`,
).join('')}`;

const call = (/** @type {number} */ index) => `on: [push]
jobs:
${Array.from(
  { length: 4 },
  (_, job) => `  call-${job}:
    uses: ./.github/workflows/called.yml
    with:
      go-version: 1.23.${8 + (index % 5)}
${inputNames
  .slice(0, 12)
  .map((name, option) => `      ${name}: linux-${job}-${option}\n`)
  .join('')}`,
).join('')}`;

/** One workflow with many jobs that 55 others call. */
function* calledWorkflow() {
  yield /** @type {const} */ (['.github/workflows/called.yml', callee]);
  for (let index = 0; index < 55; index += 1)
    yield /** @type {const} */ ([`.github/workflows/caller-${index}.yml`, call(index)]);
}

/** 300 Dockerfiles, 200 modules, and 100 workflows of which each calls two others and an action. */
function* monorepo() {
  yield /** @type {const} */ ([
    '.github/actions/go/action.yml',
    `inputs:\n  version: { default: 1.23.12 }\nruns:\n  using: composite\n  steps:\n${setUp('${{ inputs.version }}')}`,
  ]);
  for (let index = 0; index < 100; index += 1)
    yield /** @type {const} */ ([
      `.github/workflows/part-${index}.yml`,
      `${workflow(`Part ${index}`).replace('\n  push:\n    branches: [main]', '\n  workflow_call:\n    inputs: { version: { type: string } }')}      - uses: ./.github/actions/go
        with: { version: '\${{ inputs.version }}' }
${[1, 2]
  .map(
    (step) => `  next-${step}:
    uses: ./.github/workflows/part-${(index * 2 + step) % 100}.yml
    with: { version: 1.23.${8 + (index % 5)} }
`,
  )
  .join('')}`,
    ]);
  for (let index = 0; index < 300; index += 1)
    yield /** @type {const} */ ([
      `services/${index % 40}/${index}/Dockerfile`,
      dockerfile('golang:${GO_VERSION}'),
    ]);
  for (let index = 0; index < 200; index += 1) {
    yield /** @type {const} */ ([`modules/${index}/go.mod`, goMod(`module-${index}`)]);
    yield /** @type {const} */ ([`modules/${index}/main.go`, 'package main\n\nfunc main() {}\n']);
  }
}

/** @type {readonly Shape[]} */
export const repositoryShapes = [
  { name: 'small, 30 files', files: () => repository(30) },
  { name: '1,000 files', files: () => repository(1_000) },
  { name: '10,000 files', files: () => repository(10_000) },
  { name: 'a workflow with 55 callers', files: calledWorkflow },
  { name: 'a monorepo of many pins', files: monorepo },
];

/** @param {string} folder @param {Shape} shape @returns {number} how many files */
export function writeRepository(folder, { files }) {
  let count = 0;
  for (const [file, content] of files()) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    count += 1;
  }
  execFileSync('git', ['init', '-q', folder]);
  execFileSync('git', ['-C', folder, 'add', '-A']);
  return count;
}
