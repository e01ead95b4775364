/**
 * Made-up files that state a Go, in every form that docs/gate.md lists under Pins, and in many that it does not. `{R}`
 * stands for a release, `{L}` for a line such as 1.22, `{J}` for one that is joined such as 122.
 */
import type { Cell } from '../../src/model/report.js';
import type { Files } from './judged-pins.js';

export interface StatedForm {
  readonly name: string;
  /** The first one is the file that is told. */
  readonly files: Files;
  /** Undecided whatever it states, and so not told to be fixed. */
  readonly isAlwaysOpen?: boolean;
}

const form = (file: string, text: string, others: Files = {}): StatedForm => ({
  name: `${file}: ${text.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}`,
  files: { [file]: text, ...others },
});
const open = (one: StatedForm): StatedForm => ({ ...one, isAlwaysOpen: true });

const steps = (text: string): string => `jobs:\n  a:\n    runs-on: x\n    steps:\n${text}`;

/** The table of docs/gate.md. */
const tableForms: readonly StatedForm[] = [
  form('mod/go.mod', 'module m\n\ngo {R}\n'),
  form('mod2/go.mod', 'module m\n\ngo {L}.0\n\ntoolchain go{R}\n'),
  form('work/go.work', 'go {R}\n\nuse .\n'),
  form('.go-version', '{R}\n'),
  form('asdf/.tool-versions', 'nodejs 20.1.0\ngolang {R}\n'),
  form('asdf2/.tool-versions', 'go {R}\n'),
  form('mise.toml', '[tools]\ngo = "{R}"\n'),
  form('mise-list/mise.toml', '[tools]\ngo = ["1.26.0", "{R}"]\n'),
  form('mise-table/.mise.toml', '[tools]\ngo = { version = "{R}" }\n'),
  form('mise-env/mise.toml', '[env]\nGOTOOLCHAIN = "go{R}"\n'),
  form('mise-task/mise.toml', '[tasks.a]\ntools.go = "{R}"\nrun = "go build"\n'),
  form('mise-locked/mise.toml', '[tools]\ngo = "1.23"\n', {
    'mise-locked/mise.lock': '[[tools.go]]\nversion = "{R}"\nbackend = "core:go"\n',
  }),
  form('Dockerfile', 'FROM golang:{R}-alpine AS build\nRUN go build ./...\n'),
  form('arg/Dockerfile', 'ARG GO={R}\nFROM golang:${GO}\n'),
  form('copy/Containerfile', 'FROM scratch\nCOPY --from=golang:{R} /usr/local/go /usr/local/go\n'),
  form('mount/app.Dockerfile', 'FROM alpine\nRUN --mount=from=golang:{R},target=/go x\n'),
  form(
    'curl/Dockerfile-dev',
    'FROM debian\nRUN curl -L https://go.dev/dl/go{R}.linux-amd64.tar.gz | tar xz\n',
  ),
  form('add/Dockerfile', 'FROM debian\nADD https://go.dev/dl/go{R}.linux-amd64.tar.gz /x\n'),
  form('env/Dockerfile', 'FROM debian\nENV GO_VERSION={R}\n'),
  form('toolchain/Dockerfile', 'FROM golang:1.26\nENV GOTOOLCHAIN=go{R}\n'),
  form('here/Dockerfile', 'FROM debian\nRUN <<EOF\ncurl https://go.dev/dl/go{R}.linux-amd64.tar.gz\nEOF\n'),
  form(
    '.github/workflows/setup.yml',
    steps('      - uses: actions/setup-go@v5\n        with: { go-version: "{R}" }\n'),
  ),
  form(
    '.github/workflows/matrix.yml',
    'jobs:\n  a:\n    strategy: { matrix: { go: ["1.26.0", "{R}"] } }\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: ${{ matrix.go }}\n',
  ),
  form(
    '.github/workflows/env.yml',
    `env: { GO_V: "{R}" }\n${steps('      - uses: actions/setup-go@v5\n        with: { go-version: "${{ env.GO_V }}" }\n')}`,
  ),
  form(
    '.github/workflows/image.yml',
    'jobs:\n  a:\n    container: golang:{R}\n    steps: [{ run: go build }]\n',
  ),
  form(
    '.github/workflows/service.yml',
    'jobs:\n  a:\n    services: { x: { image: "golang:{R}" } }\n    steps: [{ run: x }]\n',
  ),
  form('.github/workflows/step.yml', steps('      - uses: docker://golang:{R}\n')),
  form(
    '.github/workflows/toolchain.yml',
    steps('      - run: go build\n        env: { GOTOOLCHAIN: go{R} }\n'),
  ),
  form(
    '.github/workflows/script.yml',
    steps('      - run: curl -LO https://go.dev/dl/go{R}.linux-amd64.tar.gz\n'),
  ),
  form(
    '.github/workflows/other.yml',
    steps('      - uses: acme/build@v1\n        with: { go-version: "{R}" }\n'),
  ),
  form(
    '.github/workflows/args.yml',
    steps('      - uses: docker/build-push-action@v6\n        with: { build-args: "GO_VERSION={R}" }\n'),
  ),
  form(
    '.github/workflows/build-arg.yml',
    `env: { GO_VERSION: "{R}" }\n${steps('      - run: docker build --build-arg GO_VERSION .\n')}`,
  ),
  form('ci/.go-version', '{R}\n', {
    '.github/workflows/file.yml': steps(
      '      - uses: actions/setup-go@v5\n        with: { go-version-file: ci/.go-version }\n',
    ),
  }),
  form(
    '.forgejo/workflows/a.yaml',
    steps('      - uses: actions/setup-go@v5\n        with: { go-version: "{R}" }\n'),
  ),
  form(
    '.gitea/workflows/a.yaml',
    steps('      - uses: actions/setup-go@v5\n        with: { go-version: "{R}" }\n'),
  ),
  form(
    'act/action.yml',
    'runs:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with: { go-version: "{R}" }\n',
  ),
  form('.gitlab-ci.yml', 'a:\n  image: golang:{R}\n  script: [go build]\n'),
  form(
    '.gitlab/ci/vars.yml',
    'variables:\n  GO_VERSION: "{R}"\na:\n  image: golang:${GO_VERSION}\n  script: [x]\n',
  ),
  form(
    '.gitlab/ci/matrix.gitlab-ci.yml',
    'a:\n  parallel: { matrix: [{ V: ["{R}"] }] }\n  image: golang:$V\n  script: [x]\n',
  ),
  form('.circleci/config.yml', 'jobs:\n  a:\n    docker: [{ image: "cimg/go:{R}" }]\n'),
  form('.drone.yml', 'kind: pipeline\nsteps:\n  - image: golang:{R}\n'),
  form('.woodpecker.yml', 'matrix:\n  V: ["{R}"]\nsteps:\n  a:\n    image: golang:${V}\n'),
  form('bitbucket-pipelines.yml', 'image: golang:{R}\npipelines:\n  default: [{ step: { script: [x] } }]\n'),
  form('compose.yaml', 'services:\n  a:\n    image: golang:{R}\n'),
  form('compose-env/.env', 'V={R}\n', {
    'compose-env/docker-compose.yml': 'services:\n  a:\n    image: golang:${V}\n',
  }),
  form('docker-compose.yml', 'services:\n  a:\n    image: golang:{R}\n'),
  form(
    'compose-args/compose.yaml',
    'services:\n  a:\n    build: { context: ., args: { GO_VERSION: "{R}" } }\n',
  ),
  form(
    'compose-inline/compose.yaml',
    'services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM golang:{R}\n',
  ),
  form(
    'compose-toolchain/compose.yaml',
    'services:\n  a:\n    image: golang:1.26\n    environment: { GOTOOLCHAIN: go{R} }\n',
  ),
  form('.travis.yml', 'language: go\ngo: ["{R}"]\n'),
  form('azure-pipelines.yml', 'steps:\n  - task: GoTool@0\n    inputs: { version: "{R}" }\n'),
  form('.azure/build.yml', 'jobs:\n  - job: a\n    container: golang:{R}\n'),
  form('.pipelines/build.yml', 'steps:\n  - script: GOTOOLCHAIN=go{R} go build\n'),
  form(
    'MODULE.bazel',
    'go_sdk = use_extension("@rules_go//go:extensions.bzl", "go_sdk")\ngo_sdk.download(version = "{R}")\n',
  ),
  form(
    'WORKSPACE',
    'load("@io_bazel_rules_go//go:deps.bzl", "go_register_toolchains")\ngo_register_toolchains(version = "{R}")\n',
  ),
  form('tools/go.bzl', 'def f():\n    go_download_sdk(name = "go_sdk", version = "{R}")\n'),
  form('from/MODULE.bazel', 'go_sdk.from_file(go_mod = "//from:x.mod")\n', {
    'from/x.mod': 'module x\n\ngo {R}\n',
  }),
  open(form('flake.nix', '{ outputs = { pkgs, ... }: { x = pkgs.go_1_22; }; }\n')),
  open(form('shell.nix', 'with import <nixpkgs> {}; mkShell { packages = [ go ]; }\n')),
  open(form('nix/default.nix', 'buildGo{J}Module { }\n')),
  open(
    form(
      'devenv.nix',
      '{ pkgs, ... }: { languages.go.enable = true; languages.go.package = pkgs.go_1_22; }\n',
    ),
  ),
];

/** The paragraph "Other files". */
const textForms: readonly StatedForm[] = [
  form('Makefile', 'GO_VERSION ?= {R}\n'),
  form('hack/build.mk', 'GOLANG_VERSION := {R}\n'),
  form('install.sh', 'curl https://go.dev/dl/go{R}.linux-amd64.tar.gz | tar xz\n'),
  form('go-dl.sh', 'go install golang.org/dl/go{R}@latest\n'),
  form('toolchain.bash', 'export GOTOOLCHAIN=go{R}\n'),
  form('install.ps1', "$GoVersion = '{R}'\n"),
  form('build.bat', 'set GOTOOLCHAIN=go{R}\n'),
  form('script/build', '#!/bin/sh\nGO_VERSION={R}\n'),
  form('Jenkinsfile', "pipeline { tools { go '{R}' } }\n"),
  form('Earthfile', 'FROM golang:{R}\n'),
  form('Vagrantfile', 'config.vm.provision "shell", inline: "curl go.dev/dl/go{R}.linux-amd64.tar.gz"\n'),
  form('Taskfile.yml', 'vars: { GO_VERSION: "{R}" }\n'),
  form('justfile', 'go_version := "{R}"\n'),
  form('cloudbuild.yaml', 'steps: [{ name: "golang:{R}" }]\n'),
  form('deploy/job.yaml', 'apiVersion: batch/v1\nkind: Job\nspec: { image: "golang:{R}" }\n'),
  form(
    'deploy/task.yaml',
    'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - image: golang:{R}\n',
  ),
  form('chart/values.yaml', 'image:\n  repository: golang\n  tag: "{R}"\n'),
  form('app.yaml', 'runtime: go{J}\n'),
  form('.teamcity/settings.kts', 'dockerImage = "golang:{R}"\n'),
  form('bitrise.yml', 'envs: [{ GO_VERSION: "{R}" }]\n'),
  form(
    '.devcontainer/devcontainer.json',
    '{ "features": { "ghcr.io/devcontainers/features/go:1": { "version": "{R}" } } }\n',
  ),
  form('env/.env', 'GO_VERSION={R}\n'),
  form('.envrc', 'export GOTOOLCHAIN=go{R}\n'),
  form('docker-bake.hcl', 'variable "GO_VERSION" {\n  default = "{R}"\n}\n'),
  form('.goreleaser.yaml', 'builds: [{ gobinary: go{R} }]\n'),
  form('gr/goreleaser.yaml', 'builds: [{ env: [GOTOOLCHAIN=go{R}] }]\n'),
  form('.promu.yml', 'go:\n    version: {R}\n'),
  form('.gitpod.yml', 'image: golang:{R}\n'),
  form('.prototools', 'go = "{R}"\n'),
  form('devbox.json', '{ "packages": ["go@{R}"] }\n'),
  form('devbox-lock/devbox.json', '{ "packages": ["go@1.23"] }\n', {
    'devbox-lock/devbox.lock': '{ "packages": { "go@1.23": { "version": "{R}" } } }\n',
  }),
  form('bin/.go-{R}.pkg', 'hermit'),
  form('environment.yml', 'dependencies:\n  - go={R}\n'),
  form('recipe/conda_build_config.yaml', 'go_compiler_version:\n  - {R}\n'),
  form('pixi.toml', '[dependencies]\ngo = "{R}"\n'),
  form('snap/snapcraft.yaml', 'parts: { a: { plugin: go, build-snaps: [go/{L}/stable] } }\n'),
  form('.readthedocs.yaml', 'build: { tools: { golang: "{L}" } }\n'),
  form('netlify.toml', '[build.environment]\nGO_VERSION = "{R}"\n'),
  form('project.toml', '[[io.buildpacks.build.env]]\nname = "BP_GO_VERSION"\nvalue = "{R}"\n'),
  form(
    'pyproject.toml',
    '[tool.cibuildwheel]\nbefore-all = "curl https://go.dev/dl/go{R}.linux-amd64.tar.gz"\n',
  ),
  form('.semaphore/semaphore.yml', 'commands: [sem-version go {R}]\n'),
  form('.buildkite/pipeline.yml', 'steps: [{ plugins: [{ "docker#v5": { image: "golang:{R}" } }] }]\n'),
  form('.cirrus.yml', 'container: { image: "golang:{R}" }\n'),
  form('.build.yml', 'tasks:\n  - a: curl https://go.dev/dl/go{R}.linux-amd64.tar.gz\n'),
  form('.builds/freebsd.yml', 'tasks:\n  - a: curl https://go.dev/dl/go{R}.freebsd-amd64.tar.gz\n'),
  form('appveyor.yml', 'stack: go {R}\n'),
  form('buildspec.yml', 'phases: { install: { runtime-versions: { golang: {R} } } }\n'),
  form('build/checksums.txt', '# version:golang {R}\n0123  go{R}.src.tar.gz\n'),
  form('vendor.mod', 'module m\n\ngo 1.21\n\ntoolchain go{R}\n'),
  form('.bingo/tool.mod', 'module _\n\ngo {R}\n'),
];

const command = (name: string, text: string): StatedForm => form(`commands/${name}.sh`, `${text}\n`);

/** Commands that install a Go. */
const installForms: readonly StatedForm[] = [
  command('gvm', 'gvm install go{R} -B'),
  command('goenv', 'goenv install {R}'),
  command('gimme', 'eval "$(gimme {R})"'),
  command('asdf', 'asdf install golang {R}'),
  command('mise', 'mise use -g go@{R}'),
  command('sem-version', 'sem-version go {R}'),
  command('apt', 'apt-get install -y golang-{L}'),
  command('apk', 'apk add go={R}-r0'),
  command('brew', 'brew install go@{L}'),
  command('choco', 'choco install golang --version={R}'),
  command('winget', 'winget install GoLang.Go --version {R}'),
  command('snap', 'snap install go --channel={L}/stable --classic'),
  command('conda', 'conda install -c conda-forge go={R}'),
  command('xgo', 'xgo -go {R} ./...'),
];

export const listedForms: readonly StatedForm[] = [...tableForms, ...textForms, ...installForms];

/** Forms that docs/gate.md does not list. */
export const otherForms: readonly StatedForm[] = [
  form('cmake/CMakeLists.txt', 'find_program(GO go)\nset(GO_VERSION "{R}" CACHE STRING "")\n'),
  form('cmake/fetch.cmake', 'file(DOWNLOAD https://go.dev/dl/go{R}.linux-amd64.tar.gz go.tgz)\n'),
  form('build.gradle', "golang {\n    goVersion = '{R}'\n}\n"),
  form('build.gradle.kts', 'val goVersion = "{R}"\n'),
  form('gradle.properties', 'golang.version={R}\n'),
  form('gradle/libs.versions.toml', '[versions]\ngolang = "{R}"\n'),
  form('noxfile.py', 'GO_VERSION = "{R}"\n\n@nox.session\ndef go(session): pass\n'),
  form('tox.ini', '[testenv]\nsetenv =\n    GOLANG_VERSION = {R}\n'),
  form('setup.cfg', '[go]\nversion = {R}\n'),
  form('ansible/roles/go/defaults/main.yml', '---\ngolang_version: "{R}"\n'),
  form('ansible/group_vars/all.yml', 'go_version: {R}\n'),
  form('puppet/manifests/init.pp', "class { 'golang':\n  version => '{R}',\n}\n"),
  form('chef/attributes/default.rb', "default['go']['version'] = '{R}'\n"),
  form('salt/golang.sls', 'golang:\n  version: {R}\n'),
  form('packer/image.pkr.hcl', 'variable "go_version" {\n  default = "{R}"\n}\n'),
  form('terraform/variables.tf', 'variable "golang_version" {\n  type    = string\n  default = "{R}"\n}\n'),
  form('terraform/prod.tfvars', 'go_version = "{R}"\n'),
  form('nomad/job.hcl', 'config {\n  image = "golang:{R}"\n}\n'),
  form('nomad/job.nomad', 'config {\n  image = "golang:{R}"\n}\n'),
  form('helm/values.yaml', 'builder:\n  goVersion: "{R}"\n'),
  form(
    'skaffold.yaml',
    'build:\n  artifacts:\n    - image: x\n      docker: { buildArgs: { GO_VERSION: "{R}" } }\n',
  ),
  form('.ko.yaml', 'builds:\n  - env: ["GOTOOLCHAIN=go{R}"]\n'),
  form('Tiltfile', "docker_build('x', '.', build_args={'GO_VERSION': '{R}'})\n"),
  form('build.cake', 'var goVersion = "{R}";\n'),
  form('nuke/Build.cs', 'const string GoVersion = "{R}";\n'),
  form('Rakefile', "GO_VERSION = '{R}'\n"),
  form('build.sbt', 'val goVersion = "{R}"\n'),
  form('rust/build.rs', 'const GO_VERSION: &str = "{R}";\n'),
  form('rust/Cargo.toml', '[package.metadata]\ngo-version = "{R}"\n'),
  form('.vscode/settings.json', '{\n  "go.toolsEnvVars": { "GOTOOLCHAIN": "go{R}" }\n}\n'),
  form('.vscode/tasks.json', '{ "command": "docker run golang:{R} go build" }\n'),
  form('.idea/go.xml', '<option name="goVersion" value="{R}" />\n'),
  form(
    '.ci-operator.yaml',
    'build_root_image:\n  name: release\n  namespace: openshift\n  tag: rhel-9-release-golang-{L}-openshift-4.17\n',
  ),
  form('.zuul.yaml', '- job:\n    name: build\n    vars:\n      go_version: {R}\n'),
  form(
    'concourse/task.yml',
    'platform: linux\nimage_resource:\n  source: { repository: golang, tag: "{R}" }\n',
  ),
  form(
    'buddy.yml',
    '- pipeline: x\n  actions:\n    - docker_image_name: library/golang\n      docker_image_tag: {R}\n',
  ),
  form('codefresh.yml', 'steps:\n  a:\n    image: golang:{R}\n'),
  form('wercker.yml', 'box: golang:{R}\n'),
  form('screwdriver.yaml', 'jobs:\n  main:\n    image: golang:{R}\n'),
  open(
    form(
      'prow/jobs.yaml',
      'presubmits:\n  a/b:\n    - spec:\n        containers:\n          - image: gcr.io/k8s-testimages/golang:{R}\n',
    ),
  ),
  form('dagger/index.ts', 'const build = dag.container().from("golang:{R}-alpine");\n'),
  form('dagger/main.py', 'return dag.container().from_("golang:{R}-alpine")\n'),
  form('pkgx.yaml', 'dependencies:\n  go.dev: ={R}\n'),
  form('.pkgx.yml', 'env:\n  GO_VERSION: {R}\n'),
  form('.default-golang-version', 'golang {R}\n'),
  form('nfpm.yaml', 'name: x\ndepends:\n  - golang (= {R})\n'),
  form('debian/control', 'Source: x\nBuild-Depends: debhelper-compat (= 13), golang-{L}-go\n'),
  form('debian/rules', '#!/usr/bin/make -f\nexport GOROOT=/usr/lib/go-{L}\n%:\n\tdh $@\n'),
  form('rpm/x.spec', 'Name: x\nBuildRequires: golang = {R}\n'),
  form('alpine/APKBUILD', 'pkgname=x\nmakedepends="go={R}-r0"\n'),
  form('arch/PKGBUILD', "pkgname=x\nmakedepends=('go={R}')\n"),
  form('gentoo/x-1.ebuild', 'EAPI=8\nBDEPEND="=dev-lang/go-{R}"\n'),
  form('freebsd/Makefile.port', 'PORTNAME=x\nUSES=go:{L}\n'),
  form('homebrew/x.rb', 'class X < Formula\n  depends_on "go@{L}" => :build\nend\n'),
  form('guix/x.scm', '(native-inputs (list go-{L}))\n'),
  form('scoop/go.json', '{\n  "version": "{R}",\n  "url": "https://go.dev/dl/go{R}.windows-amd64.zip"\n}\n'),
  form('choco/go.nuspec', '<dependencies>\n  <dependency id="golang" version="[{R}]" />\n</dependencies>\n'),
  form(
    'obs/_service',
    '<services>\n  <service name="download_url">\n    <param name="path">dl/go{R}.src.tar.gz</param>\n  </service>\n</services>\n',
  ),
  form(
    'flatpak/org.x.yml',
    'sources:\n  - type: archive\n    url: https://dl.google.com/go/go{R}.linux-amd64.tar.gz\n',
  ),
  form('yocto/local.conf', 'GOVERSION = "{R}"\n'),
  form('yocto/conf/distro.inc', 'PREFERRED_VERSION_go-native = "{R}"\n'),
  form('buildroot/go.hash', 'sha256  0123  go{R}.src.tar.gz\n'),
  form('spack.yaml', 'spack:\n  specs: [go@{R}]\n'),
  form('meson.build', "go_version = '{R}'\n"),
  form('configure.ac', 'AC_SUBST([GO_VERSION], [{R}])\n'),
  form('configure.in', 'GO_REQUIRED="go{R}"\n'),
  form('package.json', '{\n  "volta": {},\n  "config": { "goVersion": "{R}" }\n}\n'),
  form('renovate.json', '{ "constraints": { "go": "{R}" } }\n'),
  form(
    'pom.xml',
    '<plugin>\n  <configuration>\n    <goVersion>{R}</goVersion>\n  </configuration>\n</plugin>\n',
  ),
  form('build.xml', '<property name="go.version" value="{R}"/>\n'),
  form('versions.csv', 'name,version\ngolang,{R}\n'),
  form('versions.ini', '[golang]\nversion={R}\n'),
  form('.bazelrc', 'build --action_env=GOTOOLCHAIN=go{R}\n'),
  form('BUILD', 'container_image(name = "x", base = "@golang_{R}//image")\n'),
  form('pants.toml', '[golang]\nminimum_expected_version = "{R}"\n'),
  form('please/.plzconfig', '[plugin "go"]\ngotool = //third_party:go_{R}\n'),
  form('depot.json', '{ "go": "{R}" }\n'),
  form('railway.toml', '[variables]\nNIXPACKS_GO_VERSION = "{R}"\n'),
  form('fly.toml', '[build]\n  builder = "golang:{R}"\n'),
  form('manifest.yml', 'applications:\n  - env: { GOVERSION: go{R} }\n'),
  form('Godeps.json', '{ "ImportPath": "x", "GoVersion": "go{R}" }\n'),
  form('lxd/image.yaml', 'actions:\n  - action: |\n      snap install go --channel={L}/stable --classic\n'),
  form('cloud-init.cfg', 'runcmd:\n  - curl -L https://go.dev/dl/go{R}.linux-amd64.tar.gz | tar xz\n'),
  form('tekton/pipeline.libsonnet', "{ image: 'golang:{R}' }\n"),
  form('kustomize/kustomization.yaml', 'images:\n  - name: golang\n    newTag: "{R}"\n'),
  form('ci/build.fish', 'set -x GOTOOLCHAIN go{R}\n'),
  form('ci/build.nu', 'let go_version = "{R}"\n'),
  form('ci/build.lua', 'local go_version = "{R}"\n'),
  form('ci/build.pl', 'my $go_version = "{R}";\n'),
  form('ci/build.groovy', "def GO_VERSION = '{R}'\n"),
  form('ci/build.mjs', 'export const goVersion = "{R}";\n'),
  form('ci/build.jsonnet', "local goVersion = '{R}';\n"),
  form('ci/build.cue', 'goVersion: "{R}"\n'),
  form('ci/build.star', 'GO_VERSION = "{R}"\n'),
  form('ci/build.dhall', 'let goVersion = "{R}"\n'),
  form('ci/build.ncl', '{ go_version = "{R}" }\n'),
];

const values = {
  affected: { '{R}': '1.23.7', '{L}': '1.22', '{J}': '122' },
  fixed: { '{R}': '1.26.0', '{L}': '1.26', '{J}': '126' },
} as const;

/** The files of a form, stating a release that is affected or fixed. */
export function stating(verdict: 'affected' | 'fixed', { files }: StatedForm): Files {
  const fill = (text: string): string =>
    Object.entries(values[verdict]).reduce((filled, [hole, value]) => filled.replaceAll(hole, value), text);
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [fill(name), fill(text)]));
}

/** Files with a row that is affected or undecided and that decides; relative to the folder that was judged. */
export const toldOpen = (cells: readonly Cell[], folder = ''): readonly string[] =>
  cells.flatMap(({ location, verdict, aside }) =>
    location !== undefined && aside === undefined && (verdict === 'affected' || verdict === 'inconclusive')
      ? [location.file.slice(folder.length)]
      : [],
  );
