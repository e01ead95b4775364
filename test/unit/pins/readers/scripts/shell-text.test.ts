import { expect, test } from 'vitest';
import { toldOf } from '../../../../helpers/judged-pins.js';

const script = (text: string) => toldOf('setup.sh', text);

test.each([
  ['GOTOOLCHAIN=go1.23.7 go build', '1 go1.23.7 affected uncertain'],
  ['go env -w GOTOOLCHAIN=go1.24.2', '1 go1.24.2 fixed'],
  ['echo "GOTOOLCHAIN=go1.23.7+auto" >> $GITHUB_ENV', '1 go1.23.7+auto affected uncertain'],
  ['export GOTOOLCHAIN := go1.23.7', '1 go1.23.7 affected uncertain'],
  ['go install golang.org/dl/go1.23.7@latest', '1 1.23.7 affected uncertain'],
  ['curl -L https://go.dev/dl/go1.23.7.linux-amd64.tar.gz', '1 1.23.7 affected uncertain'],
  ['curl https://golang.org/dl/go1.23.7.$(uname -s)-amd64.tar.gz', '1 1.23.7 affected uncertain'],
  ['wget https://dl.google.com/go/go1.23.7.src.tar.gz', '1 1.23.7 affected uncertain'],
  ['curl -sSL https://golang.org/dl/go1.23.7.src.tar.gz | tar -xz', '1 1.23.7 affected uncertain'],
  // An archive is named in full.
  ['wget https://go.dev/dl/go1.23.linux-amd64.tar.gz', '1 1.23 affected uncertain'],
  ['V=1.23.7; curl https://go.dev/dl/go${V}.linux-amd64.tar.gz', '1 1.23.7 affected uncertain'],
  ['docker run --rm -v $PWD:/src golang:1.23.7 go build', '1 golang:1.23.7 affected uncertain'],
  ['GO_VERSION=${GO_VERSION:-1.23.7}', '1 1.23.7 affected uncertain'],
  [': "${GO_VERSION:=1.23.7}"', '1 1.23.7 affected uncertain'],
  ['V="${1:-1.23.7}"; curl https://go.dev/dl/go$V.linux-amd64.tar.gz', '1 1.23.7 affected uncertain'],
  ['GO_VERSION="${GO_VERSION:-"1.23.7"}"', '1 1.23.7 affected uncertain'],
  ['export GOTOOLCHAIN="${GOTOOLCHAIN:-go1.23.7}"', '1 go1.23.7 affected uncertain'],
  ['GO_VERSION="${GO_VERSION:-x}"; GO_VERSION=1.23.7', '1 1.23.7 affected uncertain'],
  // Another maker's image is undecided, as in a Dockerfile.
  ['docker run ghcr.io/someone/golang:1.23.7', '1 ghcr.io/someone/golang:1.23.7 inconclusive'],
  // Version managers, packages, builders.
  ['sem-version go 1.22', '1 1.22 affected uncertain'],
  ['gvm install go1.22.5 -B', '1 go1.22.5 affected uncertain'],
  ['goenv install -s 1.22.5', '1 1.22.5 affected uncertain'],
  ['eval "$(gimme 1.22.5)"', '1 1.22.5 affected uncertain'],
  ['asdf install golang 1.22.5', '1 1.22.5 affected uncertain'],
  ['mise use -g node@20 go@1.22.5', '1 1.22.5 affected uncertain'],
  ['V=1.22.5\nmise use go@$V', '1 1.22.5 affected uncertain'],
  ['brew install go@1.22', '1 1.22 affected uncertain'],
  ['apk add go=1.22.5-r0', '1 1.22.5 affected uncertain'],
  ['conda install -c conda-forge "go=1.22.*"', '1 1.22.* affected uncertain'],
  ['apt-get install -y \\\n  golang-1.21-go', '2 1.21 affected'],
  ['apt-get install -y golang-1.23', '1 1.23 inconclusive'],
  ['apt-get install -y golang-1.17', '1 1.17 not-applicable'],
  ['PATH=/usr/lib/go-1.22/bin:$PATH', '1 1.22 affected'],
  ['choco install golang --version=1.23.2 -y', '1 1.23.2 affected uncertain'],
  ['winget install --id GoLang.Go -e --version 1.23.2', '1 1.23.2 affected uncertain'],
  ['snap install go --channel=1.22/stable --classic', '1 1.22 affected uncertain'],
  ['snap install --channel 1.22/edge --classic go', '1 1.22 affected uncertain'],
  ['XGO ?= go-1.22.x\nxgo -go $(XGO) ./cmd', '1 1.22.x affected uncertain'],
  ['xgo --go=1.22.1 ./cmd', '1 1.22.1 affected uncertain'],
  ['- name: BP_GO_VERSION\n  value: "1.22.*"', '2 1.22.* affected uncertain'],
])('%s', (text, expected) => expect(script(`${text}\n`)).toEqual([expected]));

test.each([
  '# GOTOOLCHAIN=go1.23.7',
  '  // golang:1.23.7',
  'GOTOOLCHAIN=local go build',
  'curl https://go.dev/dl/go$V.linux-amd64.tar.gz',
  'PROTOC_GEN_GO_VERSION=1.23.7',
  'CLIENT_GO_VERSION := 1.24.1',
  'GO_VERSION=v1.23.7',
  'docker run ghcr.io/someone/golang:edge',
  'go mod edit -go=1.22',
  'echo go=1.22.5',
  'apt-get install golang-github-x-1.22 golang-x-1.21',
  'go install example.com/x/go@v1.22.1',
  'brew install cargo@1.22',
  'docker run golang:$V',
  'test "$GO_VERSION" = 1.22.0',
  'MIN_GO_VERSION=1.21',
  'tool-go1.2.linux-amd64.tar.gz gopls.linux-amd64.tar.gz',
])('%j says nothing for certain', (text) => expect(script(`${text}\n`)).toEqual([]));

test('a variable that is set twice may have either value', () => {
  const text = 'if x; then V=1.22.1; else V=1.24.2; fi\ndocker run golang:$V\n';
  expect(script(text)).toEqual(['1 1.22.1 affected uncertain', '1 1.24.2 fixed']);
});

test('each image is told where it stands', () => {
  expect(script('docker run golang:1.23.7\ndocker run golang:1.23.7\n')).toEqual([
    '1 golang:1.23.7 affected uncertain',
    '2 golang:1.23.7 affected uncertain',
  ]);
});

test('the same is told once', () => {
  const text =
    'GO_VERSION=1.23.7\ncurl go.dev/dl/go$GO_VERSION.linux-amd64.tar.gz\ntar xf go1.23.7.linux-amd64.tar.gz\n';
  expect(script(text)).toEqual(['1 1.23.7 affected uncertain']);
});

test('a step sees the environment of its workflow', () => {
  const text =
    'env: { V: 1.23.7 }\njobs:\n  a:\n    steps:\n      - run: |\n          # go1.22.0.linux-amd64\n          curl go.dev/dl/go${{ env.V }}.linux-amd64.tar.gz\n      - run: curl go.dev/dl/go$V.linux-amd64.tar.gz\n      - run: curl go.dev/dl/go$W.linux-amd64.tar.gz\n';
  expect(toldOf('.github/workflows/a.yml', text)).toEqual([
    '1 1.23.7 affected uncertain',
    '9 $W inconclusive',
  ]);
});
