/**
 * Files that are made to make a reader of pins work more than their length is worth: one for each way in which a reader
 * could. Each is made of any size.
 *
 * @typedef {object} Shape
 * @property {string} name
 * @property {string} path the name of the file, which says who reads it
 * @property {number} size so large that growth shows, and so small that it is soon read
 * @property {(n: number) => string} text
 * @property {(n: number) => ReadonlyMap<string, string>} [others] files that it refers to, by path
 * @property {boolean} [isProduct] what it asks for is larger than its length, so that its budget ends it
 */

/** @param {number} n @param {(i: number) => string} part */
const times = (n, part, separator = '') => Array.from({ length: n }, (_, i) => part(i)).join(separator);

/** @param {string} path @param {number} size @param {Record<string, (n: number) => string>} texts @returns {Shape[]} */
const shapes = (path, size, texts) =>
  Object.entries(texts).map(([name, text]) => ({ name, path, size, text }));

const dockerfiles = shapes('Dockerfile', 2000, {
  'chained stages': (n) =>
    `FROM golang:1.23.7 AS s0\n${times(n, (i) => `FROM s${i} AS s${i + 1}\nENV V${i}=1\n`)}`,
  'chained stages that use the first one’s ENV': (n) =>
    `FROM golang:1.23.7 AS s0\nENV V=1.23.7\n${times(n, (i) => `FROM s${i} AS s${i + 1}\nADD go.dev/dl/go$V.linux-x /\n`)}`,
  'chained stages that use an ENV of each': (n) =>
    `FROM golang:1.23.7 AS s0\n${times(n, (i) => `FROM s${i} AS s${i + 1}\nENV V${i}=1\nADD go$V${i >> 1}.linux-x /\n`)}`,
  'a chain of ARGs': (n) => `ARG A0=1.23.7\n${times(n, (i) => `ARG A${i + 1}=$A${i}\n`)}FROM golang:$A${n}\n`,
  'a chain of ARGs, each used': (n) =>
    `ARG A0=1.23.7\n${times(n, (i) => `ARG A${i + 1}=$A${i}\nFROM golang:$A${i}\n`)}`,
  'one ARG, used often': (n) => `ARG A=1.23.7\n${'FROM golang:${A}-alpine\n'.repeat(n)}`,
  'ARGs that double': (n) => 'ARG A=1\n' + 'ARG A=$A$A\n'.repeat(n),
  'ARGs of many pieces': (n) =>
    `ARG B=1\nARG C=${'$B'.repeat(400)}\n${`ARG D=${'$C'.repeat(400)}\n`.repeat(n >> 5)}`,
  'nested braces': (n) => `FROM ${'${'.repeat(n)}\n`,
  'nested braces, line by line': (n) => `FROM golang:${'${'.repeat(300)}\n`.repeat(n >> 4),
  'nested defaults': (n) => `FROM golang:${'${A:-'.repeat(n)}\n`,
  'a setting on each continued line': (n) => `ENV ${times(n, (i) => `A${i}=1 \\\n `)}\n`,
  'GOTOOLCHAIN on each continued line': (n) => `ENV ${'GOTOOLCHAIN=go1.23.$X \\\n '.repeat(n)}\n`,
  'GOTOOLCHAIN often on one line': (n) => `ENV ${'GOTOOLCHAIN=go1.23.$X '.repeat(n)}\n`,
  'one long value': (n) => `ENV A=${'x'.repeat(n * 50)}\n`,
  'quotes that do not end': (n) => `ENV ${`A=" B=' `.repeat(n)}\n`,
  escapes: (n) => `ENV A=${'\\'.repeat(n)}\nRUN ${'\\ '.repeat(n)}x\n`,
  'here-documents without an end': (n) => `RUN ${'<<A '.repeat(n)}\n${'x\n'.repeat(n)}\tA\n`,
  'here-documents': (n) => 'RUN <<A\ngo1.23.7.linux-x\nA\n'.repeat(n),
  'flags of FROM': (n) => `FROM ${'--a '.repeat(n)}\n`,
  mounts: (n) => `RUN ${'--mount=type=bind,from=golang:1.23.7 '.repeat(n)}\n`,
  'mounts in one word': (n) => `RUN --mount=${'a,from'.repeat(n)}\n`,
  images: (n) => 'FROM golang:1.23.7\n'.repeat(n),
  'a script that sets a variable often': (n) => `RUN ${times(n, (i) => `V=1.${i}.7; curl go$V.linux-x; `)}\n`,
  blanks: (n) => `FROM${' '.repeat(n * 20)}x\n${' '.repeat(n * 20)}\n`,
  'comments inside an instruction': (n) => `RUN a \\\n${'# b\n'.repeat(n)}c\n`,
});

const circle = '.circleci/config.yml';
/** @param {number} n @param {string} value */
const jobsWithParameters = (n, value) =>
  `version: 2.1\njobs:\n${times(n, (i) => `  j${i}: {parameters: {v: {type: string, default: 1.${i}}}, docker: [{image: "cimg/go:${value}"}]}\n`)}`;
/** @type {Shape[]} */
const ciFiles = [
  ...shapes(circle, 60, {
    'one parameter, four times in each image': (n) => jobsWithParameters(n, '<< parameters.v >>'.repeat(4)),
    'one parameter in each image': (n) => jobsWithParameters(n, '<< parameters.v >>'),
    'parameters made from themselves': (n) =>
      jobsWithParameters(n, '<< parameters.v >>') +
      `  k: {parameters: {v: {enum: [${times(n, () => '"<< parameters.v >><< parameters.v >>"', ', ')}]}}}\n`,
    'four parameters with many values': (n) =>
      `jobs:\n  j:\n    parameters: {${times(4, (k) => `p${k}: {enum: [${times(n, (i) => `1.${i}`, ', ')}]}`, ', ')}}\n    docker: [{image: "cimg/go:${times(4, (k) => `<< parameters.p${k} >>`)}"}]\n`,
    'places in one value': (n) => `jobs: {j: {docker: [{image: "${'<< parameters.v >>'.repeat(n)}"}]}}\n`,
    'places that do not end': (n) => `jobs: {j: {docker: [{image: "${'<<'.repeat(n * 10)}"}]}}\n`,
    'a parameter with many values': (n) =>
      `jobs: {j: {parameters: {v: {enum: [${times(n * 20, (i) => `1.${i}`, ', ')}]}}, docker: [{image: "cimg/go:<< parameters.v >>"}]}}\n`,
    calls: (n) =>
      `workflows: {w: {jobs: [${times(n, (i) => `{j: {v: 1.${i}}}`, ', ')}]}}\njobs: {j: {docker: [${times(n, () => '{image: "cimg/go:<< parameters.v >>"}', ', ')}]}}\n`,
  }),
  ...shapes('.gitlab-ci.yml', 60, {
    'one variable, defined and used by each job': (n) =>
      times(n, (i) => `j${i}: {variables: {V: "1.${i}"}, image: "golang:$V"}\n`),
    'a variable with many values': (n) =>
      `${times(n * 10, (i) => `j${i}: {variables: {V: "1.${i}"}}\n`)}k: {image: "golang:$V"}\n`,
    'variables made from all': (n) =>
      times(
        n,
        (i) =>
          `j${i}: {variables: {V${i % 20}: "${times(10, (k) => `$V${k}`)}"}, image: "golang:$V${i % 20}"}\n`,
      ),
    'a chain of variables': (n) =>
      `variables: {${times(n, (i) => `V${i}: "$V${i + 1}"`, ', ')}}\n${times(n, (i) => `j${i}: {image: "golang:$V${i}"}\n`)}`,
    'many variables in one value': (n) =>
      `variables: {${times(n, (i) => `V${i}: "1"`, ', ')}}\nj: {image: "golang:${times(n, (i) => `$V${i}`)}"}\n`,
    'variables with many values each, in one value': (n) =>
      `${times(n, (i) => `j${i}: {variables: {A: "${i}", B: "${i}", C: "${i}", D: "${i}"}}\n`)}k: {image: "golang:$A.$B.$C.$D"}\n`,
    inputs: (n) =>
      `spec: {inputs: {v: {options: [${times(n, (i) => `1.${i}`, ', ')}]}}}\n---\n${times(n, (i) => `j${i}: {image: "golang:$[[ inputs.v ]]$[[ inputs.v ]]"}\n`)}`,
    'a matrix for each job': (n) =>
      times(
        n,
        (i) =>
          `j${i}: {parallel: {matrix: [{V: [${times(10, (k) => `"1.${k}"`, ', ')}]}]}, image: "golang:$V"}\n`,
      ),
    'a large matrix': (n) =>
      `j: {parallel: {matrix: [{V: [${times(n, (i) => `"1.${i}"`, ', ')}]}]}, services: [${times(n, () => '"golang:$V"', ', ')}]}\n`,
    'scripts repeated by aliases': (n) =>
      `s: &s [${times(n, (i) => `"curl go1.2${i}.7.linux-x"`, ', ')}]\n${times(n, (i) => `j${i}: {script: *s}\n`)}`,
  }),
  {
    name: 'included files with variables',
    path: '.gitlab-ci.yml',
    size: 40,
    text: (n) =>
      `include: [${times(n, (i) => `a${i}.yml`, ', ')}]\nvariables: {${times(n, (i) => `V${i}: "1.${i}"`, ', ')}}\n`,
    others: (n) =>
      new Map(Array.from({ length: n }, (_, i) => [`a${i}.yml`, `j: {image: "golang:$V${i}"}\n`])),
  },
  {
    name: 'variables of a file that is included beside',
    path: '.gitlab/x.yml',
    size: 200,
    text: (n) => times(n, (i) => `j${i}: {image: "golang:$V${i}"}\n`),
    others: (n) =>
      new Map([
        ['.gitlab-ci.yml', 'include: [{local: /a.yml}]\n'],
        ['a.yml', `variables: {${times(n, (i) => `V${i}: "1.23.${i}"`, ', ')}}\n`],
      ]),
  },
  ...shapes('.github/workflows/written.yml', 100, {
    'names that steps write, each used': (n) =>
      `jobs:\n  a:\n    steps:\n${times(n, (i) => `      - {id: s${i}, run: "echo V=1.${i} >> $GITHUB_ENV; echo v=$(cat v) >> $GITHUB_OUTPUT"}\n      - {uses: actions/setup-go@v5, with: {go-version: "\${{ steps.s${i}.outputs.v }}\${{ env.V }}"}}\n`)}`,
    'variables that nobody reads': (n) => `env: {${times(n, (i) => `A${i}_GO_VERSION: 1.23.${i}`, ', ')}}\n`,
  }),
  ...shapes('install.sh', 1000, {
    'commands that install': (n) =>
      times(n, (i) => `mise use go@1.22.${i} && apt-get install golang-1.${i}\n`),
    'a command that goes on': (n) => `apt-get install ${'go=1.2 golang-1.2 --version '.repeat(n)}\n`,
    'names and values': (n) => 'name: GO_VERSION\n value: 1.23.7\n'.repeat(n),
    'toolchains that are no literals': (n) => 'GOTOOLCHAIN={{ {{ "go1.2 $($( `'.repeat(n),
    'arguments that are passed on': (n) => `V=1.23.7\n${'docker build --build-arg V\n'.repeat(n)}`,
  }),
  ...shapes('Makefile', 1000, {
    'settings within settings': (n) => `A=1\n${times(n, (i) => `B${i} = ${'A=1.2 '.repeat(20)}\n`)}`,
  }),
  {
    name: 'files that include files',
    path: '.gitlab-ci.yml',
    size: 40,
    text: () => 'include: a0.yml\n',
    others: (n) =>
      new Map(
        Array.from({ length: n }, (_, i) => [
          `a${i}.yml`,
          `include: a${i + 1}.yml\nvariables: {V${i}: "1.${i}"}\nj: {image: "golang:$V${i}"}\n`,
        ]),
      ),
  },
  ...shapes('azure-pipelines.yml', 60, {
    'variables and legs': (n) =>
      `strategy: {matrix: {${times(n, (i) => `l${i}: {V: "1.${i}"}`, ', ')}}}\nsteps: [${times(n, () => '{task: GoTool@0, inputs: {version: $(V)}}', ', ')}]\n`,
    expressions: (n) =>
      `steps: [{script: "${'${{ '.repeat(n)}${'$[ '.repeat(n)}"}]\ncontainer: "${'${{ '.repeat(n)}"\n`,
  }),
  ...shapes('compose.yaml', 200, {
    'Dockerfiles inside': (n) =>
      `services:\n${times(n, (i) => `  s${i}:\n    build:\n      dockerfile_inline: |\n        ARG V=1.23.7\n        FROM golang:$V\n`)}`,
    arguments: (n) =>
      `services: {s: {build: {args: {${times(n, (i) => `GO_VERSION${i}: 1.${i}`, ', ')}}}}}\n`,
    'listed arguments': (n) =>
      `services: {s: {build: {args: [${times(n, () => 'GO_VERSION=1.23.7', ', ')}]}}}\n`,
  }),
  {
    name: 'an environment beside',
    path: 'compose.yaml',
    size: 200,
    text: (n) => `services: {${times(n, (i) => `s${i}: {image: "golang:\${V${i}:-1}"}`, ', ')}}\n`,
    others: (n) => new Map([['.env', times(n, (i) => `V${i}=1.23.${i}\n`)]]),
  },
  ...shapes('.travis.yml', 500, {
    versions: (n) => `go: [${times(n, (i) => `1.22.${i}`, ', ')}]\n`,
    'versions that may fail': (n) =>
      `go: [${times(n, (i) => `1.22.${i}`, ', ')}]\njobs: {allow_failures: [${times(n, (i) => `{go: 1.22.${i}}`, ', ')}]}\n`,
    jobs: (n) => `jobs: {include: [${times(n, () => '{go: 1.22.0, env: "GOTOOLCHAIN=go1.22.0"}', ', ')}]}\n`,
  }),
];

const workflow = '.github/workflows/ci.yml';
const setupGo = (version = '${{ matrix.go }}') =>
  `{ uses: actions/setup-go@v5, with: { go-version: "${version}" } }`;
/** @param {string} matrix @param {string} steps */
const job = (matrix, steps) => `jobs:\n  a:\n    strategy: { matrix: ${matrix} }\n    steps: [${steps}]\n`;
/** @type {Shape[]} */
const workflows = [
  ...shapes(workflow, 60, {
    'a matrix that each step uses': (n) =>
      job(
        `{ go: [${times(n, (i) => `1.22.${i}`, ', ')}] }`,
        times(n, () => setupGo(), ', '),
      ),
    'a large matrix': (n) => job(`{ go: [${times(n * 10, (i) => `1.22.${i}`, ', ')}] }`, setupGo()),
    'two names of a matrix together': (n) =>
      job(
        `{ a: [${times(n, String, ', ')}], b: [${times(n, String, ', ')}] }`,
        setupGo('1.${{ matrix.a }}.${{ matrix.b }}'),
      ),
    'many axes': (n) =>
      job(
        `{ go: ["1.22.1"], ${times(n, (i) => `a${i}: [1]`, ', ')}, exclude: [${times(n, (i) => `{ a${i}: 2 }`, ', ')}] }`,
        times(n, () => setupGo(), ', '),
      ),
    'combinations left out': (n) =>
      job(
        `{ go: [${times(14, (i) => `1.22.${i}`, ', ')}], os: [${times(14, String, ', ')}], exclude: [${times(n, (i) => `{ go: 1.22.${i % 14}, os: ${i} }`, ', ')}] }`,
        times(n, () => setupGo(), ', '),
      ),
    'combinations added': (n) =>
      job(
        `{ include: [${times(n, (i) => `{ go: 1.22.${i} }`, ', ')}] }`,
        times(n, () => setupGo(), ', '),
      ),
    'a matrix made from itself': (n) =>
      job(`{ go: [${times(n, () => '"${{ matrix.go }}${{ matrix.go }}"', ', ')}] }`, setupGo()),
    'expressions that do not end': (n) => job('{ go: [1] }', setupGo('${{ '.repeat(n))),
    'steps with expressions that do not end': (n) =>
      job(
        '{ go: [1] }',
        times(n, () => setupGo('${{ '.repeat(200)), ', '),
      ),
    'expressions in one value': (n) => job('{ go: [1, 2, 3] }', setupGo('${{ matrix.go }}'.repeat(n))),
    alternatives: (n) => job('{ go: [1, 2] }', setupGo(`\${{ ${'matrix.go || '.repeat(n)}'1.22.1' }}`)),
    'quotes in an expression': (n) => job('{ go: [1] }', setupGo(`\${{ ${"' ".repeat(n)}}}`)),
    'an environment that each step uses': (n) =>
      `env: { ${times(n, (i) => `V${i}: 1.22.${i}`, ', ')} }\n${job(
        '{}',
        times(n, (i) => setupGo(`\${{ env.V${i} }}`), ', '),
      )}`,
    'an input with many options': (n) =>
      `on: { workflow_dispatch: { inputs: { go: { options: [${times(n, (i) => `1.22.${i}`, ', ')}] } } } }\n${job(
        '{}',
        times(n, () => setupGo('${{ inputs.go }}'), ', '),
      )}`,
    'jobs repeated by aliases': (n) =>
      `x: &s [${times(n, (i) => setupGo(`1.22.${i}`), ', ')}]\njobs: { ${times(n, (i) => `j${i}: { steps: *s }`, ', ')} }\n`,
    'scripts that name the matrix’s values': (n) =>
      job(
        `{ go: [${times(n, (i) => `1.22.${i}`, ', ')}] }`,
        `${setupGo()}, ${times(n, (i) => `{ run: "echo 1.2.${i} \${{ matrix.go }}" }`, ', ')}`,
      ),
  }),
  {
    name: 'calls of an action with many inputs and steps',
    path: workflow,
    size: 10,
    text: (n) =>
      job(
        '{}',
        times(n, () => `{ uses: ./a, with: { ${times(n, (i) => `v${i}: 1.22.${i}`, ', ')} } }`, ', '),
      ),
    others: (n) =>
      new Map([
        [
          'a/action.yml',
          `inputs: { ${times(n, (i) => `v${i}: {}`, ', ')} }\nruns: { steps: [${times(n, (i) => setupGo(`\${{ inputs.v${i} }}`), ', ')}] }\n`,
        ],
      ]),
  },
  {
    name: 'actions that call actions',
    path: workflow,
    size: 6,
    text: (n) =>
      job(
        '{}',
        times(n, () => '{ uses: ./a0, with: { v: 1.22.0 } }', ', '),
      ),
    others: (n) =>
      new Map(
        Array.from({ length: 5 }, (_, i) => [
          `a${i}/action.yml`,
          `inputs: { v: {} }\nruns: { steps: [${times(n, () => `{ uses: ./a${i + 1}, with: { v: "\${{ inputs.v }}" } }`, ', ')}, ${setupGo('${{ inputs.v }}')}] }\n`,
        ]),
      ),
  },
];

/** What any file of YAML may hold. */
const yaml = shapes('.gitlab-ci.yml', 1000, {
  'keys of one mapping': (n) => times(n, (i) => `k${i}: 1\n`),
  'one key again and again': (n) => 'image: golang:1.23.7\n'.repeat(n),
  'keys in braces': (n) => `a: {${times(n, (i) => `k${i}: 1`, ', ')}}\n`,
  items: (n) => '- image: golang:1.23.7\n'.repeat(n),
  'items in brackets': (n) => `a: [${'1, '.repeat(n)}]\n`,
  'brackets that do not end': (n) => `a: ${'['.repeat(n)}\n`,
  'braces that do not end': (n) => `a: ${'{a: '.repeat(n)}\n`,
  dashes: (n) => `${'- '.repeat(n)}a\n`,
  'deep mappings': (n) => times(n, (i) => `${' '.repeat(Math.min(i, 150))}a:\n`),
  anchors: (n) => times(n, (i) => `k${i}: &a${i} {image: golang:1.23.7}\n`),
  aliases: (n) => `a: &a {image: golang:1.23.7}\n${times(n, (i) => `k${i}: *a\n`)}`,
  'aliases of aliases': (n) => `a0: &a0 [1]\n${times(n, (i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`)}`,
  'merged keys': (n) =>
    `a0: &a0 {image: golang:1.23.7}\n${times(n, (i) => `a${i + 1}: &a${i + 1}\n  <<: *a${i}\n`)}`,
  documents: (n) => '---\nimage: golang:1.23.7\n'.repeat(n),
  'empty documents': (n) => '---\n'.repeat(n),
  comments: (n) => `${'# c\n'.repeat(n)}a: 1\n`,
  'comments before each value': (n) => 'a:\n  # c\n  # d\n\n  1\n'.repeat(n),
  'blank lines': (n) => `a:${'\n'.repeat(n)} 1\n`,
  'lines of one plain value': (n) => `image:\n${'  golang\n'.repeat(n)}`,
  'lines of one quoted value': (n) => `image: "${'golang \n  '.repeat(n)}"\n`,
  'escapes of one quoted value': (n) => `image: "${'\\x41\\u0041'.repeat(n)}"\n`,
  'quotes of one quoted value': (n) => `image: '${"''".repeat(n)}'\n`,
  'blanks of one quoted value': (n) => `image: "a${' '.repeat(n * 10)}b${' '.repeat(n * 10)}"\n`,
  'lines of one block': (n) => `script: |\n${'  GOTOOLCHAIN=go1.23.7\n'.repeat(n)}`,
  'lines of one folded block': (n) => `script: >-\n${'  GOTOOLCHAIN=go1.23.7\n'.repeat(n)}`,
  'explicit keys': (n) => '? a\n: b\n'.repeat(n),
  'explicit keys without values': (n) => '? a\n'.repeat(n),
  tags: (n) => times(n, (i) => `k${i}: !t${i} a\n`),
  directives: (n) => `${times(n, (i) => `%TAG !a${i}! tag:x,2000:\n`)}---\na: 1\n`,
  properties: (n) => `a: ${'&a '.repeat(n)}b\n`,
  colons: (n) => `${'a: '.repeat(n)}\n`,
  errors: (n) => 'a: ]\n'.repeat(n),
  tabs: (n) => `a:\n${'\t- b\n'.repeat(n)}`,
  'line ends of Windows': (n) => 'a: 1\r\n'.repeat(n),
  'one long word': (n) => `image: ${'x'.repeat(n * 50)}\n`,
  'one long key': (n) => `${'x'.repeat(n)}: 1\n`.repeat(20),
});

/** @type {Shape[]} */
const others = [
  ...shapes('MODULE.bazel', 500, {
    'calls within calls': (n) => 'go_sdk.download('.repeat(n),
    calls: (n) => 'go_sdk.download(version = "1.23.7")\n'.repeat(n),
    'calls that name nothing': (n) => `go_download_sdk()\n${'go_register_toolchains()\n'.repeat(n)}`,
    'calls with a constant that does not end': (n) =>
      `X = "${' '.repeat(n)}\n${'go_sdk.download(version = X)\n'.repeat(n)}`,
    archives: (n) =>
      `go_sdk.download(sdks = {${'"linux_amd64": ("go1.23.7.linux-amd64.tar.gz", "0"),\n'.repeat(n)}})\n`,
    extensions: (n) => times(n, (i) => `e${i} = use_extension("go_sdk")\ne${i}.host()\n`),
    quotes: (n) => '"'.repeat(n),
    'strings of three quotes': (n) => '""""'.repeat(n),
    'one long string': (n) => `X = "${'x'.repeat(n * 50)}\n`,
  }),
  ...shapes('mise.toml', 1000, {
    'a long key for many values': (n) => `[${'a.'.repeat(n)}a]\n${'b = 1\n'.repeat(n)}`,
    versions: (n) => `[tools]\ngo = [${'"1.23.7", '.repeat(n)}]\n`,
    'brackets that do not end': (n) => `[tools]\ngo = ${'['.repeat(n)}\n`.repeat(2),
    'strings that do not end': (n) => 'go = """'.repeat(n),
    tables: (n) => times(n, (i) => `[t${i}]\na = 1\n`),
    'tables in a value': (n) => `a = {${'b = 1, '.repeat(n)}}\n`,
  }),
  {
    name: 'a lock file with many releases',
    path: 'mise.toml',
    size: 200,
    text: (n) => `[tools]\ngo = [${times(n, () => '"1.23"', ', ')}]\n`,
    others: (n) => new Map([['mise.lock', times(n, (i) => `[[tools.go]]\nversion = "1.23.${i}"\n`)]]),
  },
  ...shapes('go.mod', 2000, {
    lines: (n) => 'require x v1.0.0\n'.repeat(n),
    'one long line': (n) => `go ${'1'.repeat(n * 10)}\n`,
    blanks: (n) => `${' '.repeat(n * 10)}go\n`.repeat(2),
    'lines that begin like the one': (n) => '  go\n'.repeat(n),
  }),
  ...shapes('.go-version', 2000, { lines: (n) => '1.23.7\n'.repeat(n), words: (n) => '1.23.7 '.repeat(n) }),
  ...shapes('.tool-versions', 2000, {
    versions: (n) => `golang ${'1.23.7 '.repeat(n)}\n`,
    words: (n) => 'a '.repeat(n),
    lines: (n) => 'golang 1.22.0\n'.repeat(n),
  }),
  ...shapes('flake.nix', 2000, {
    names: (n) => 'go-'.repeat(n),
    strings: (n) => '"${'.repeat(n),
    'strings of two quotes': (n) => "''a''".repeat(n),
    comments: (n) => '/* go '.repeat(n),
  }),
  ...shapes('Makefile', 1000, {
    'values of one variable, each used': (n) => times(n, (i) => `V=1.${i}.7\n\tcurl go$(V).linux-x\n`),
    variables: (n) => times(n, (i) => `GO_VERSION${i}=1.23.7\n\tcurl go$(GO_VERSION${i}).linux-x\n`),
    versions: (n) => 'GO_VERSION=1.23.7\n'.repeat(n),
    images: (n) => 'docker run golang:1.23.7\n'.repeat(n),
    'images on one line': (n) => 'golang:1.23.7 '.repeat(n),
    'folders of an image': (n) => 'a/b/c.d:1/'.repeat(n),
    'variables in a row': (n) => '$(A)$(A)'.repeat(n),
    braces: (n) => 'golang:${'.repeat(n),
    arguments: (n) => '--build-arg GO_VERSION=1.23.7 '.repeat(n),
    'one long word': (n) => 'x'.repeat(n * 50),
    'shared names': (n) => times(n, (i) => `GO_VERSION=1.23.${i} FROM x:$(GO_VERSION) `),
  }),
  ...shapes('docker-bake.hcl', 1000, {
    variables: (n) => 'variable "GO_VERSION" { default = "1.23.7" }\n'.repeat(n),
    'variables that do not end': (n) => 'variable "GO_VERSION" {'.repeat(n),
  }),
  ...shapes('.devcontainer/devcontainer.json', 1000, {
    features: (n) => '"ghcr.io/devcontainers/features/go": {'.repeat(n),
    images: (n) => '"image": "golang:1.23.7", '.repeat(n),
    brackets: (n) => '{"a": ['.repeat(n),
  }),
  ...shapes('Jenkinsfile', 1000, { tools: (n) => 'tools { '.repeat(n) }),
  ...shapes('.prototools', 1000, { versions: (n) => 'go = "1.23.7"\n'.repeat(n) }),
  ...shapes('devbox.json', 1000, { packages: (n) => '"go@1.23.7", '.repeat(n) }),
  ...shapes('appveyor.yml', 1000, {
    stacks: (n) => 'stack: go 1.23.7\n'.repeat(n),
    'one line': (n) => 'stack: '.repeat(n),
  }),
];

/** What these ask for is larger than their length, so that their budget ends them. */
const products = new Set([
  'chained stages that use an ENV of each',
  'parameters made from themselves',
  'scripts repeated by aliases',
  'jobs repeated by aliases',
  'calls of an action with many inputs and steps',
  'actions that call actions',
  'calls within calls',
  'a matrix made from itself',
  'variables made from all',
]);

export const pinShapes = [...dockerfiles, ...ciFiles, ...workflows, ...yaml, ...others].map((shape) => ({
  ...shape,
  isProduct: products.has(shape.name),
}));
