import { expect, test } from 'vitest';
import { told, toldOf } from '../../../helpers/judged-pins.js';

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
  ['tools/install.sh', 'GOTOOLCHAIN=go1.23.7\n', `go${exact}`],
  ['contrib/build', '#!/usr/bin/env bash\nGO_VERSION=1.23.7\n', exact],
  ['ci/install.ps1', "$GoVersion = '1.23.7'\n", exact],
  ['ci/install.ps1', '$Msi = "go1.23.7.windows-amd64.msi"\n', exact],
  ['.promu.yml', 'go:\n    cgo: false\n    version: 1.23.7\n', exact],
  [
    'pyproject.toml',
    '[tool.cibuildwheel]\nbefore-all = "curl go.dev/dl/go1.23.7.linux-amd64.tar.gz"\n',
    exact,
  ],
  ['pyproject.toml', '[tool.cibuildwheel]\nenvironment = { GO_VERSION = "1.23.7" }\n', exact],
  ['.semaphore/build.yml', 'commands: [sem-version go 1.23.7]\n', exact],
  ['project.toml', '[[build.env]]\nname = "BP_GO_VERSION"\nvalue = "1.23.7"\n', exact],
  ['netlify.toml', '[build.environment]\nGO_VERSION = "1.23.7"\n', exact],
  ['.build.yml', 'tasks:\n  - a: curl go.dev/dl/go1.23.7.linux-amd64.tar.gz\n', exact],
  ['.readthedocs.yaml', 'build: { tools: { golang: "1.23.7" } }\n', exact],
  ['snap/snapcraft.yaml', 'build-snaps: [go/1.22/stable]\n', '1.22 affected uncertain'],
  ['environment.yml', 'dependencies:\n  - conda-forge::go=1.23.7\n', exact],
  ['recipe/conda_build_config.yaml', 'go_compiler_version:\n  - 1.23.7\n', exact],
  ['pixi.toml', '[dependencies]\ngo = "1.23.7"\n', exact],
  [
    'Vagrantfile',
    'config.vm.provision "shell", inline: "curl go.dev/dl/go1.23.7.linux-amd64.tar.gz"\n',
    exact,
  ],
  ['build/checksums.txt', '# golang\naa  go1.23.7.src.tar.gz\n', exact],
  ['goreleaser.yaml', 'builds: [{ env: [GOTOOLCHAIN=go1.23.7] }]\n', `go${exact}`],
  ['taskfile.yml', 'vars: { GO_VERSION: 1.23.7 }\n', exact],
  ['devbox.json', '{ "packages": { "go":                      "1.23.7" } }\n', exact],
  ['deploy/job.yaml', 'apiVersion: batch/v1\nkind: Job\nspec: { image: golang:1.23.7 }\n', `golang:${exact}`],
  ['.tekton/build.yaml', 'steps: [{ image: golang:1.23.7 }]\n', `golang:${exact}`],
  ['deploy/values.yaml', 'image: golang:1.23.7\n', `golang:${exact}`],
  ['chart/values.yaml', 'image:\n  repository: golang\n  tag: 1.23.7\n', exact],
  ['ci/pipeline.yml', 'source: { repository: library/golang, tag: 1.23.7 }\n', exact],
  ['.teamcity/settings.kts', 'dockerImage = "golang:1.23.7"\n', `golang:${exact}`],
  ['bitrise.yml', 'envs: [{ GO_VERSION: 1.23.7 }]\n', exact],
  ['app.yaml', 'runtime: go122\n', '122 affected'],
  ['Jenkinsfile', "def root = tool name: 'go-1.23.7', type: 'go'\n", exact],
  ['Jenkinsfile', "tools { go 'Go 1.23.7' }\n", exact],
  ['build.docker', 'FROM golang:1.23.7\n', 'golang:1.23.7 affected certain'],
  ['Dockerfile2', 'FROM golang:1.23.7\n', 'golang:1.23.7 affected certain'],
  [
    '.pipelines/a.yml',
    'steps: [{ task: GoTool@0, inputs: { version: 1.23.7 } }]\n',
    '1.23.7 affected certain',
  ],
  ['vendor.mod', 'module x\n\ngo 1.22.0\n\ntoolchain go1.23.7\n', 'toolchain go1.23.7 affected certain'],
])('%s: %j', (path, text, expected) => {
  expect(toldOf(path, text).map((line) => line.replace(/^\d+ /, ''))).toEqual([expected]);
  expect(
    toldOf(
      path,
      text
        .replace('1.23.7', '1.24.2')
        .replace('go:1.23"', '"')
        .replace('go/1.22/', 'go/1.26/')
        .replace('go122', 'go126'),
    ).join(),
  ).not.toContain('affected');
});

test.each([
  ['Makefile', 'build:\n\tgo build -ldflags "-X main.v=1.23.7" ./... # golang 1.22\n'],
  ['buildspec.yml', 'runtime-versions: { nodejs: 20 }\n'],
  ['devbox.json', '{ "packages": ["golangci-lint@1.61.0", "gopls@1.23.7"] }\n'],
  ['lib/install.txt', 'GOTOOLCHAIN=go1.23.7\n'],
  ['tools/build', 'GOTOOLCHAIN=go1.23.7\n'],
  ['deploy/values.yaml', 'image: example.com/golangci:1.23.7\n'],
  ['sound/intro.mod', 'toolchain go1.23.7\n'],
  ['tools.mod', 'module x\n\ngo 1.20\n'],
])('%s: %j says nothing of Go', (path, text) => expect(toldOf(path, text)).toEqual([]));

test('a lock file beside devbox.json decides what floats', () => {
  const lock = '{ "packages": { "go@1.23": { "resolved": "x", "version": "1.23.0" } } }';
  expect(told({ 'devbox.json': '{ "packages": ["go@1.23"] }', 'devbox.lock': lock })).toEqual([
    'devbox.json:1 1.23 affected uncertain',
  ]);
  expect(told({ 'devbox.json': '{ "packages": ["go@1.24"] }', 'devbox.lock': lock })).toEqual([
    'devbox.json:1 1.24 fixed',
  ]);
});

test('a link of hermit says its release by its name', () => {
  expect(told({ 'bin/.go-1.23.7.pkg': 'hermit' })).toEqual(['bin/.go-1.23.7.pkg:1 1.23.7 affected']);
  expect(told({ 'bin/.golangci-lint-1.61.0.pkg': 'hermit' })).toEqual([]);
});

test('Heroku reads a comment of go.mod', () => {
  expect(told({ 'go.mod': 'module x\n\n// +heroku goVersion go1.23.7\ngo 1.24.2\n' })).toContain(
    'go.mod:3 go1.23.7 affected uncertain',
  );
});
