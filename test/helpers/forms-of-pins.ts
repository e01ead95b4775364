/**
 * Repositories that state one Go in one of the forms in which projects do, each with an affected release, which must be told,
 * and where the form is followed also with a fixed one, which must pass. Their go.mod is fixed.
 */
import type { Files } from './judged-pins.js';

/** Its name, whether it must pass or be told, and its files. */
export type Form = readonly [name: string, want: 'passed' | 'told', files: Files];

const W = '.github/workflows/ci.yml';
const DF = 'ARG GO=1.24.2\nFROM golang:${GO}\n';
const steps = (s: string, head = ''): string =>
  `on: push\n${head}jobs:\n  a:\n    runs-on: x\n    steps:\n${s}`;
const setup = (v: string): string =>
  `      - uses: actions/setup-go@v5\n        with:\n          go-version: ${v}\n`;
const tells = (name: string, files: Files): Form => [name, 'told', files];
const both = (name: string, of: (version: string) => Files): readonly Form[] => [
  tells(`${name}, affected`, of('1.23.4')),
  [`${name}, fixed`, 'passed', of('1.24.2')],
];

/** What each repository must come to. */
export const forms: readonly Form[] = [
  // build args without value
  ...both('barg wf env', (v): Files => ({
    Dockerfile: DF,
    [W]: steps('      - run: docker build --build-arg GO -t x .\n', `env:\n  GO: "${v}"\n`),
  })),
  ...both('barg job env', (v): Files => ({
    Dockerfile: DF,
    [W]: `on: push\njobs:\n  a:\n    env: { GO: ${v} }\n    steps:\n      - run: |\n          docker buildx build \\\n            --build-arg GO \\\n            --build-arg OTHER=1 .\n`,
  })),
  ...both('barg step env', (v): Files => ({
    Dockerfile: DF,
    [W]: steps(`      - run: docker build --build-arg=GO .\n        env:\n          GO: ${v}\n`),
  })),
  ...both('barg crlf', (v): Files => ({
    Dockerfile: DF.replace(/\n/g, '\r\n'),
    [W]: steps(`      - run: docker build --build-arg GO .\n        env:\n          GO: ${v}\n`).replace(
      /\n/g,
      '\r\n',
    ),
  })),
  ...both('barg gitlab var', (v): Files => ({
    Dockerfile: DF,
    '.gitlab-ci.yml': `variables:\n  GO: "${v}"\nb:\n  script:\n    - docker build --build-arg GO .\n`,
  })),
  ...both('barg gitlab job var', (v): Files => ({
    Dockerfile: DF,
    '.gitlab-ci.yml': `b:\n  variables:\n    GO: "${v}"\n  script: docker build --build-arg GO .\n`,
  })),
  ...both('barg make export', (v): Files => ({
    Dockerfile: DF,
    Makefile: `export GO := ${v}\nimage:\n\tdocker build --build-arg GO .\n`,
  })),
  ...both('barg make export2', (v): Files => ({
    Dockerfile: DF,
    Makefile: `GO = ${v}\nexport GO\nimage:\n\tdocker build --build-arg GO .\n`,
  })),
  ...both('barg make prefix', (v): Files => ({
    Dockerfile: DF,
    Makefile: `image:\n\tGO=${v} docker build --build-arg GO .\n`,
  })),
  ...both('barg script export', (v): Files => ({
    Dockerfile: DF,
    'build.sh': `#!/bin/sh\nexport GO=${v}\ndocker build --build-arg GO .\n`,
  })),
  ...both('barg script export quoted', (v): Files => ({
    Dockerfile: DF,
    'ci/build': `#!/bin/sh\nexport GO="${v}"\ndocker build --build-arg "GO" .\n`,
  })),
  ...both('barg make from workflow env', (v): Files => ({
    Dockerfile: DF,
    Makefile: 'image:\n\tdocker build --build-arg GO .\n',
    [W]: steps('      - run: make image\n', `env:\n  GO: ${v}\n`),
  })),
  ...both('barg github_env', (v): Files => ({
    Dockerfile: DF,
    [W]: steps(`      - run: echo "GO=${v}" >> $GITHUB_ENV\n      - run: docker build --build-arg GO .\n`),
  })),
  ...both('barg podman', (v): Files => ({
    Containerfile: DF,
    [W]: steps(`      - run: podman build --build-arg GO .\n        env:\n          GO: ${v}\n`),
  })),
  ...both('barg circle', (v): Files => ({
    Dockerfile: DF,
    '.circleci/config.yml': `version: 2.1\njobs:\n  a:\n    environment:\n      GO: ${v}\n    steps:\n      - run: docker build --build-arg GO .\n`,
  })),
  ...both('barg azure', (v): Files => ({
    Dockerfile: DF,
    'azure-pipelines.yml': `variables:\n  GO: ${v}\nsteps:\n  - script: docker build --build-arg GO .\n`,
  })),
  ...both('barg compose args list no value .env', (v): Files => ({
    Dockerfile: DF,
    'compose.yaml': `services:\n  a:\n    build:\n      context: .\n      args:\n        - GO\n`,
    '.env': `GO=${v}\n`,
  })),
  ...both('barg compose args map null', (v): Files => ({
    Dockerfile: DF,
    'compose.yaml': `services:\n  a:\n    build:\n      context: .\n      args:\n        GO:\n`,
    '.env': `GO=${v}\n`,
  })),
  ...both('action build-args env', (v): Files => ({
    Dockerfile: DF,
    [W]: steps(
      '      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            GO=${{ env.MY }}\n',
      `env:\n  MY: ${v}\n`,
    ),
  })),
  // bake
  ...both('bake var env', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': 'variable "GO" {}\ntarget "a" {\n  args = { GO = GO }\n}\n',
    [W]: steps('      - run: docker buildx bake\n', `env:\n  GO: ${v}\n`),
  })),
  ...both('bake var default', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': `variable "GO" {\n  default = "${v}"\n}\ntarget "a" {\n  args = { GO = GO }\n}\n`,
  })),
  ...both('bake var default other file', (v): Files => ({
    Dockerfile: DF,
    'bake.hcl': `variable "GO_VERSION" {\n  default = "${v}"\n}\ntarget "a" {\n  args = { GO = GO_VERSION }\n}\n`,
  })),
  ...both('bake args literal', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': `target "a" {\n  args = {\n    GO = "${v}"\n  }\n}\n`,
  })),
  ...both('bake args literal compat', (v): Files => ({
    Dockerfile: 'ARG GO_VERSION=1.24.2\nFROM golang:${GO_VERSION}\n',
    'docker-bake.hcl': `target "a" {\n  args = {\n    GO_VERSION = "${v}"\n  }\n}\n`,
  })),
  ...both('bake matrix', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': `target "a" {\n  name = "a-\${replace(go, ".", "-")}"\n  matrix = {\n    go = ["${v}", "1.24.2"]\n  }\n  args = {\n    GO = go\n  }\n}\n`,
  })),
  ...both('bake json', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.json': `{"target":{"a":{"args":{"GO":"${v}"}}}}\n`,
  })),
  ...both('bake json var', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.json': `{"variable":{"GO_VERSION":{"default":"${v}"}},"target":{"a":{"args":{"GO":"\${GO_VERSION}"}}}}\n`,
  })),
  ...both('bake make env', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': 'variable "GO" {}\ntarget "a" {\n  args = { GO = GO }\n}\n',
    Makefile: `image:\n\tGO=${v} docker buildx bake\n`,
  })),
  ...both('bake action set', (v): Files => ({
    Dockerfile: DF,
    [W]: steps(
      `      - uses: docker/bake-action@v5\n        with:\n          set: |\n            *.args.GO=${v}\n`,
    ),
  })),
  ...both('bake action env', (v): Files => ({
    Dockerfile: DF,
    'docker-bake.hcl': 'variable "GO" {\n  default = "1.24.2"\n}\ntarget "a" {\n  args = { GO = GO }\n}\n',
    [W]: steps(`      - uses: docker/bake-action@v5\n        env:\n          GO: ${v}\n`),
  })),
  ...both('bake contexts', (v): Files => ({
    Dockerfile: 'FROM base\n',
    'docker-bake.hcl': `target "a" {\n  contexts = {\n    base = "docker-image://golang:${v}"\n  }\n}\n`,
  })),
  // ARG without default
  ...both('argless make', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    Makefile: `GOV := ${v}\nimage:\n\tdocker build --build-arg GO=$(GOV) .\n`,
  })),
  ...both('argless make ?=', (v): Files => ({
    Dockerfile: 'ARG GO_VERSION\nFROM golang:${GO_VERSION}\n',
    Makefile: `GO_VERSION ?= ${v}\nimage:\n\tdocker build --build-arg GO_VERSION=$(GO_VERSION) .\n`,
  })),
  ...both('argless wf', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    [W]: steps(`      - uses: docker/build-push-action@v6\n        with:\n          build-args: GO=${v}\n`),
  })),
  ...both('argless wf matrix', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}-alpine\n',
    [W]: `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        go: ["${v}", "1.23.8"]\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            GO=\${{ matrix.go }}\n`,
  })),
  ...both('argless script', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    'hack/build.sh': `docker build --build-arg GO=${v} .\n`,
  })),
  ...both('argless gitlab', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    '.gitlab-ci.yml': `variables: { V: "${v}" }\na:\n  script:\n    - docker build --build-arg GO=$V .\n`,
  })),
  ...both('argless gitlab kaniko', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    '.gitlab-ci.yml': `a:\n  script:\n    - /kaniko/executor --build-arg GO=${v}\n`,
  })),
  ...both('argless script cat', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    'build.sh': `docker build --build-arg GO=$(cat .go-version) .\n`,
    '.go-version': v + '\n',
  })),
  ...both('argless make shell cat', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    Makefile: `GO_VERSION := $(shell cat .go-version)\nimage:\n\tdocker build --build-arg GO=$(GO_VERSION) .\n`,
    '.go-version': v + '\n',
  })),
  ...both('argless image arg', (v): Files => ({
    Dockerfile: 'ARG BASE\nFROM ${BASE}\n',
    Makefile: `image:\n\tdocker build --build-arg BASE=golang:${v} .\n`,
  })),
  ...both('argless image arg compose', (v): Files => ({
    Dockerfile: 'ARG GO_IMAGE\nFROM ${GO_IMAGE}\n',
    'docker-compose.yml': `services:\n  a:\n    build:\n      args:\n        - GO_IMAGE=golang:${v}-alpine\n`,
  })),
  ...both('argless buildkite', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    '.buildkite/pipeline.yml': `steps:\n  - command: docker build --build-arg GO=${v} .\n`,
  })),
  ...both('argless buildkite plugin', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    '.buildkite/pipeline.yml': `steps:\n  - plugins:\n      - docker-compose#v4:\n          args:\n            - GO=${v}\n`,
  })),
  ...both('argless goreleaser', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    '.goreleaser.yaml': `dockers:\n  - build_flag_templates:\n      - "--build-arg=GO=${v}"\n`,
  })),
  ...both('argless skaffold', (v): Files => ({
    Dockerfile: 'ARG GO\nFROM golang:${GO}\n',
    'skaffold.yaml': `apiVersion: skaffold/v4beta1\nkind: Config\nbuild:\n  artifacts:\n    - docker:\n        buildArgs:\n          GO: "${v}"\n`,
  })),
  ...both('argless tilt', (v): Files => ({
    Dockerfile: 'ARG GO_VERSION\nFROM golang:${GO_VERSION}\n',
    Tiltfile: `docker_build('x','.',build_args={'GO_VERSION': '${v}'})\n`,
  })),
  // outputs/env
  ...both('cat to env', (v): Files => ({
    '.go-version': v + '\n',
    [W]: steps('      - run: echo "V=$(cat .go-version)" >> $GITHUB_ENV\n' + setup('${{ env.V }}')),
  })),
  ...both('cat to output nested file', (v): Files => ({
    'build/GOVER': v + '\n',
    [W]: steps(
      '      - id: v\n        run: echo "ver=$(cat ./build/GOVER)" >> "$GITHUB_OUTPUT"\n' +
        setup('${{ steps.v.outputs.ver }}'),
    ),
  })),
  ...both('cat to output < ', (v): Files => ({
    GOVER: v,
    [W]: steps(
      '      - id: v\n        run: |\n          echo ver=$(<GOVER) >>${GITHUB_OUTPUT}\n' +
        setup('${{ steps.v.outputs.ver }}'),
    ),
  })),
  ...both('set-output', (v): Files => ({
    '.go-version': v,
    [W]: steps(
      '      - id: v\n        run: echo "::set-output name=ver::$(cat .go-version)"\n' +
        setup('${{ steps.v.outputs.ver }}'),
    ),
  })),
  ...both('output needs', (v): Files => ({
    [W]: `on: push\njobs:\n  v:\n    outputs:\n      go: \${{ steps.x.outputs.go }}\n    steps:\n      - id: x\n        run: echo "go=${v}" >> $GITHUB_OUTPUT\n  b:\n    needs: v\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: \${{ needs.v.outputs.go }}\n`,
  })),
  ...both('var assigned then output', (v): Files => ({
    '.go-version': v,
    [W]: steps(
      '      - id: v\n        run: |\n          V=$(cat .go-version)\n          echo "go=$V" >> $GITHUB_OUTPUT\n' +
        setup('${{ steps.v.outputs.go }}'),
    ),
  })),
  ...both('. .env then env', (v): Files => ({
    '.env': `GOVER=${v}\n`,
    [W]: steps(
      '      - run: |\n          . ./.env\n          echo "V=$GOVER" >> $GITHUB_ENV\n' +
        setup('${{ env.V }}'),
    ),
  })),
  ...both('source then env braces', (v): Files => ({
    'ci/versions.sh': `export GOVER="${v}"\n`,
    [W]: steps(
      '      - run: |\n          source ci/versions.sh\n          echo "V=${GOVER}" >> $GITHUB_ENV\n' +
        setup('${{ env.V }}'),
    ),
  })),
  ...both('cat .env to env', (v): Files => ({
    '.env': `GOVER=${v}\n`,
    [W]: steps('      - run: cat .env >> $GITHUB_ENV\n' + setup('${{ env.GOVER }}')),
  })),
  ...both('cat versions.env to env quoted', (v): Files => ({
    'ci/versions.env': `# pins\nGO_VERSION=${v}\nNODE=20\n`,
    [W]: steps('      - run: cat ci/versions.env >> "$GITHUB_ENV"\n' + setup('"${{ env.GO_VERSION }}"')),
  })),
  ...both('cat .env grep to env', (v): Files => ({
    '.env': `GO_VERSION=${v}\n`,
    [W]: steps('      - run: grep -v "^#" .env >> $GITHUB_ENV\n' + setup('${{ env.GO_VERSION }}')),
  })),
  ...both('cat .env to output', (v): Files => ({
    '.env': `GOVER=${v}\n`,
    [W]: steps(
      '      - id: e\n        run: cat .env >> $GITHUB_OUTPUT\n' + setup('${{ steps.e.outputs.GOVER }}'),
    ),
  })),
  ...both('tee env', (v): Files => ({
    [W]: steps(`      - run: echo "V=${v}" | tee -a $GITHUB_ENV\n` + setup('${{ env.V }}')),
  })),
  ...both('braces group env', (v): Files => ({
    [W]: steps(
      `      - run: |\n          {\n            echo "V=${v}"\n            echo "X=1"\n          } >> "$GITHUB_ENV"\n` +
        setup('${{ env.V }}'),
    ),
  })),
  ...both('heredoc env', (v): Files => ({
    [W]: steps(
      `      - run: |\n          cat <<EOF >> $GITHUB_ENV\n          V=${v}\n          EOF\n` +
        setup('${{ env.V }}'),
    ),
  })),
  ...both('pwsh env', (v): Files => ({
    [W]: steps(
      `      - shell: pwsh\n        run: echo "V=${v}" >> $env:GITHUB_ENV\n` + setup('${{ env.V }}'),
    ),
  })),
  ...both('env in subdir', (v): Files => ({
    'sub/.go-version': v,
    [W]: steps(
      '      - working-directory: sub\n        run: echo "V=$(cat .go-version)" >> $GITHUB_ENV\n' +
        setup('${{ env.V }}'),
    ),
  })),
  // local actions
  ...both('local action default', (v): Files => ({
    '.github/actions/go/action.yml': `inputs:\n  go-version:\n    default: "${v}"\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version: \${{ inputs.go-version }}\n`,
    [W]: steps('      - uses: ./.github/actions/go\n'),
  })),
  ...both('local action given', (v): Files => ({
    'ci/prepare/action.yaml': `inputs:\n  version:\n    default: "1.24.2"\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version: \${{ inputs.version }}\n`,
    [W]: steps(`      - uses: ./ci/prepare\n        with:\n          version: ${v}\n`),
  })),
  ...both('local action nested', (v): Files => ({
    'a/outer/action.yml': `inputs:\n  v:\n    default: "1.24.2"\nruns:\n  using: composite\n  steps:\n    - uses: ./a/setup-go\n      with:\n        go: \${{ inputs.v }}\n`,
    'a/setup-go/action.yml': `inputs:\n  go:\n    required: true\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version: \${{ inputs.go }}\n`,
    [W]: steps(`      - uses: ./a/outer\n        with:\n          v: ${v}\n`),
  })),
  ...both('local action nested default', (v): Files => ({
    'a/outer/action.yml': `inputs:\n  v:\n    default: "${v}"\nruns:\n  using: composite\n  steps:\n    - uses: ./a/setup-go\n      with:\n        go: \${{ inputs.v }}\n`,
    'a/setup-go/action.yml': `inputs:\n  go:\n    required: true\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version: \${{ inputs.go }}\n`,
    [W]: steps(`      - uses: ./a/outer\n`),
  })),
  ...both('local action no default file', (v): Files => ({
    '.go-version': v,
    '.github/actions/setup-go/action.yml': `runs:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version-file: .go-version\n`,
    [W]: steps(`      - uses: ./.github/actions/setup-go\n`),
  })),
  ...both('local action root', (v): Files => ({
    'action.yml': `inputs:\n  go-version:\n    default: "${v}"\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with:\n        go-version: \${{ inputs.go-version }}\n`,
    [W]: steps(`      - uses: ./\n`),
  })),
  ...both('local action output', (v): Files => ({
    '.github/actions/vars/action.yml': `outputs:\n  go:\n    value: \${{ steps.x.outputs.go }}\nruns:\n  using: composite\n  steps:\n    - id: x\n      shell: bash\n      run: echo "go=${v}" >> $GITHUB_OUTPUT\n`,
    [W]: steps(
      `      - id: vars\n        uses: ./.github/actions/vars\n` + setup('${{ steps.vars.outputs.go }}'),
    ),
  })),
  ...both('local action output literal', (v): Files => ({
    '.github/actions/vars/action.yml': `outputs:\n  go:\n    value: "${v}"\nruns:\n  using: composite\n  steps: []\n`,
    [W]: steps(
      `      - id: vars\n        uses: ./.github/actions/vars\n` + setup('${{ steps.vars.outputs.go }}'),
    ),
  })),
  ...both('reusable workflow input', (v): Files => ({
    '.github/workflows/r.yml': `on:\n  workflow_call:\n    inputs:\n      gover:\n        type: string\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: \${{ inputs.gover }}\n`,
    [W]: `on: push\njobs:\n  c:\n    uses: ./.github/workflows/r.yml\n    with:\n      gover: ${v}\n`,
  })),
  ...both('other maker given', (v): Files => ({
    [W]: steps(`      - uses: acme/setup-go@v1\n        with:\n          go-version: ${v}\n`),
  })),
  ['other maker none', 'told', { [W]: steps(`      - uses: acme/setup-go@v1\n`) }],
  ...both('docker action', (v): Files => ({
    'act/action.yml': `runs:\n  using: docker\n  image: docker://golang:${v}\n`,
    [W]: steps('      - uses: ./act\n'),
  })),
  // goreleaser
  [
    'gr envOrDefault',
    'told',
    { '.goreleaser.yaml': `builds:\n  - env:\n      - GOTOOLCHAIN={{ envOrDefault "GOTC" "go1.23.4" }}\n` },
  ],
  [
    'gr envOrDefault fixed',
    'passed',
    { '.goreleaser.yaml': `builds:\n  - env:\n      - GOTOOLCHAIN={{ envOrDefault "GOTC" "go1.24.2" }}\n` },
  ],
  [
    'gr envOrDefault in env section',
    'told',
    { '.goreleaser.yml': `env:\n  - GOTOOLCHAIN={{ envOrDefault "GO_TC" "go1.23.4+auto" }}\n` },
  ],
  [
    'gr envOrDefault single',
    'told',
    { '.goreleaser.yml': `env:\n  - 'GOTOOLCHAIN={{ envOrDefault "GO_TC" "go1.23.4" }}'\n` },
  ],
  [
    'gr envOrDefault partial',
    'told',
    { '.goreleaser.yml': `env:\n  - GOTOOLCHAIN=go{{ envOrDefault "GO_VERSION" "1.23.4" }}\n` },
  ],
  ['gr env var', 'told', { '.goreleaser.yml': `env:\n  - GOTOOLCHAIN={{ .Env.GOTC }}\n` }],
  ['gr env index', 'told', { '.goreleaser.yml': `env:\n  - GOTOOLCHAIN={{ index .Env "GOTC" }}\n` }],
  [
    'gr if',
    'told',
    { '.goreleaser.yml': `env:\n  - >-\n    {{- if eq .Os "linux" }}GOTOOLCHAIN=go1.23.4{{- end }}\n` },
  ],
  [
    'gr overrides map',
    'told',
    {
      '.goreleaser.yml': `builds:\n  - overrides:\n      - goos: linux\n        env:\n          - GOTOOLCHAIN=go1.23.4\n`,
    },
  ],
  ['gr gobinary', 'told', { '.goreleaser.yml': `builds:\n  - gobinary: go1.23.4\n` }],
  ['gr gobinary tool', 'told', { '.goreleaser.yml': `builds:\n  - tool: "go1.23.4"\n` }],
  [
    'gr .Env with def',
    'told',
    {
      '.goreleaser.yml': `env:\n  - GO_VERSION={{ if index .Env "GO_VERSION" }}{{ .Env.GO_VERSION }}{{ else }}1.23.4{{ end }}\n`,
    },
  ],
  ['gotoolchain make var', 'told', { Makefile: `GOTC = go1.23.4\nexport GOTOOLCHAIN = $(GOTC)\n` }],
  ['gotoolchain make var fixed', 'passed', { Makefile: `GOTC = go1.24.2\nexport GOTOOLCHAIN = $(GOTC)\n` }],
  ['gotoolchain make shell', 'told', { Makefile: `export GOTOOLCHAIN = $(shell cat tc)\n` }],
  [
    'gotoolchain wf expr',
    'told',
    { [W]: steps('      - run: make\n        env:\n          GOTOOLCHAIN: go${{ vars.GO }}\n') },
  ],
  ['gotoolchain wf expr secrets', 'told', { [W]: steps('      - run: GOTOOLCHAIN=${{ vars.GO }} make\n') }],
  [
    'gotoolchain github_env',
    'told',
    { [W]: steps('      - run: echo "GOTOOLCHAIN=go1.23.4" >> $GITHUB_ENV\n') },
  ],
  [
    'gotoolchain github_env var',
    'told',
    { [W]: steps('      - run: echo "GOTOOLCHAIN=go$V" >> $GITHUB_ENV\n') },
  ],
  ['gotoolchain ps', 'told', { 'b.ps1': '$env:GOTOOLCHAIN = "go1.23.4"\n' }],
  ['gotoolchain ps var', 'told', { 'b.ps1': '$env:GOTOOLCHAIN = $tc\n' }],
  ['gotoolchain bat', 'told', { 'b.bat': 'set GOTOOLCHAIN=go1.23.4\r\n' }],
  ['gotoolchain bat var', 'told', { 'b.bat': 'set GOTOOLCHAIN=%TC%\r\n' }],
  ['gotoolchain go env -w', 'told', { 'b.sh': 'go env -w GOTOOLCHAIN=go1.23.4\n' }],
  ['gotoolchain dockerfile var', 'told', { Dockerfile: 'FROM golang:1.24.2\nARG TC\nENV GOTOOLCHAIN=$TC\n' }],
  [
    'gotoolchain dockerfile run var',
    'told',
    { Dockerfile: 'FROM golang:1.24.2\nARG TC\nRUN GOTOOLCHAIN=${TC} go build\n' },
  ],
  ['gotoolchain fish', 'told', { 'b.fish': 'set -x GOTOOLCHAIN go1.23.4\n' }],
  ['gotoolchain py', 'told', { 'b.py': 'os.environ["GOTOOLCHAIN"] = "go1.23.4"\n' }],
  [
    'gotoolchain yaml list name',
    'told',
    {
      'k8s.yaml':
        'apiVersion: v1\nkind: Pod\nspec:\n  env:\n    - name: GOTOOLCHAIN\n      value: go1.23.4\n',
    },
  ],
  ['gotoolchain nix', 'told', { 'shell.nix': '{ GOTOOLCHAIN = "go1.23.4"; }\n' }],
  ['gotoolchain toml', 'told', { 'mise.toml': '[env]\nGOTOOLCHAIN = "go1.23.4"\n' }],
  ['gotoolchain just', 'told', { justfile: 'export GOTOOLCHAIN := "go1.23.4"\n' }],
  [
    'gotoolchain taskfile',
    'told',
    {
      'Taskfile.yml': 'version: "3"\nenv:\n  GOTOOLCHAIN: "go{{.GO_VERSION}}"\nvars:\n  GO_VERSION: 1.23.4\n',
    },
  ],
  [
    'gotoolchain taskfile fixed',
    'passed',
    {
      'Taskfile.yml': 'version: "3"\nenv:\n  GOTOOLCHAIN: "go{{.GO_VERSION}}"\nvars:\n  GO_VERSION: 1.24.2\n',
    },
  ],
  ['gotoolchain tox', 'told', { 'tox.ini': '[testenv]\nsetenv =\n  GOTOOLCHAIN = go1.23.4\n' }],
  [
    'gotoolchain vscode',
    'told',
    { '.vscode/settings.json': '{"go.toolsEnvVars": {"GOTOOLCHAIN": "go1.23.4"}}\n' },
  ],
  ['gotoolchain go.env', 'told', { 'go.env': 'GOTOOLCHAIN=go1.23.4\n' }],
  // azure
  ...both('azure template param', (v): Files => ({
    'azure-pipelines.yml': `steps:\n  - template: ci/go.yml\n    parameters:\n      goVersion: ${v}\n`,
    'ci/go.yml': `parameters:\n  - name: goVersion\n    type: string\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: \${{ parameters.goVersion }}\n`,
  })),
  ...both('azure template default', (v): Files => ({
    'azure-pipelines.yml': `steps:\n  - template: ci/go.yml\n`,
    'ci/go.yml': `parameters:\n  goVersion: "${v}"\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: \${{ parameters.goVersion }}\n`,
  })),
  ...both('azure template default list', (v): Files => ({
    'azure-pipelines.yml': `steps:\n  - template: .azure/go.yml\n`,
    '.azure/go.yml': `parameters:\n  - name: gov\n    default: "${v}"\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: \${{ parameters.gov }}\n`,
  })),
  ...both('azure template given over default', (v): Files => ({
    'azure-pipelines.yml': `steps:\n  - template: .azure/go.yml\n    parameters:\n      gov: ${v}\n`,
    '.azure/go.yml': `parameters:\n  - name: gov\n    default: "1.23.8"\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: \${{ parameters.gov }}\n`,
  })),
  ...both('azure template variables file', (v): Files => ({
    'azure-pipelines.yml': `variables:\n  - template: vars.yml\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: $(gov)\n`,
    'vars.yml': `variables:\n  gov: ${v}\n`,
  })),
  ...both('azure template variables file list', (v): Files => ({
    '.azure-pipelines/main.yml': `variables:\n  - template: vars.yml\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: $(gov)\n`,
    '.azure-pipelines/vars.yml': `variables:\n  - name: gov\n    value: ${v}\n`,
  })),
  ...both('azure template each', (v): Files => ({
    'azure-pipelines.yml': `jobs:\n  - template: ci/go.yml\n    parameters:\n      versions: ["${v}"]\n`,
    'ci/go.yml': `parameters:\n  - name: versions\n    type: object\njobs:\n  - \${{ each v in parameters.versions }}:\n    - job: x\n      steps:\n        - task: GoTool@0\n          inputs:\n            version: \${{ v }}\n`,
  })),
  ...both('azure var', (v): Files => ({
    'azure-pipelines.yml': `variables:\n  gv: ${v}\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: $(gv)\n`,
  })),
  ...both('azure param root', (v): Files => ({
    'azure-pipelines.yml': `parameters:\n  - name: gv\n    default: ${v}\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: \${{ parameters.gv }}\n`,
  })),
  ...both('azure matrix', (v): Files => ({
    'azure-pipelines.yml': `strategy:\n  matrix:\n    a: { gv: ${v} }\n    b: { gv: 1.24.2 }\nsteps:\n  - task: GoTool@0\n    inputs:\n      version: $(gv)\n`,
  })),
  ...both('azure template container', (v): Files => ({
    'azure-pipelines.yml': `jobs:\n  - template: ci/job.yml\n    parameters:\n      image: golang:${v}\n`,
    'ci/job.yml': `parameters:\n  image: ''\njobs:\n  - job: x\n    container: \${{ parameters.image }}\n`,
  })),
  // woodpecker
  ...both('wp matrix', (v): Files => ({
    '.woodpecker/a.yaml': `matrix:\n  GO:\n    - "${v}"\n    - 1.23.8\nsteps:\n  a:\n    image: golang:\${GO}-alpine\n`,
  })),
  ...both('wp matrix include', (v): Files => ({
    '.woodpecker/a.yml': `matrix:\n  include:\n    - GO: "${v}"\n      DB: x\n    - GO: 1.23.8\nsteps:\n  - name: a\n    image: golang:$GO\n`,
  })),
  ...both('wp matrix image', (v): Files => ({
    '.woodpecker.yaml': `matrix:\n  IMAGE:\n    - golang:${v}\n    - golang:1.23.8\nsteps:\n  a:\n    image: \${IMAGE}\n`,
  })),
  ...both('wp variables anchors', (v): Files => ({
    '.woodpecker.yml': `variables:\n  - &golang 'golang:${v}'\nsteps:\n  a:\n    image: *golang\n`,
  })),
  ...both('drone matrix none env', (v): Files => ({
    '.drone.yml': `kind: pipeline\nsteps:\n- name: a\n  image: golang:${v}\n`,
  })),
  ...both('crow', (v): Files => ({ '.crow.yaml': `steps:\n  a:\n    image: golang:${v}\n` })),
  // lock files
  ...both('devbox lock', (v): Files => ({
    'devbox.json': '{"packages": ["go@1.24"]}\n',
    'devbox.lock': `{"packages":{"go@1.24":{"version":"${v}"}}}\n`,
  })),
  ...both('devbox map lock', (v): Files => ({
    'devbox.json': '{"packages": {"go": "1.24"}}\n',
    'devbox.lock': `{"packages":{"go@1.24":{"resolved":"x","version": "${v}"}}}\n`,
  })),
  ...both('devbox latest lock', (v): Files => ({
    'devbox.json': '{"packages": ["go@latest"]}\n',
    'devbox.lock': `{\n  "packages": {\n    "go@latest": {\n      "last_modified": "2024",\n      "version": "${v}"\n    }\n  }\n}\n`,
  })),
  ...both('devbox go no version lock', (v): Files => ({
    'devbox.json': '{"packages": ["go"]}\n',
    'devbox.lock': `{\n  "packages": {\n    "go": {\n      "resolved": "github:NixOS/nixpkgs/abc#go",\n      "version": "${v}"\n    }\n  }\n}\n`,
  })),
  ...both('mise lock', (v): Files => ({
    'mise.toml': '[tools]\ngo = "1.24"\n',
    'mise.lock': `[[tools.go]]\nversion = "${v}"\nbackend = "core:go"\n`,
  })),
  ...both('mise lock table', (v): Files => ({
    '.mise.toml': '[tools]\ngo = "latest"\n',
    '.mise.lock': `[tools.go]\nversion = "${v}"\nbackend = "core:go"\n`,
  })),
  ...both('mise-action', (v): Files => ({
    [W]: steps(
      `      - uses: jdx/mise-action@v2\n        with:\n          mise_toml: |\n            [tools]\n            go = "${v}"\n`,
    ),
  })),
  ...both('mise-action tool_versions', (v): Files => ({
    [W]: steps(
      `      - uses: jdx/mise-action@v2\n        with:\n          tool_versions: |\n            golang ${v}\n            node 20\n`,
    ),
  })),
  ...both('mise exec', (v): Files => ({ 'b.sh': `mise exec go@${v} -- go build\n` })),
  ...both('mise env', (v): Files => ({
    [W]: steps(`      - run: mise install\n        env:\n          MISE_GO_VERSION: ${v}\n`),
  })),
  ...both('asdf env', (v): Files => ({ '.envrc': `export ASDF_GOLANG_VERSION=${v}\n` })),
  // images
  ...[
    'arm64v8/golang',
    'amd64/golang',
    'docker.io/library/golang',
    'docker.io/amd64/golang',
    'public.ecr.aws/docker/library/golang',
    'mirror.gcr.io/library/golang',
    'index.docker.io/library/golang',
    'registry.hub.docker.com/library/golang',
    'i386/golang',
    'docker.io/golang',
    'cimg/go',
  ].flatMap((i) => both(`image ${i}`, (v): Files => ({ Dockerfile: `FROM ${i}:${v}\n` }))),
  ['image go-1.23.4 tag', 'told', { Dockerfile: `FROM elgohr/builder:go-1.23.4\n` }],
  ['image xgo 1.23.x', 'told', { Dockerfile: `FROM crazymax/xgo:1.23\n` }],
  ['image tip', 'passed', { Dockerfile: 'FROM golang:tip\n' }],
  ['image tip-alpine', 'passed', { Dockerfile: 'FROM golang:tip-alpine\n' }],
  ['image rc', 'passed', { Dockerfile: 'FROM golang:1.25-rc-alpine\n' }],
  ['image rc bad', 'told', { Dockerfile: 'FROM golang:1.24-rc\n' }],
  [
    'image arch in wf',
    'told',
    { [W]: `on: push\njobs:\n  a:\n    container: arm64v8/golang:1.23.4\n    steps: []\n` },
  ],
  [
    'image arch in gitlab',
    'told',
    { '.gitlab-ci.yml': `a:\n  image: public.ecr.aws/docker/library/golang:1.23.4-alpine\n` },
  ],
  [
    'image with platform',
    'told',
    {
      Dockerfile: `FROM --platform=$BUILDPLATFORM docker.io/library/golang:1.23.4-bookworm@sha256:${'a'.repeat(64)} AS b\n`,
    },
  ],
  ['image arch var', 'told', { Dockerfile: `ARG ARCH=arm64v8\nFROM \${ARCH}/golang:1.23.4\n` }],
  ['image arch var none', 'told', { Dockerfile: `ARG ARCH\nFROM \${ARCH}/golang:1.23.4\n` }],
  ['image arch var none fixed', 'passed', { Dockerfile: `ARG ARCH\nFROM \${ARCH}/golang:1.24.2\n` }],
  ['image registry var', 'told', { Dockerfile: `ARG REG=docker.io/library\nFROM $REG/golang:1.23.4\n` }],
  [
    'image registry var fixed',
    'passed',
    { Dockerfile: `ARG REG=docker.io/library\nFROM $REG/golang:1.24.2\n` },
  ],
  [
    'image in make var',
    'told',
    { Makefile: `IMG = arm64v8/golang:1.23.4\nx:\n\tdocker run $(IMG) go build\n` },
  ],
  ['image testcontainers java', 'told', { 'src/Foo.java': `new GenericContainer("golang:1.23.4");\n` }],
  ['image python', 'told', { 'build.py': `IMAGE = "golang:1.23.4"\n` }],
  ['image groovy', 'told', { Jenkinsfile: `pipeline { agent { docker { image 'golang:1.23.4' } } }\n` }],
  ['image dagger ts', 'told', { 'ci.ts': `container().from("golang:1.23.4-alpine")\n` }],
  [
    'image dagger json',
    'told',
    { 'dagger.json': `{"engineVersion":"v0.1","sdk":"go","image":"golang:1.23.4"}\n` },
  ],
  ['image earthly', 'told', { Earthfile: `VERSION 0.7\nFROM golang:1.23.4\n` }],
  ['image pulumi', 'told', { 'Pulumi.yaml': `resources:\n  x:\n    image: golang:1.23.4\n` }],
  ['image tf', 'told', { 'main.tf': `image = "golang:1.23.4"\n` }],
  ['image nomad', 'told', { 'job.nomad': `config { image = "golang:1.23.4" }\n` }],
  ['image drone jsonnet', 'told', { '.drone.jsonnet': `{ image: "golang:1.23.4" }\n` }],
  ['image drone star', 'told', { '.drone.star': `"image": "golang:1.23.4",\n` }],
  ['image gitlab var', 'told', { '.gitlab-ci.yml': `variables:\n  IMG: golang:1.23.4\na:\n  image: $IMG\n` }],
  // item 3 forms
  ['cmake', 'told', { 'CMakeLists.txt': 'set(GO_VERSION 1.23.4)\n' }],
  ['cmake q', 'told', { 'cmake/go.cmake': 'set(GO_VERSION "1.23.4" CACHE STRING "Go")\n' }],
  [
    'cmake file',
    'told',
    { 'cmake/go.cmake': 'file(DOWNLOAD https://go.dev/dl/go1.23.4.linux-amd64.tar.gz x)\n' },
  ],
  ['cmake fixed', 'passed', { 'CMakeLists.txt': 'set(GO_VERSION 1.24.2)\n' }],
  ['gradle groovy', 'told', { 'build.gradle': 'ext.goVersion = "1.23.4"\n' }],
  ['gradle golang', 'told', { 'build.gradle': "golang {\n  goVersion = '1.23.4'\n}\n" }],
  ['gradle kts', 'told', { 'build.gradle.kts': 'val goVersion = "1.23.4"\n' }],
  ['gradle props', 'told', { 'gradle.properties': 'goVersion=1.23.4\n' }],
  ['gradle toml', 'told', { 'gradle/libs.versions.toml': '[versions]\ngo = "1.23.4"\n' }],
  ['python', 'told', { 'build.py': 'GO_VERSION = "1.23.4"\n' }],
  ['python2', 'told', { 'tasks/libs/go.py': "go_version = '1.23.4'\n" }],
  ['python dict', 'told', { 'build.py': 'VERSIONS = {"go": "1.23.4"}\n' }],
  ['python arg', 'told', { 'build.py': 'parser.add_argument("--go-version", default="1.23.4")\n' }],
  [
    'python f',
    'told',
    {
      'build.py':
        'def install(version="1.23.4"):\n  url = f"https://go.dev/dl/go{version}.linux-amd64.tar.gz"\n',
    },
  ],
  [
    'python f2',
    'told',
    { 'build.py': 'V = "1.23.4"\nurl = "https://go.dev/dl/go%s.linux-amd64.tar.gz" % V\n' },
  ],
  ['ansible vars', 'told', { 'group_vars/all.yml': 'go_version: 1.23.4\n' }],
  ['ansible vars2', 'told', { 'roles/go/defaults/main.yml': 'golang_version: "1.23.4"\n' }],
  ['ansible list', 'told', { 'playbook.yml': '- hosts: x\n  vars:\n    go:\n      version: 1.23.4\n' }],
  ['ansible fixed', 'passed', { 'group_vars/all.yml': 'go_version: 1.24.2\n' }],
  ['vscode', 'told', { '.vscode/settings.json': '{"go.goroot": "/usr/local/go1.23.4"}\n' }],
  [
    'vscode2',
    'told',
    { '.vscode/settings.json': '{"go.alternateTools": {"go": "/opt/sdk/go1.23.4/bin/go"}}\n' },
  ],
  [
    'ci-operator',
    'told',
    {
      '.ci-operator.yaml':
        'build_root_image:\n  name: release\n  namespace: openshift\n  tag: rhel-8-release-golang-1.22-4.17\n',
    },
  ],
  ['hermit', 'told', { 'bin/.go-1.23.3.pkg': 'hermit' }],
  ['hermit hcl', 'told', { 'bin/hermit.hcl': 'go = "1.23.4"\n' }],
  ['nix shell', 'told', { 'shell.nix': '{ pkgs }: pkgs.mkShell { buildInputs = [ pkgs.go_1_23 ]; }\n' }],
  [
    'nix other file',
    'told',
    { 'nix/dev.nix': '{ pkgs }: pkgs.mkShell { buildInputs = [ pkgs.go_1_23 ]; }\n' },
  ],
  ['nix override', 'told', { 'nix/go.nix': 'go_1_23.overrideAttrs { version = "1.23.4"; }\n' }],
  ['nix-shell sh', 'told', { 'b.sh': 'nix-shell -p go_1_23 --run "go build"\n' }],
  ['nix run', 'told', { 'b.sh': 'nix run nixpkgs#go_1_23 -- build\n' }],
  ['rust build', 'told', { 'build.rs': 'const GO_VERSION: &str = "1.23.4";\n' }],
  ['js', 'told', { 'scripts/install.js': 'const GO_VERSION = "1.23.4";\n' }],
  ['ts enum', 'told', { 'scripts/i.ts': 'export const goVersion = "1.23.4";\n' }],
  ['package.json', 'told', { 'package.json': '{"config":{"go_version":"1.23.4"}}\n' }],
  ['json go', 'told', { 'versions.json': '{"go": "1.23.4"}\n' }],
  ['yaml go', 'told', { 'versions.yaml': 'go: 1.23.4\n' }],
  ['toml go', 'told', { 'versions.toml': 'go = "1.23.4"\n' }],
  ['ini', 'told', { 'versions.ini': '[go]\nversion=1.23.4\n' }],
  ['properties', 'told', { 'versions.properties': 'golang.version=1.23.4\n' }],
  ['env file', 'told', { 'versions.env': 'GO_VERSION=1.23.4\n' }],
  ['env file fixed', 'passed', { 'versions.env': 'GO_VERSION=1.24.2\n' }],
  ['txt', 'told', { GO_VERSION: '1.23.4\n' }],
  ['txt go_version file name', 'told', { 'build/go-version.txt': '1.23.4\n' }],
  ['txt .golang-version', 'told', { '.golang-version': '1.23.4\n' }],
  ['txt goversion', 'told', { goversion: 'go1.23.4\n' }],
  ['packer', 'told', { 'x.pkr.hcl': 'variable "go_version" { default = "1.23.4" }\n' }],
  ['tfvars', 'told', { 'x.tfvars': 'go_version = "1.23.4"\n' }],
  ['rpm spec', 'told', { 'x.spec': 'BuildRequires: golang = 1.23.4\n' }],
  ['rpm spec global', 'told', { 'x.spec': '%global go_version 1.23.4\n' }],
  ['debian control', 'told', { 'debian/control': 'Build-Depends: golang-1.22-go\n' }],
  ['brew', 'told', { 'Formula/x.rb': 'depends_on "go@1.22" => :build\n' }],
  ['scoop', 'told', { 'x.json': '{"depends":"go@1.23.4"}\n' }],
  ['guix', 'told', { 'x.scm': '(native-inputs (list go-1.22))\n' }],
  ['spack', 'told', { 'package.py': 'depends_on("go@1.23.4", type="build")\n' }],
  ['conan', 'told', { 'conanfile.py': 'self.tool_requires("go/1.23.4")\n' }],
  ['xml maven', 'told', { 'pom.xml': '<properties><go.version>1.23.4</go.version></properties>\n' }],
  ['xml maven plugin', 'told', { 'pom.xml': '<goVersion>1.23.4</goVersion>\n' }],
  ['xcodeproj', 'told', { 'x.pbxproj': 'GO_VERSION = 1.23.4;\n' }],
  ['m4', 'told', { 'configure.ac': 'GO_VERSION=1.23.4\n' }],
  ['meson', 'told', { 'meson.build': "go_version = '1.23.4'\n" }],
  ['cfg', 'told', { '.bumpversion.cfg': 'go_version = 1.23.4\n' }],
  [
    'gitpod dockerfile',
    'told',
    { '.gitpod.Dockerfile': 'FROM gitpod/workspace-go\nENV GO_VERSION=1.23.4\n' },
  ],
  ['replit', 'told', { 'replit.nix': '{ pkgs }: { deps = [ pkgs.go_1_23 ]; }\n' }],
  [
    'codespaces',
    'told',
    {
      '.devcontainer/devcontainer.json':
        '{"features":{"ghcr.io/devcontainers/features/go:1":{"version":"1.23.4"}}}\n',
    },
  ],
  [
    'codespaces image',
    'told',
    { '.devcontainer/devcontainer.json': '{"image":"mcr.microsoft.com/devcontainers/go:1-1.23-bookworm"}\n' },
  ],
  [
    'codespaces arg',
    'told',
    {
      '.devcontainer/devcontainer.json': '{"build":{"args":{"VARIANT":"1.23.4"}}}\n',
      '.devcontainer/Dockerfile': 'ARG VARIANT=1.24.2\nFROM golang:${VARIANT}\n',
    },
  ],
  [
    'dependabot',
    'passed',
    { '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: gomod\n    directory: /\n' },
  ],
];

/** Build arguments by whose names nobody would know that they are a Go, and all that may give them. */
export const formsOfArguments: readonly Form[] = [
  { n: 'a default', D: 'ARG V=1.24.2\nFROM golang:${V}\n' },
  { n: 'no default', D: 'ARG V\nFROM golang:${V}\n' },
].flatMap(({ n, D }) => [
  ...both(`${n}, bake ident`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `variable "X" {\n  default = "${v}"\n}\ntarget "a" {\n  args = {\n    V = X\n  }\n}\n`,
  })),
  ...both(`${n}, bake interp`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `variable "X" {\n  default = "${v}"\n}\ntarget "a" {\n  args = {\n    V = "\${X}"\n  }\n}\n`,
  })),
  ...both(`${n}, bake lit one line`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `target "a" {\n  args = { V = "${v}", O = "x" }\n}\n`,
  })),
  ...both(`${n}, bake matrix`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.override.hcl': `target "a" {\n  matrix = {\n    ver = ["${v}", "1.24.2"]\n  }\n  name = "a-\${replace(ver, ".", "-")}"\n  args = {\n    V = ver\n  }\n}\n`,
  })),
  ...both(`${n}, bake json`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.json': `{"target":{"a":{"args":{"V":"${v}"}}}}\n`,
  })),
  ...both(`${n}, bake json var`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.json': `{"variable":{"X":{"default":"${v}"}},"target":{"a":{"args":{"V":"\${X}"}}}}\n`,
  })),
  ...both(`${n}, bake env`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `variable "X" {\n  default = "${v}"\n}\ntarget "a" {\n  args = { V = X }\n}\n`,
    [W]: steps('      - uses: docker/bake-action@v5\n        env:\n          X: 1.24.2\n'),
  })),
  ...both(`${n}, bake env2`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `variable "X" {\n  default = "1.24.2"\n}\ntarget "a" {\n  args = { V = X }\n}\n`,
    [W]: steps(`      - uses: docker/bake-action@v5\n        env:\n          X: ${v}\n`),
  })),
  ...both(`${n}, bake env3 wf`, (v): Files => ({
    Dockerfile: D,
    'docker-bake.hcl': `variable "X" {\n  default = "1.24.2"\n}\ntarget "a" {\n  args = { V = X }\n}\n`,
    [W]: steps(`      - run: docker buildx bake\n`, `env:\n  X: ${v}\n`),
  })),
  ...both(`${n}, bake set cli`, (v): Files => ({
    Dockerfile: D,
    Makefile: `x:\n\tdocker buildx bake --set *.args.V=${v}\n`,
  })),
  ...both(`${n}, skaffold`, (v): Files => ({
    Dockerfile: D,
    'skaffold.yaml': `apiVersion: skaffold/v4beta1\nkind: Config\nbuild:\n  artifacts:\n    - docker:\n        buildArgs:\n          V: "${v}"\n          O: x\n`,
  })),
  ...both(`${n}, devcontainer`, (v): Files => ({
    '.devcontainer/Dockerfile': D,
    '.devcontainer/devcontainer.json': `{"build":{"dockerfile":"Dockerfile","args":{"V":"${v}"}}}\n`,
  })),
  ...both(`${n}, tilt`, (v): Files => ({
    Dockerfile: D,
    Tiltfile: `docker_build('x','.',build_args={'V': '${v}'})\n`,
  })),
  ...both(`${n}, buildkite plugin`, (v): Files => ({
    Dockerfile: D,
    '.buildkite/pipeline.yml': `steps:\n  - plugins:\n      - docker-compose#v4:\n          args:\n            - V=${v}\n`,
  })),
  ...both(`${n}, compose`, (v): Files => ({
    Dockerfile: D,
    'docker-compose.yml': `services:\n  a:\n    build:\n      context: .\n      args:\n        V: ${v}\n`,
  })),
  ...both(`${n}, compose list`, (v): Files => ({
    Dockerfile: D,
    'docker-compose.override.yml': `services:\n  a:\n    build:\n      context: .\n      args:\n        - V=${v}\n`,
  })),
  ...both(`${n}, compose novalue env`, (v): Files => ({
    Dockerfile: D,
    'docker-compose.yml': `services:\n  a:\n    build:\n      context: .\n      args:\n        - V\n`,
    '.env': `V=${v}\n`,
  })),
  ...both(`${n}, compose null env`, (v): Files => ({
    Dockerfile: D,
    'docker-compose.yml': `services:\n  a:\n    build:\n      context: .\n      args:\n        V:\n`,
    '.env': `V=${v}\n`,
  })),
  ...both(`${n}, compose default`, (v): Files => ({
    Dockerfile: D,
    'docker-compose.yml': `services:\n  a:\n    build:\n      args:\n        V: \${V:-${v}}\n`,
  })),
  ...both(`${n}, wf env novalue`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: docker build --build-arg V .\n`, `env:\n  V: ${v}\n`),
  })),
  ...both(`${n}, wf quoted novalue`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: docker build --build-arg "V" .\n        env: { V: '${v}' }\n`),
  })),
  ...both(`${n}, wf val from env`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: docker build --build-arg V=$X .\n        env: { X: '${v}' }\n`),
  })),
  ...both(`${n}, wf val from env braces quoted`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: docker build --build-arg "V=\${X}" .\n        env: { X: '${v}' }\n`),
  })),
  ...both(`${n}, wf val from expr`, (v): Files => ({
    Dockerfile: D,
    [W]: steps('      - run: docker build --build-arg V=${{ env.X }} .\n', `env:\n  X: ${v}\n`),
  })),
  ...both(`${n}, wf val from github_env`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: echo X=${v} >> $GITHUB_ENV\n      - run: docker build --build-arg V=$X .\n`),
  })),
  ...both(`${n}, wf novalue github_env`, (v): Files => ({
    Dockerfile: D,
    [W]: steps(`      - run: echo V=${v} >> $GITHUB_ENV\n      - run: docker build --build-arg V .\n`),
  })),
  ...both(`${n}, wf matrix arg`, (v): Files => ({
    Dockerfile: D,
    [W]: `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        x: ["${v}"]\n    steps:\n      - run: docker build --build-arg V=\${{ matrix.x }} .\n`,
  })),
  ...both(`${n}, make export`, (v): Files => ({
    Dockerfile: D,
    Makefile: `export V := ${v}\nx:\n\tdocker build --build-arg V .\n`,
  })),
  ...both(`${n}, make define var`, (v): Files => ({
    Dockerfile: D,
    Makefile: `V := ${v}\nARGS := --build-arg V=$(V)\nx:\n\tdocker build $(ARGS) .\n`,
  })),
  ...both(`${n}, make arg in var lit`, (v): Files => ({
    Dockerfile: D,
    Makefile: `V ?= 1.24.2\nARGS := --build-arg V=${v}\nx:\n\tdocker build $(ARGS) .\n`,
  })),
  ...both(`${n}, mk file`, (v): Files => ({
    Dockerfile: D,
    'build/docker.mk': `X=${v}\nx:\n\tdocker build --build-arg=V=\${X} .\n`,
  })),
  ...both(`${n}, gitlab job var`, (v): Files => ({
    Dockerfile: D,
    '.gitlab-ci.yml': `a:\n  variables: { V: '${v}' }\n  script: [docker build --build-arg V .]\n`,
  })),
  ...both(`${n}, gitlab glob var`, (v): Files => ({
    Dockerfile: D,
    '.gitlab-ci.yml': `variables:\n  X: '${v}'\na:\n  script:\n    - docker build --build-arg V="$X" .\n`,
  })),
  ...both(`${n}, gitlab cat`, (v): Files => ({
    Dockerfile: D,
    GOV: v,
    '.gitlab-ci.yml': `a:\n  script:\n    - docker build --build-arg V=$(cat GOV) .\n`,
  })),
  ...both(`${n}, gitlab export`, (v): Files => ({
    Dockerfile: D,
    '.gitlab-ci.yml': `a:\n  script:\n    - export V=${v}\n    - docker build --build-arg V .\n`,
  })),
  ...both(`${n}, script cat`, (v): Files => ({
    Dockerfile: D,
    GOV: v + '\n',
    'build.sh': 'docker build --build-arg V="$(cat GOV)" .\n',
  })),
  ...both(`${n}, script var cat`, (v): Files => ({
    Dockerfile: D,
    GOV: v + '\n',
    'build.sh': 'X=$(cat GOV)\ndocker build --build-arg V=$X .\n',
  })),
  ...both(`${n}, script var cat dir`, (v): Files => ({
    Dockerfile: D,
    'scripts/GOV': v + '\n',
    'scripts/build.sh': 'X="$(cat GOV)"\ndocker build --build-arg V=$X .\n',
  })),
  ...both(`${n}, script source`, (v): Files => ({
    Dockerfile: D,
    'versions.env': `X=${v}\n`,
    'build.sh': '. ./versions.env\ndocker build --build-arg V=$X .\n',
  })),
  ...both(`${n}, make include env`, (v): Files => ({
    Dockerfile: D,
    'versions.mk': `X=${v}\n`,
    Makefile: 'include versions.mk\nx:\n\tdocker build --build-arg V=$(X) .\n',
  })),
  ...both(`${n}, make include .env`, (v): Files => ({
    Dockerfile: D,
    '.env': `X=${v}\n`,
    Makefile: 'include .env\nexport\nx:\n\tdocker build --build-arg V=$(X) .\n',
  })),
  ...both(`${n}, circle`, (v): Files => ({
    Dockerfile: D,
    '.circleci/config.yml': `version: 2.1\njobs:\n  a:\n    environment: { V: '${v}' }\n    steps:\n      - run: docker build --build-arg V .\n`,
  })),
  ...both(`${n}, drone settings`, (v): Files => ({
    Dockerfile: D,
    '.drone.yml': `kind: pipeline\nsteps:\n- name: a\n  image: plugins/docker\n  settings:\n    build_args:\n    - V=${v}\n`,
  })),
  ...both(`${n}, woodpecker`, (v): Files => ({
    Dockerfile: D,
    '.woodpecker.yml': `steps:\n  a:\n    image: woodpeckerci/plugin-docker-buildx\n    settings:\n      build_args: V=${v}\n`,
  })),
  ...both(`${n}, woodpecker map`, (v): Files => ({
    Dockerfile: D,
    '.woodpecker.yml': `steps:\n  a:\n    image: woodpeckerci/plugin-docker-buildx\n    settings:\n      build_args:\n        V: ${v}\n`,
  })),
  ...both(`${n}, azure`, (v): Files => ({
    Dockerfile: D,
    'azure-pipelines.yml': `variables:\n  X: ${v}\nsteps:\n  - script: docker build --build-arg V=$(X) .\n`,
  })),
  ...both(`${n}, azure Docker task`, (v): Files => ({
    Dockerfile: D,
    'azure-pipelines.yml': `steps:\n  - task: Docker@2\n    inputs:\n      arguments: --build-arg V=${v}\n`,
  })),
  ...both(`${n}, cloudbuild`, (v): Files => ({
    Dockerfile: D,
    'cloudbuild.yaml': `steps:\n- name: gcr.io/cloud-builders/docker\n  args: ['build', '--build-arg', 'V=${v}', '.']\n`,
  })),
  ...both(`${n}, cloudbuild subst`, (v): Files => ({
    Dockerfile: D,
    'cloudbuild.yaml': `steps:\n- name: gcr.io/cloud-builders/docker\n  args: ['build', '--build-arg=V=$_X', '.']\nsubstitutions:\n  _X: '${v}'\n`,
  })),
  ...both(`${n}, jenkins`, (v): Files => ({
    Dockerfile: D,
    Jenkinsfile: `sh 'docker build --build-arg V=${v} .'\n`,
  })),
  ...both(`${n}, jenkins build`, (v): Files => ({
    Dockerfile: D,
    Jenkinsfile: `docker.build("x", "--build-arg V=${v} .")\n`,
  })),
  ...both(`${n}, goreleaser`, (v): Files => ({
    Dockerfile: D,
    '.goreleaser.yaml': `dockers:\n  - build_flag_templates:\n      - "--build-arg=V=${v}"\n`,
  })),
  ...both(`${n}, goreleaser v2`, (v): Files => ({
    Dockerfile: D,
    '.goreleaser.yaml': `dockers_v2:\n  - build_args:\n      V: "${v}"\n`,
  })),
  ...both(`${n}, ko/tekton kaniko`, (v): Files => ({
    Dockerfile: D,
    'tekton/t.yaml': `apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - args:\n        - --build-arg=V=${v}\n`,
  })),
  ...both(`${n}, earthly`, (v): Files => ({
    Dockerfile: D,
    Earthfile: `VERSION 0.7\nx:\n  FROM DOCKERFILE --build-arg V=${v} .\n`,
  })),
  ...both(`${n}, ps1`, (v): Files => ({ Dockerfile: D, 'build.ps1': `docker build --build-arg V=${v} .\n` })),
  ...both(`${n}, bat`, (v): Files => ({
    Dockerfile: D,
    'build.bat': `docker build --build-arg V=${v} .\r\n`,
  })),
]);
