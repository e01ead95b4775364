import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinReaderFor } from '../../../src/pins/readers/pin-kinds.js';

/** One path for each row of the table of kinds. */
const paths = [
  'go.mod',
  'go.work',
  '.go-version',
  '.tool-versions',
  'mise.toml',
  'Dockerfile',
  '.github/workflows/ci.yml',
  'action.yml',
  '.gitlab-ci.yml',
  '.travis.yml',
  '.circleci/config.yml',
  'compose.yaml',
  'azure-pipelines.yml',
  'MODULE.bazel',
  'flake.nix',
  'docker-bake.hcl',
  '.devcontainer/devcontainer.json',
  'Jenkinsfile',
  '.prototools',
  'devbox.json',
  'appveyor.yml',
  'Makefile',
];
const read = (path: string, text: string) => {
  const reader = pinReaderFor(path);
  if (reader === null) throw new Error(`nobody reads ${path}`);
  return reader({ path, text });
};

const jobsOf = (values: readonly string[]): string =>
  values.map((value, i) => `j${i}: { variables: { V: "${value}" } }\n`).join('');
const matrixOf = (values: readonly string[], step: string): string =>
  `jobs: { a: { strategy: { matrix: { go: [${values.map((v) => `"${v}"`).join(', ')}] } }, steps: [${step}] } }\n`;

const tokens = fc.constantFrom(
  'go',
  'toolchain',
  'FROM',
  'ARG V=',
  '${V}',
  '$V',
  'golang:',
  '1.23.7',
  '1.20',
  '@sha256:0',
  '-alpine',
  '\n',
  '\r\n',

  '  ',
  '\t',
  '- ',
  ': ',
  '"',
  "'",
  '"""',
  '[',
  ']',
  '{',
  '}',
  '#',
  '//',
  '\\\n',
  '<<EOF',
  '&a ',
  '*a',
  '${{ matrix.go }}',

  'jobs',
  'steps',
  'uses',
  'with',
  'go-version',
  'image',
  'matrix',
  'include',
  'strategy',
  'actions/setup-go@v5',

  'tools',
  '=',
  ',',
  'go_sdk.download(',
  'version',
  ')',
  '__proto__',
  'constructor',
  '\u0000',
  '\u001b[31m',
  '\uFFFC',
  '\u202e',

  'GOTOOLCHAIN=go',
  'GO_VERSION=',
  'go.dev/dl/go',
  '.linux-amd64',
  '--build-arg ',
  'parameters',
  '<< parameters.go >>',
  '$[[ inputs.go ]]',
  'inputs',
  'default',
  'build',
  'args',
  'RUN ',
  'ENV ',
);

test.each(paths)('%s: any text is read, and what is shown of it is harmless', (path) => {
  fc.assert(
    fc.property(fc.array(tokens, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      for (const pin of read(path, text)) {
        const shown = [pin.raw, ...pin.notes, JSON.stringify(pin.requirement)].join('');
        expect(shown).not.toMatch(/[\p{Cc}\u202e]/u);
        expect(pin.line).toBeLessThanOrEqual(text.split('\n').length);
        const { start, end } = 'span' in pin.editPlace ? pin.editPlace.span : { start: 0, end: 1 };
        expect(start < end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

describe('YAML', () => {
  const yamlPaths = paths.filter((path) => path.endsWith('ml') && path !== 'mise.toml');

  test.each(yamlPaths)('%s: a bomb is refused or costs no more than its text', (path) => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
    const bomb = ['l0: &l0 [1, 2, 3]', ...levels, 'jobs: *l30', 'go: *l30', 'image: *l30'].join('\n');
    expect(read(path, bomb).length).toBeLessThanOrEqual(1);
  });

  test('steps repeated by aliases without end are refused', () => {
    const step = '{ uses: actions/setup-go@v5, with: { go-version: 1.23.7 } }';
    const steps = `x: &s [${Array.from({ length: 800 }, () => step).join(', ')}]`;
    const jobs = Array.from({ length: 800 }, (_, i) => `  j${i}: { steps: *s }`).join('\n');
    expect(read('.github/workflows/ci.yml', `${steps}\njobs:\n${jobs}\n`)).toMatchObject([
      {
        requirement: {
          kind: 'not-understood',
          why: 'reading it takes more work than any file that people write',
        },
      },
    ]);
  });

  test('an alias of itself is no loop', () => {
    expect(read('.github/workflows/ci.yml', 'jobs: &a\n  b: *a\n')).toEqual([]);
    expect(read('.travis.yml', 'go: &a [*a]\n')).toEqual([]);
  });

  test('nesting without end is told', () => {
    expect(read('.travis.yml', `go: ${'['.repeat(50_000)}`)[0]?.requirement.kind).toBe('not-understood');
  });

  test('YAML longer than anybody writes is refused', () => {
    expect(read('.gitlab-ci.yml', '- a\n'.repeat(100_000))[0]?.requirement).toMatchObject({
      why: 'it is longer than any YAML people write',
    });
  });

  test('broken YAML is told with its line', () => {
    expect(read('.gitlab-ci.yml', 'image: golang:1.23.7\nbad: ]\n')[0]).toMatchObject({
      line: 2,
      requirement: { kind: 'not-understood' },
    });
  });

  test('keys that are special to JavaScript are keys', () => {
    const text = '__proto__:\n  image: golang:1.23.7\nconstructor:\n  image: golang:1.23.6\n';
    expect(read('.gitlab-ci.yml', text)).toHaveLength(2);
    expect(({} as Record<string, unknown>)['image']).toBeUndefined();
  });
});

test('TOML nested without end is told', () => {
  const [pin] = read('mise.toml', `[tools]\ngo = ${'['.repeat(50_000)}`);
  expect(pin?.requirement.kind).toBe('not-understood');
});

test('variables made from all the others, with many values each', () => {
  const names = Array.from({ length: 40 }, (_, i) => `V${i}`);
  const all = names.map((name) => `$${name}`).join('');
  const block = (value: string) => `{ ${names.map((name) => `${name}: "${value}"`).join(', ')} }`;
  const text = [all, all.slice(0, 21), '$V1', '$V2$V3'].map(
    (value, i) => `j${i}: { variables: ${block(value)} }`,
  );
  const images = Array.from({ length: 300 }, (_, i) => `i${i}: { image: "golang:$V${i % 40}$V1" }`);
  expect(read('.gitlab-ci.yml', [...text, ...images].join('\n'))).not.toEqual([]);
});

test('a list of any length is read, with all that its items may repeat', () => {
  const items = Array.from({ length: 20_000 }, (_, i) => `1.22.${i % 13}`);
  expect(read('.travis.yml', `go: [${items.join(', ')}]`)).toHaveLength(1001);
});

test('a matrix that each of many steps uses', () => {
  const values = Array.from({ length: 60 }, (_, i) => `1.22.${i}`).join(', ');
  const step = "      - { uses: actions/setup-go@v5, with: { go-version: '${{ matrix.go }}' } }\n";
  const text = `jobs:\n  a:\n    strategy: { matrix: { go: [${values}] } }\n    steps:\n${step.repeat(100)}`;
  expect(read('.github/workflows/ci.yml', text)).toHaveLength(60);
});

test.each([
  [
    '.github/workflows/ci.yml',
    (values: string[]) =>
      matrixOf(values, '{ uses: actions/setup-go@v5, with: { go-version: "${{ matrix.go }}" } }'),
  ],
  ['.gitlab-ci.yml', (values: string[]) => `${jobsOf(values)}k: { image: "golang:$V" }\n`],
  ['.gitlab-ci.yml', (values: string[]) => `${jobsOf(values.map((v) => `golang:${v}`))}k: { image: $V }\n`],
  ['Makefile', (values: string[]) => `${values.map((v) => `V=${v}\n`).join('')}\tdocker run golang:$(V)\n`],
  [
    'Dockerfile',
    (values: string[]) =>
      `FROM x\nRUN ${values.map((v) => `V=${v}; `).join('')} curl -O go.dev/dl/go$V.linux-amd64.tar.gz\n`,
  ],
])('%s: of a name with very many values some are told, and that there are more', (path, textOf) => {
  const fixed = Array.from({ length: 100 }, (_, i) => `1.24.${i + 2}`);
  const pins = read(path, textOf([...fixed, '1.23.7']));
  expect(pins.length).toBeGreaterThan(60);
  expect(pins.map(({ requirement }) => requirement.kind)).toContainEqual(
    expect.stringMatching(/^(?:unresolved|not-understood)$/),
  );
});

test('a variable with very many values that name no Go image is nobody’s business', () => {
  const images = Array.from({ length: 300 }, (_, i) => `debian:${i}`);
  expect(read('.gitlab-ci.yml', `${jobsOf(images)}k: { image: $V }\n`)).toEqual([]);
});

test('variables with too many values together are unknown, and what is Go is still told', () => {
  const block = (i: number) => `j${i}: { variables: { A: "1.${i}", B: "${i}", C: "a${i}" } }\n`;
  const all = Array.from({ length: 20 }, (_, i) => block(i)).join('');
  const told = read(
    '.gitlab-ci.yml',
    `${all}k: { image: "golang:$A.$B" }\nl: { image: "debian:$A.$B-$C" }\n`,
  );
  expect(told).toMatchObject([{ requirement: { kind: 'unresolved' } }]);
});

test('an image’s name that is longer than any is told', () => {
  expect(read('Dockerfile', `FROM ${'${A'.repeat(1000)}\n`)).toMatchObject([
    {
      requirement: {
        kind: 'not-understood',
        why: 'it may be a Go image, and it is longer than 1024 characters',
      },
    },
  ]);
  expect(read('Dockerfile', `ARG A=golang\n${'ARG A=$A$A\n'.repeat(12)}FROM $A\n`)).toHaveLength(1);
  expect(
    read('compose.yaml', `services: { a: { build: { args: { CERTIFICATE: ${'x'.repeat(2000)} } } } }\n`),
  ).toMatchObject([{ givesArgument: 'CERTIFICATE' }]);
});

test('of a file full of pins the first thousand are listed, and it says so', () => {
  const pins = read('Dockerfile', 'FROM golang:1.23.7\n'.repeat(5000));
  expect(pins).toHaveLength(1001);
  expect(pins.at(-1)?.requirement.kind).toBe('not-understood');
});

const length = 256 * 1024;
// Each of these took minutes with a reader whose time grows in the square of the text. No time is asserted: the suite's
// own limit fails the test.
test.each([
  ['.gitlab-ci.yml', '- image: golang:1.23.7\n'],
  ['Dockerfile', 'FROM golang:1.23.7\n'],
  ['Dockerfile', 'RUN <<A\n'],
  ['Dockerfile', 'FROM \\\n'],
  ['Dockerfile', 'ENV A=1 \\\n B=2 \\\n'],
  ['Dockerfile', 'ARG A=$A$A\n'],
  ['MODULE.bazel', 'go_sdk.download('],
  ['MODULE.bazel', '"'],
  ['mise.toml', 'go = """'],
  ['mise.toml', 'a = [['],
  ['go.mod', '  go'],
  ['.tool-versions', 'golang 1.22.0\n'],
  ['flake.nix', 'go-'],
  ['flake.nix', '"${'],
  ['Makefile', 'GO_VERSION=1.23.7\n'],
  ['Makefile', 'golang:1.23.7 '],
  ['Makefile', 'a/b/c.d:1/'],
  ['Makefile', '$(A)$(A)'],
  ['Makefile', 'go$A.'],
  ['Makefile', 'GOTOOLCHAIN=go1'],
  ['Dockerfile', 'RUN go$A.linux-\n'],
  ['Dockerfile', 'RUN <<A\ngo1.23.7.linux-x\nA\n'],
  ['Jenkinsfile', 'tools {'],
  ['docker-bake.hcl', 'variable "GO_VERSION" {'],
  ['.devcontainer/devcontainer.json', '"ghcr.io/devcontainers/features/go": {'],
  ['.travis.yml', '- go: 1.22.0\n'],
])('a long %s of %j is read', (path, part) => {
  const text = part.repeat(Math.ceil(length / part.length));
  expect(read(path, text).length).toBeLessThanOrEqual(1001);
});
