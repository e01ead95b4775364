/** Values that come to a pin from elsewhere: the environment of a job, other files, scripts of earlier steps. */
import { describe, expect, test } from 'vitest';
import { judged, told, type Files } from '../../helpers/judged-pins.js';

const workflow = (text: string, others: Files = {}): Files => ({
  '.github/workflows/ci.yml': text,
  ...others,
});
const ofWorkflow = (text: string, others: Files = {}): string[] =>
  told(workflow(text, others))
    .filter((line) => line.startsWith('.github/workflows'))
    .map((line) => line.replace(/^\S+:/, ''));

describe('build arguments', () => {
  test('without a value take the environment', () => {
    const text = 'env: { V: 1.23.7 }\njobs: { a: { steps: [{ run: docker build --build-arg V . }] } }\n';
    expect(ofWorkflow(text, { Dockerfile: 'ARG V=1.24.2\nFROM golang:$V\n' })).toEqual([
      '1 1.23.7 affected uncertain',
    ]);
  });

  const dockerfile = { 'app.dockerfile': 'ARG V\nFROM golang:${V}\n' };
  const compose = (value: string) => `services: { a: { build: { args: { V: "${value}" } } } }\n`;

  test('decide an ARG without a default, when all that give it are known', () => {
    expect(told({ ...dockerfile, 'compose.yaml': compose('1.24.2') })).toEqual([
      'compose.yaml:1 1.24.2 fixed',
    ]);
    expect(told({ ...dockerfile, 'compose.yaml': compose('${V}'), '.env': 'V=1.23.7\n' })).toEqual([
      '.env:1 1.23.7 affected uncertain',
    ]);
  });

  test.each([
    ['Makefile', 'build:\n\tdocker build --build-arg V=$(VERSION) .\n'],
    ['build.sh', 'docker build --build-arg V .\n'],
    ['.gitlab-ci.yml', 'a: { script: ["docker build --build-arg V=$VERSION ."] }\n'],
    ['dev/compose.yaml', compose('${VERSION}')],
    [
      '.github/workflows/a.yml',
      'jobs: { a: { steps: [{ uses: docker/build-push-action@v6, with: { build-args: "V=${{ secrets.V }}" } }] } }\n',
    ],
  ])('leave it open when one is not known: %s', (path, text) => {
    const found = told({ ...dockerfile, 'compose.yaml': compose('1.24.2'), [path]: text });
    expect(found).toContain('app.dockerfile:2 golang:${V} inconclusive');
    expect(found.filter((line) => line.startsWith(path))).toEqual([]);
  });

  test('nobody gives it', () => {
    expect(told(dockerfile)).toEqual(['app.dockerfile:2 golang:${V} inconclusive']);
  });
});

describe('an argument that is passed on under its own name', () => {
  const bake = 'variable "V" { default = "1.23.7" }\ntarget "a" { args = { V = V } }\n';

  test('counts where a Dockerfile makes Go of it', () => {
    const found = told({ 'docker-bake.hcl': bake, Dockerfile: 'ARG V=1.24.2\nFROM golang:$V\n' });
    expect(found).toContain('docker-bake.hcl:1 1.23.7 affected uncertain');
  });

  test('takes nothing by itself', () => {
    const address = bake.replace('1.23.7', '127.0.0.1');
    expect(told({ 'docker-bake.hcl': address, Dockerfile: 'FROM alpine\nARG V=localhost\n' })).toEqual([]);
  });
});

describe('variables that are named as a Go version count where nobody is seen to read them', () => {
  test.each<[string, string, string]>([
    [
      '.github/workflows/a.yml',
      'jobs: { a: { env: { GO_VERSION: 1.23.7 }, steps: [{ run: make }] } }\n',
      '1 1.23.7',
    ],
    ['.gitlab-ci.yml', 'variables: { GO_VERSION: { value: "1.23.7" } }\na: { image: x }\n', '1 1.23.7'],
    ['azure-pipelines.yml', 'variables: [{ name: goVersion, value: 1.23.7 }]\n', '1 1.23.7'],
    ['.circleci/config.yml', 'jobs: { a: { environment: { GO_VERSION: 1.23.7 } } }\n', '1 1.23.7'],
    ['.drone.yml', 'steps: [{ environment: { GO_VERSION: 1.23.7 } }]\n', '1 1.23.7'],
    ['Dockerfile', 'FROM debian\nARG GO_VERSION=1.23.7\nRUN ./install\n', '2 1.23.7'],
    ['Dockerfile', 'FROM debian\nENV GOLANG_VERSION 1.23.7\n', '2 1.23.7'],
  ])('%s: %j', (path, text, place) => {
    expect(told({ [path]: text })).toEqual([`${path}:${place} affected uncertain`]);
  });

  test('and are told once where somebody is', () => {
    expect(
      ofWorkflow(
        'env: { GO_VERSION: 1.23.7 }\njobs: { a: { steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ env.GO_VERSION }}" } }] } }\n',
      ),
    ).toEqual(['1 1.23.7 affected certain']);
    expect(told({ Dockerfile: 'ARG GO_VERSION=1.23.7\nFROM golang:$GO_VERSION\n' })).toEqual([
      'Dockerfile:1 1.23.7 affected certain',
    ]);
  });

  test.each<[string, string]>([
    ['.gitlab-ci.yml', 'variables: { GO_VERSION: $OTHER, MIN_GO_VERSION: "1.21" }\n'],
    ['.github/workflows/a.yml', 'env: { PROTOC_GEN_GO_VERSION: 1.23.7, GO_VERSION: "${{ vars.GO }}" }\n'],
    ['Dockerfile', 'FROM debian\nARG GO_VERSION\nENV AWS_SDK_GO_VERSION=1.23.7\n'],
  ])('%s: %j says nothing of Go', (path, text) => expect(told({ [path]: text })).toEqual([]));
});

test('GitLab: variables of another file of the pipeline', () => {
  const files = {
    '.gitlab-ci.yml': 'include: [{ local: /.gitlab/a.yml }, { local: /.gitlab/b.yml }]\n',
    '.gitlab/a.yml': 'variables: { V: 1.23.7 }\n',
    '.gitlab/b.yml': 'unit: { image: "golang:$V" }\n',
  };
  expect(told(files)).toEqual(['.gitlab/b.yml:1 "golang:$V" affected']);
  expect(
    told({ ...files, '.gitlab/b.yml': 'variables: { V: 1.24.2 }\nunit: { image: "golang:$V" }\n' }),
  ).toEqual(['.gitlab/b.yml:1 1.24.2 fixed']);
});

test('Woodpecker: a matrix, as lists and as combinations', () => {
  expect(
    told({ '.woodpecker.yml': 'matrix: { V: [1.23.7, 1.24.2] }\nsteps: [{ image: "golang:${V}" }]\n' }),
  ).toEqual(['.woodpecker.yml:1 1.23.7 affected certain', '.woodpecker.yml:1 1.24.2 fixed']);
  expect(
    told({ '.woodpecker.yml': 'matrix: { include: [{ V: 1.23.7 }] }\nsteps: [{ image: "golang:${V}" }]\n' }),
  ).toEqual(['.woodpecker.yml:1 1.23.7 affected certain']);
});

describe('what earlier steps write', () => {
  const setUp = (run: string, version: string, more = '') =>
    `jobs:\n  a:\n    steps:\n      - id: v\n        run: |\n          ${run}\n${more}      - uses: actions/setup-go@v5\n        with: { go-version: "${version}" }\n`;
  const files = { '.go-version': '1.23.7\n', '.env': 'V=1.23.7\nW=1.24.2\n' };

  test.each([
    ['echo "go=1.23.7" >> "$GITHUB_OUTPUT"', 'steps.v.outputs.go', 'affected'],
    ['echo "go=$(cat .go-version)" >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'affected'],
    ['echo "go=$(< .go-version)" >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'affected'],
    ['echo "::set-output name=go::$(cat .go-version)"', 'steps.v.outputs.go', 'affected'],
    ['echo GO=$(cat .go-version) >> $GITHUB_ENV', 'env.GO', 'affected'],
    ['X=$(cat .go-version); echo "GO=$X" >> $GITHUB_ENV', 'env.GO', 'affected'],
    ['(. .env && echo "GO=${W}") >> $GITHUB_ENV', 'env.GO', 'fixed'],
    ['source ./.env; echo "GO=${V}" >> $GITHUB_ENV', 'env.GO', 'affected'],
    // Not plain, or not there.
    ['echo "go=$(./version.sh)" >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'inconclusive'],
    ['echo "go=$(cat gone)" >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'inconclusive'],
    ['echo "go=1.24.$PATCH" >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'inconclusive'],
    ['./write go >> $GITHUB_OUTPUT', 'steps.v.outputs.go', 'inconclusive'],
    ['echo "go=1.24.2"', 'steps.v.outputs.go', 'inconclusive'],
    ['echo "go=1.24.2" >> $GITHUB_OUTPUT', 'steps.w.outputs.go', 'inconclusive'],
  ])('%s: %s is %s', (run, path, verdict) => {
    const found = ofWorkflow(setUp(run, `\${{ ${path} }}`), files);
    expect(found.map((line) => line.split(' ').slice(-1))).toEqual([[verdict]]);
  });

  test('one workflow that stands beside different files, in two repositories or before and after an edit', () => {
    const text = setUp('echo "go=$(cat .go-version)" >> $GITHUB_OUTPUT', '${{ steps.v.outputs.go }}');
    const verdicts = ['1.23.8', '1.23.7', '1.24.2'].map((version) =>
      ofWorkflow(text, { '.go-version': `${version}\n` }).map((line) => line.split(' ').at(-1)),
    );
    expect(verdicts).toEqual([['fixed'], ['affected'], ['fixed']]);
  });

  test('in another job', () => {
    const text =
      'jobs:\n  v:\n    outputs: { go: "${{ steps.x.outputs.go }}" }\n    steps: [{ id: x, run: "echo go=$(cat .go-version) >> $GITHUB_OUTPUT" }]\n' +
      '  b:\n    needs: v\n    steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ needs.v.outputs.go }}" } }]\n';
    expect(ofWorkflow(text, files)).toEqual(['7 "${{ needs.v.outputs.go }}" affected']);
  });
});

describe('what a called workflow puts out', () => {
  const called = (value: string, steps: string): string =>
    `on: { workflow_call: { inputs: { v: { type: string } }, outputs: { go: { value: "${value}" } } } }\njobs: { j: { outputs: { go: "\${{ steps.s.outputs.go }}" }, steps: [${steps}] } }\n`;
  const caller =
    'jobs:\n  v: { uses: ./.github/workflows/v.yml, with: { v: 1.24.1 } }\n  b:\n    needs: v\n    steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ needs.v.outputs.go }}" } }]\n';
  const step = '{ id: s, run: "V=$(head -n 1 .go-version); echo go=$V >> $GITHUB_OUTPUT" }';

  test.each([
    ['${{ jobs.j.outputs.go }}', step, 'affected'],
    ['1.24.2', step, 'fixed'],
    ['${{ inputs.v }}', step, 'affected'],
    ['${{ jobs.k.outputs.go }}', step, 'inconclusive'],
    ['${{ jobs.j.outputs.go }}', '{ id: s, run: "./write >> $GITHUB_OUTPUT" }', 'inconclusive'],
  ])('%s by %s is %s', (value, steps, verdict) => {
    const files = { '.github/workflows/v.yml': called(value, steps), '.go-version': '1.23.7\n' };
    const found = ofWorkflow(caller, files).filter((line) => line.startsWith('5 '));
    expect(found.map((line) => line.split(' ').at(-1))).toEqual([verdict]);
  });

  test('and the file that it reads is the place to edit', () => {
    const files = {
      ...workflow(caller),
      '.github/workflows/v.yml': called('${{ jobs.j.outputs.go }}', step),
      '.go-version': '1.23.7\n',
    };
    const found = judged(files).find(({ pin }) => pin.file.endsWith('ci.yml') && pin.line === 5);
    expect(found?.definition).toMatchObject({ file: '.go-version', line: 1 });
  });
});

describe('a go-version-file below the path of a checkout', () => {
  const verdictOf = (checkout: string, file: string): (string | undefined)[] => {
    const text = `jobs: { a: { steps: [{ uses: actions/checkout@v4, with: { ${checkout} } }, { uses: actions/setup-go@v5, with: { go-version-file: ${file} } }] } }\n`;
    const files = { 'go.mod': 'module x\n\ngo 1.23.7\n', 'b/go.mod': 'module y\n\ngo 1.24.2\n' };
    return ofWorkflow(text, files).map((line) => line.split(' ').at(-1));
  };

  test.each([
    ['path: src/x.org/r', './src/x.org/r/go.mod', 'affected'],
    ['path: src/x.org/r', 'src/x.org/r/b/go.mod', 'fixed'],
    ['path: ./r/, repository: "${{ github.repository }}"', 'r/go.mod', 'affected'],
    ['fetch-depth: 0', 'b/go.mod', 'fixed'],
    // Another repository, and a folder that is none of a checkout.
    ['path: r, repository: x/other', 'r/go.mod', 'inconclusive'],
    ['path: r', 'rr/go.mod', 'inconclusive'],
    ['path: "${{ env.X }}"', 'r/go.mod', 'inconclusive'],
  ])('{ %s }: %s is %s', (checkout, file, verdict) => {
    expect(verdictOf(checkout, file)).toEqual([verdict]);
  });
});

describe('actions that are called setup-go', () => {
  const uses = (action: string) => `jobs: { a: { steps: [{ uses: ${action} }] } }\n`;
  const why = (action: string, others: Files = {}) =>
    judged(workflow(uses(action), others)).map(({ resolution }) => resolution.detail);

  test('of this repository are read', () => {
    const action =
      'inputs: { go-version: { default: 1.23.7 } }\nruns: { steps: [{ uses: actions/setup-go@v5, with: { go-version: "${{ inputs.go-version }}" } }] }\n';
    expect(told(workflow(uses('./ci/setup-go'), { 'ci/setup-go/action.yml': action }))).toEqual([
      'ci/setup-go/action.yml:1 1.23.7 affected certain',
    ]);
  });

  test.each([
    ['./ci/setup-go', /not in this repository/],
    ['someone/setup-go@v1', /another maker/],
    ['actions/setup-go@v5', /runner’s own Go/],
    ['https://github.com/actions/setup-go@v5', /runner’s own Go/],
  ])('%s without a version', (action, reason) => {
    expect(why(action)).toEqual([expect.stringMatching(reason)]);
  });
});

describe('GOTOOLCHAIN that is no literal', () => {
  test.each<[string, string, string]>([
    ['.goreleaser.yml', 'env: [\'GOTOOLCHAIN={{ envOrDefault "X" "go1.23.7" }}\']\n', 'affected'],
    ['.goreleaser.yml', 'env: ["GOTOOLCHAIN={{ .Env.X }}"]\n', 'inconclusive'],
    ['Makefile', 'export GOTOOLCHAIN := $(shell ./toolchain)\n', 'inconclusive'],
    ['Makefile', 'export GOTOOLCHAIN := go$(V)\n', 'inconclusive'],
    ['build.sh', 'GOTOOLCHAIN=$(cat v) go build\n', 'inconclusive'],
    ['build.sh', 'GOTOOLCHAIN="$T" go build\n', 'inconclusive'],
  ])('%s: %s is %s', (path, text, verdict) => {
    expect(told({ [path]: text }).map((line) => line.split(' ').find((word) => word === verdict))).toEqual([
      verdict,
    ]);
  });

  test.each([
    'GOTOOLCHAIN=$GOTOOLCHAIN go build',
    'export GOTOOLCHAIN="${GOTOOLCHAIN:-local}"',
    'GOTOOLCHAIN=local go build',
    'echo $GOTOOLCHAIN',
  ])('%s says nothing', (text) => expect(told({ 'a.sh': `${text}\n` })).toEqual([]));
});

test('a Makefile’s name within the value of another is set by neither', () => {
  const makefile = (inner: string) =>
    `GO_VERSION ?= 1.24.2\nexport GOTOOLCHAIN := go$(GO_VERSION)\nOPTIONS = ${inner}\n`;
  expect(told({ Makefile: makefile('GO_VERSION=1.21.6 GO_HASH=x') }).join()).not.toContain('affected');
  // A name that the file does not set is told, and so is what a recipe says.
  expect(told({ Makefile: makefile('BUILD_GO_VERSION=1.21.6') }).join()).toContain('1.21.6 affected');
  expect(told({ Makefile: `${makefile('x')}a:\n\tGO_VERSION=1.23.7 ./build\n` }).join()).toContain(
    '1.23.7 affected',
  );
});

test.each(['docker/bake-action@v6', 'x@v1 # docker compose'])('%s takes the environment', (action) => {
  const text = `env: { V: 1.23.7 }\njobs:\n  a:\n    steps:\n      - uses: ${action}\n`;
  expect(ofWorkflow(text, { Dockerfile: 'ARG V=1.24.2\nFROM golang:$V\n' })).toEqual([
    '1 1.23.7 affected uncertain',
  ]);
  expect(ofWorkflow(text, { Dockerfile: 'ARG V=1.24.2\nFROM debian:$V\n' })).toEqual([]);
});

test('an input that is called go, when it is a version', () => {
  const text = (go: string) => `jobs: { a: { steps: [{ uses: x/build@v2, with: { go: ${go} } }] } }\n`;
  expect(ofWorkflow(text('1.23.7'))).toEqual(['1 1.23.7 affected uncertain']);
  expect(ofWorkflow(text('true'))).toEqual([]);
});

describe('Azure: parameters', () => {
  const task = (version: string) => `steps: [{ task: GoTool@0, inputs: { version: "${version}" } }]\n`;
  const template = (value: string) =>
    told({
      'azure-pipelines.yml': `parameters: [{ name: go, default: ${value} }]\n${task('${{ parameters.go }}')}`,
    });

  test('have a default', () => {
    expect(template('1.23.7').join()).toContain('1.23.7 affected');
    expect(template('1.24.2')).toEqual(['azure-pipelines.yml:1 1.24.2 fixed']);
  });

  const called = (value: string) =>
    told({
      'azure-pipelines.yml': `steps: [{ template: ci/go.yml, parameters: { v: ${value} } }]\n`,
      'ci/go.yml': `parameters: [{ name: v, type: string }]\n${task('${{ parameters.v }}')}`,
    });

  test('are followed into a template, wherever it lies', () => {
    expect(called('1.23.7')).toEqual(['ci/go.yml:2 "${{ parameters.v }}" affected']);
    expect(called('1.24.2')).toEqual(['ci/go.yml:2 "${{ parameters.v }}" fixed']);
  });

  test('that nobody gives leave the template open', () => {
    expect(told({ '.azure/go.yml': `parameters: { v: '' }\n${task('${{ parameters.v }}')}` })).toEqual([
      '.azure/go.yml:2 "${{ parameters.v }}" inconclusive',
    ]);
  });

  test('of a template of variables are variables', () => {
    const files = (value: string): Files => ({
      'azure-pipelines.yml': `variables: [{ template: vars.yml }]\n${task('$(v)')}`,
      'vars.yml': `variables: { v: ${value} }\n`,
    });
    expect(told(files('1.23.7')).join()).toContain('affected');
    expect(told(files('1.24.2'))).toEqual(['azure-pipelines.yml:2 "$(v)" fixed']);
  });

  test('are given to a template', () => {
    const text = 'steps: [{ template: a.yml, parameters: { goVersion: 1.23.7 } }]\n';
    expect(told({ '.pipelines/a.yml': text })).toEqual(['.pipelines/a.yml:1 1.23.7 affected uncertain']);
  });
});

test('what a script reads is what it is in this repository', () => {
  const text = (step: string) =>
    `jobs: { a: { steps: [{ run: 'echo "V=$(cat GOV)" >> $GITHUB_ENV' }, ${step}] } }\n`;
  const files = (version: string): Files =>
    workflow(text('{ uses: actions/setup-go@v5, with: { go-version: "${{ env.V }}" } }'), { GOV: version });
  expect(told(files('1.23.7')).join()).toContain('affected');
  expect(told(files('1.24.2')).join()).not.toContain('affected');
});
