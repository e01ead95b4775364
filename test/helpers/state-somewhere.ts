/** Random statements of an affected release, in random files: what a gate must never pass. */
import type { Random } from './random.js';

const releases = '1.21.0 1.21.13 1.22.5 1.22.12 1.23.0 1.23.7 1.24.0 1.24.1 1.24rc1 1.23rc2'.split(' ');
/** Lines without a fix. */
const lines = '1.21 1.22 1.22.x 1.21.x'.split(' ');

const keys = (
  'GO_VERSION GOLANG_VERSION goVersion go-version go_version golang.version GoVersion GOVERSION BP_GO_VERSION' +
  ' MIN_GO_VERSION golangVersion golang-version go.version DEFAULT_GO_VERSION go_release golang_tag GO_VERSION_ARM' +
  ' goToolchain go_sdk_version minGoVersion GOLANG golang Go_Version build.go.version GO_IMAGE_TAG acme.go.version acme.golang_version'
).split(' ');

type Shape = (key: string, value: string) => string;

/** `key = value`, as languages and formats write it. */
const settings: readonly Shape[] = [
  (key, value) => `${key}=${value}`,
  (key, value) => `${key} = "${value}"`,
  (key, value) => `${key}='${value}'`,
  (key, value) => `${key}: ${value}`,
  (key, value) => `  ${key} : "${value}"`,
  (key, value) => `- ${key}: '${value}'`,
  (key, value) => `${key}: ["${value}"]`,
  (key, value) => `${key}:\n  - ${value}`,
  (key, value) => `${key}:\n    - 1.26.0\n    - "${value}"`,
  (key, value) => `{"${key}": "${value}"}`,
  (key, value) => `{"a":1,"${key}":"${value}","b":2}`,
  (key, value) => `{\n\t"${key}":    "${value}"\n}`,
  (key, value) => `<${key}>${value}</${key}>`,
  (key, value) => `<param name="${key}" value="${value}"/>`,
  (key, value) => `<property name='${key}'>\n  ${value}\n</property>`,
  (key, value) => `{ name: ${key}, value: "${value}" }`,
  (key, value) => `- name: ${key}\n  value: "${value}"`,
  (key, value) => `"name": "${key}",\n"value": "${value}"`,
  (key, value) => `[versions]\n${key} = "${value}"`,
  (key, value) => `variable "${key}" {\n  default = "${value}"\n}`,
  (key, value) => `variable "${key}" {\n  type = string\n  default = "${value}"\n}`,
  (key, value) => `${key} := ${value}`,
  (key, value) => `${key} ?= ${value}`,
  (key, value) => `export ${key}=${value}`,
  (key, value) => `set ${key}=${value}`,
  (key, value) => `set(${key} "${value}")`,
  (key, value) => `$${key} = '${value}'`,
  (key, value) => `$env:${key} = "${value}"`,
  (key, value) => `setenv ${key} ${value}`,
  (key, value) => `const ${key} = "${value}";`,
  (key, value) => `let ${key}: &str = "${value}";`,
  (key, value) => `final String ${key} = "${value}";`,
  (key, value) => `def ${key} = '${value}'`,
  (key, value) => `(define ${key} "${value}")`,
  (key, value) => `'${key}' => '${value}',`,
  (key, value) => `default['${key}'] = '${value}'`,
  (key, value) => `#define ${key} "${value}"`,
  (key, value) => `%global ${key} ${value}`,
  (key, value) => `-D${key}=${value}`,
  (key, value) => `--build-arg ${key}=${value}`,
  (key, value) => `ARG ${key}=${value}`,
  (key, value) => `ENV ${key} ${value}`,
  (key, value) => `${key},${value}`,
  (key, value) => `${key}\t${value}`,
  (key, value) => `${key}|${value}|`,
  (key, value) => `${key} ${value}`,
  (key, value) => `\${${key}:-${value}}`,
  (key, value) => `\${${key}:=${value}}`,
  (key, value) => `${key} = os.getenv("${key}", "${value}")`,
  (key, value) => `${key}(default="${value}")`,
];

/** Statements of their own; of a release, and of a line. */
const ofRelease: readonly ((release: string) => string)[] = [
  (release) => `golang:${release}`,
  (release) => `golang:${release}-alpine3.20`,
  (release) => `docker.io/library/golang:${release}`,
  (release) => `image: "ghcr.io/acme/golang:${release}"`,
  (release) => `FROM golang:${release} AS build`,
  (release) => `"golang:${release}@sha256:0123456789abcdef"`,
  (release) => `registry.example.org:5000/base:golang-${release}-x`,
  (release) => `registry.example.org/build-go:${release}`,
  (release) => `cimg/go:${release}`,
  (release) => `repository: golang\ntag: "${release}"`,
  (release) => `go${release}.linux-amd64.tar.gz`,
  (release) => `https://go.dev/dl/go${release}.linux-amd64.tar.gz`,
  (release) => `curl -sSL "https://dl.google.com/go/go${release}.src.tar.gz" | tar xz`,
  (release) => `"C:\\\\tools\\\\go${release}.windows-amd64.msi"`,
  (release) => `GOTOOLCHAIN=go${release}`,
  (release) => `GOTOOLCHAIN: go${release}+auto`,
  (release) => `toolchain go${release}`,
  (release) => `GOROOT=/opt/hostedtoolcache/go/${release}/x64`,
  (release) => `/usr/local/go-${release}/bin/go`,
  (release) => `~/sdk/go${release}`,
  (release) => `golang.org/dl/go${release}@latest`,
  (release) => `golang --version=${release}`,
  (release) => `choco install golang --version ${release} -y`,
  (release) => `install_tool golang ${release}`,
  (release) => `asdf install golang ${release}`,
  (release) => `gvm install go${release}`,
  (release) => `mise use go@${release}`,
  (release) => `apk add go=${release}-r0`,
  (release) => `conda install go=${release}`,
  (release) => `sem-version go ${release}`,
  (release) => `xgo -go ${release} ./...`,
  (release) => `golang ${release}`,
  (release) => `go: ${release}`,
  (release) => `go:\n  version: ${release}`,
  (release) => `golang:\n    version: "${release}"`,
  (release) => `"go": { "version": "${release}" }`,
  (release) => `language: golang\nversion: ${release}`,
  (release) => `{"version": "${release}",\n "name": "go"}`,
  (release) => `0123456789abcdef  go${release}.src.tar.gz`,
  (release) => `BuildRequires: golang = ${release}`,
  (release) => `GO_VERSION=GO${release}`,
  (release) => `# golang:${release}`,
  (release) => `# go ${release}`,
  (release) => `// golang ${release}`,
  (release) => `; go = ${release}`,
  (release) => `<!-- golang:${release} -->`,
  (release) => `image@sha256:0123 # golang:${release}`,
];

const ofLine: readonly ((line: string) => string)[] = [
  (line) => `golang:${line}`,
  (line) => `snap go/${line.replace('.x', '')}/stable`,
  (line) => `apt-get install golang-${line.replace('.x', '')}-go`,
  (line) => `brew install go@${line.replace('.x', '')}`,
  (line) => `pkgs.go_${line.replace('.x', '').replace('.', '_')}`,
  (line) => `buildGo${line.replace('.x', '').replace('.', '')}Module`,
  (line) => `runtime: go${line.replace('.x', '').replace('.', '')}`,
  (line) => `xgo --go=go-${line}`,
  (line) => `"go" : "${line}"`,
];

/** Places that are searched, whatever reads them. */
const places = [
  ...'a b.txt Makefile .hidden/x.yml docs/x.yaml deep/er/and/deeper/x.json x.ps1 _x/y Dockerfile'.split(' '),
  ...'.github/workflows/a.yml .gitlab-ci.yml tool.mod src/x.py README.sh x.toml ci/x.rb pom.xml'.split(' '),
  ...'.travis.yml compose.yaml mise.toml WORKSPACE flake.nix devbox.json .config .env.local'.split(' '),
  ...'VERSIONS versions.properties x.ini x.conf x.cfg x.csv x.tsv x.hcl x.tf x.bazel x.cmake x.gradle'.split(
    ' ',
  ),
  ...'x.sbt x.cs x.java x.rs x.c x.h x.js x.mjs x.ts x.lua x.pl x.nu x.fish x.vbs x.bat x.spec x.nuspec'.split(
    ' ',
  ),
  ...'x.json5 x.jsonc x.j2 x.tmpl x.tpl x.in x.env x.list x.lock.in x.Dockerfile.j2 Dockerfile.tmpl'.split(
    ' ',
  ),
  ...'golang-1.2 x.unknown x.2024 debian/rules debian/control Gemfile Podfile Brewfile .drone.yml'.split(' '),
  ...'a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p .a/.b/.c azure-pipelines.yml .circleci/config.yml action.yml'.split(
    ' ',
  ),
  ...'goreleaser.yaml app.yaml netlify.toml pyproject.toml MODULE.bazel docker-bake.hcl Jenkinsfile'.split(
    ' ',
  ),
  'with blank/and more.txt',
  'größe/日本語.yml',
  "it's [odd] (1).cfg",
  '#x#',
  '-x',
  'x~',
];

/** Places that are not, and how the report says so. */
const excluded: readonly { readonly place: string; readonly as: string }[] = [
  { place: 'third_party/lib/x.cfg', as: 'aside' },
  { place: 'sub/3rdparty/Makefile', as: 'aside' },
  { place: 'testdata/x.cfg', as: 'aside' },
  { place: 'a/test-data/x', as: 'aside' },
  { place: 'test/fixtures/Dockerfile', as: 'aside' },
  { place: '__fixtures__/x.yml', as: 'aside' },
  { place: 'test/golden/x.json', as: 'aside' },
  { place: 'sub/.github/workflows/a.yml', as: 'aside' },
  { place: 'sub/.gitea/workflows/a.yaml', as: 'aside' },
  { place: 'sub/.travis.yml', as: 'aside' },
  { place: 'sub/.woodpecker/a.yml', as: 'aside' },
  { place: 'sub/.circleci/config.yml', as: 'aside' },
  { place: 'sub/bitbucket-pipelines.yml', as: 'aside' },
  { place: 'sub/.semaphore/semaphore.yml', as: 'aside' },
  { place: 'vendor/x/y.cfg', as: 'vendored' },
  { place: 'web/node_modules/x/Makefile', as: 'vendored' },
  { place: 'main.go', as: 'Go source' },
  { place: 'a/b_test.go', as: 'Go source' },
  { place: 'README.md', as: 'prose' },
  { place: 'CHANGELOG', as: 'prose' },
  { place: 'docs/guide.rst', as: 'prose' },
  { place: 'changelog/1.2/pull-7', as: 'prose' },
  { place: '.github/ISSUE_TEMPLATE/bug.yml', as: 'prose' },
  { place: 'docs/snippets/x.py', as: 'example' },
  { place: 'web/package-lock.json', as: 'lock file' },
  { place: 'Cargo.lock', as: 'lock file' },
  { place: '.golangci.yml', as: 'linter settings' },
  { place: 'web/a.test.ts', as: 'test source' },
  { place: 'tools/build_test.py', as: 'test source' },
];

const around = [
  '',
  'a: 1\n',
  '\n\nsome words\n',
  '\n',
  '# a comment\n',
  'é: ü\n',
  '- x\n- y\n',
  '\t',
  '  ',
  '\n\n\n\n\n\n\n\n',
  '/* x */\n',
  '{}\n',
  '"helm": "1.14.0"\n',
  'node: 20.1.0\n',
];

/** Before a statement on its line, as minified files have it. */
const fillers = ['{"x":1},', 'x=1;', '"a","b",', '0', ' ', 'go,', '1.22.1,', '\t', 'é'];

type Encoded = (text: string) => Uint8Array;

const utf8: Encoded = (text) => Buffer.from(text, 'utf8');
const encodings: readonly Encoded[] = [
  utf8,
  utf8,
  utf8,
  utf8,
  (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(`é\n${text}`, 'latin1'),
];

export interface Stated {
  readonly place: string;
  readonly bytes: Uint8Array;
}

/** Writes a statement of an affected release at a place that is searched, with something around it. */
export function stateSomewhere(random: Random): Stated {
  return { place: random.pick(places), bytes: stateIn(random, encodings) };
}

/** The same at a place that is not searched, or does not decide. */
export function stateAside(random: Random): Stated & { readonly as: string } {
  // What is no UTF-8 is not looked for there.
  return { ...random.pick(excluded), bytes: stateIn(random, [utf8]) };
}

function stateIn(random: Random, ways: readonly Encoded[]): Uint8Array {
  const statement = statementOf(random);
  const filler = random.oneIn(8)
    ? `${random.pick(fillers).repeat(1 + random.below(random.oneIn(6) ? 40_000 : 400))}${random.pick([',', ' ', '\n'])}`
    : '';
  const text = `${random.pick(around)}${filler}${statement}${random.pick(['\n', '', '\n'])}${random.pick(around)}`;
  return random.pick(ways)(text);
}

function statementOf(random: Random): string {
  const release = random.oneIn(4) ? random.pick(lines) : random.pick(releases);
  switch (random.below(5)) {
    case 0:
      return random.pick(ofLine)(random.pick(lines));
    case 1:
    case 2:
      return random.pick(ofRelease)(random.pick(releases));
    default: {
      const prefix = random.oneIn(3) ? random.pick(['go', 'v', 'go', 'golang-']) : '';
      return random.pick(settings)(random.pick(keys), `${prefix}${release}`);
    }
  }
}
