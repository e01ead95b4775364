import { expect, test } from 'vitest';
import { toldOf } from '../../helpers/judged-pins.js';

const exact = '1.23.7 affected uncertain';

test.each([
  ['Makefile', 'GO_VERSION ?= 1.23.7\n', exact],
  ['hack/build.mk', 'GOLANG_VERSION := 1.23.7\n', exact],
  ['Jenkinsfile', "pipeline { tools { maven 'x'\n go '1.23.7' } }\n", exact],
  ['Jenkinsfile', "agent { docker { image 'golang:1.23.7' } }\n", `golang:${exact}`],
  ['cloudbuild.yaml', 'steps: [{ name: "golang:1.23.7" }]\n', `golang:${exact}`],
  ['Earthfile', 'FROM golang:1.23.7\n', `golang:${exact}`],
  ['Taskfile.yml', "vars: { GO_VERSION: '1.23.7' }\n", exact],
  ['justfile', 'go_version := "1.23.7"\n', exact],
  [
    '.devcontainer/devcontainer.json',
    '{ "features": { "ghcr.io/devcontainers/features/go:1": { "version": "1.23.7" } } }\n',
    exact,
  ],
  [
    '.devcontainer/a/devcontainer.json',
    '{ "image": "mcr.microsoft.com/devcontainers/go:1.23" }\n',
    'mcr.microsoft.com/devcontainers/go:1.23 inconclusive',
  ],
  ['.envrc', 'export GOTOOLCHAIN=go1.23.7\n', `go${exact}`],
  ['.env', 'GO_VERSION=1.23.7\n', exact],
  ['docker-bake.hcl', 'variable "GO_VERSION" {\n default = "1.23.7"\n}\n', exact],
  ['docker-bake.hcl', 'args = { GO_VERSION = "1.23.7" }\n', exact],
  ['.goreleaser.yaml', 'builds: [{ gobinary: go1.23.7 }]\n', exact],
  ['.gitpod.yml', 'image: golang:1.23.7\n', `golang:${exact}`],
  ['.prototools', 'node = "20"\ngo = "1.23.7"\n', exact],
  ['devbox.json', '{ "packages": ["go@1.23.7"] }\n', exact],
  ['.buildkite/pipeline.yml', 'image: golang:1.23.7\n', `golang:${exact}`],
  ['.cirrus.yml', 'container: { image: golang:1.23.7 }\n', `golang:${exact}`],
  ['appveyor.yml', 'stack: node 20, go 1.23.7\n', exact],
  ['buildspec.yml', 'runtime-versions: { golang: 1.23.7 }\n', exact],
  ['scripts/ci/install.sh', 'curl go.dev/dl/go1.23.7.linux-amd64.tar.gz\n', exact],
  ['install.sh', 'GOTOOLCHAIN=go1.23.7\n', `go${exact}`],
])('%s: %j', (path, text, expected) => {
  expect(toldOf(path, text).map((line) => line.replace(/^\d+ /, ''))).toEqual([expected]);
  expect(toldOf(path, text.replace('1.23.7', '1.24.2').replace('go:1.23"', '"')).join()).not.toContain(
    'affected',
  );
});

test.each([
  ['Makefile', 'build:\n\tgo build -ldflags "-X main.v=1.23.7" ./... # golang 1.22\n'],
  ['buildspec.yml', 'runtime-versions: { nodejs: 20 }\n'],
  ['devbox.json', '{ "packages": ["golangci-lint@1.61.0", "gopls@1.23.7"] }\n'],
  ['lib/install.sh', 'GOTOOLCHAIN=go1.23.7\n'],
])('%s: %j says nothing of Go', (path, text) => expect(toldOf(path, text)).toEqual([]));
