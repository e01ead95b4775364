/** What --fix makes, it makes at once: a second run finds nothing to do, and what was called certain is fixed. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edit } from '../../../src/model/pin.js';
import { applyEdits } from '../../../src/pins/edit/apply-edits.js';
import { judgePins } from '../../../src/pins/judge/judge-pins.js';
import type { PinFinding } from '../../../src/pins/judge/pin-finding.js';
import { pinReaderFor } from '../../../src/pins/readers/pin-kinds.js';
import type { FloatsBy } from '../../../src/pins/resolve/releases.js';
import { pinsIn, type Files } from '../../helpers/judged-pins.js';
import { knownReleases } from '../../helpers/known-releases.js';
import { listedForms, otherForms, stating } from '../../helpers/stated-forms.js';

const judge = (files: Files, floatsBy: FloatsBy): readonly PinFinding[] =>
  judgePins(pinsIn(files), { ...knownReleases, floatsBy });

const certainOf = (findings: readonly PinFinding[]): readonly Edit[] =>
  findings.flatMap(({ edit }) => (edit?.certain === true ? [edit] : []));

function fix(files: Files, edits: readonly Edit[]): Files {
  const names = new Set(edits.map(({ file }) => file));
  const changed = [...names].map((name) => {
    const after = applyEdits(
      files[name] ?? '',
      edits.filter(({ file }) => file === name),
    );
    if (!after.ok) throw new Error(`${name}: ${after.error}`);
    return [name, after.value];
  });
  return { ...files, ...Object.fromEntries(changed) };
}

const placeOf = ({ pin: { file, line } }: PinFinding): string => `${file}:${line}`;

function checkTwice(files: Files, floatsBy: FloatsBy = 'newest'): void {
  const before = judge(files, floatsBy);
  const fixed = fix(files, certainOf(before));
  const after = judge(fixed, floatsBy);
  expect(certainOf(after), JSON.stringify(fixed)).toEqual([]);
  const open = new Set(before.filter(({ edit }) => edit?.certain !== true).map(placeOf));
  const left = after.filter(({ resolution: { verdict } }) => verdict === 'affected').map(placeOf);
  expect(
    left.filter((place) => !open.has(place)),
    JSON.stringify({ files, fixed }),
  ).toEqual([]);
}

/** Parts of files: `{V}` is a version, and each part of a file gets one of its own. */
interface Kind {
  readonly name: string;
  readonly head: string;
  readonly parts: readonly string[];
}
const versions =
  '1.20.3|1.21|1.21.13|1.22|1.22.x|1.22.5|1.23|1.23.0|1.23.7|1.23.x|1.23.8|1.24|1.24.1|1.24.2|1.27.1|^1.22|>=1.23.0 <1.23.5|stable'.split(
    '|',
  );
const setUp = '      - uses: actions/setup-go@v5\n        with:\n          go-version: ';
const kinds: readonly Kind[] = [
  {
    name: 'Dockerfile',
    head: 'ARG A={V}\n',
    parts: [
      'FROM golang:{V}\n',
      'FROM golang:{V}-alpine AS b\n',
      'FROM golang:{V}-alpine3.18\n',
      'FROM golang:${A}\n',
      'FROM golang:${A}-bookworm\n',
      'FROM golang:{V}-windowsservercore\n',
      'FROM tool:$A\n',
      'ENV GOTOOLCHAIN=go{V}\n',
      'ENV WANTED={V}\n',
      'RUN curl https://go.dev/dl/go${A}.linux-amd64.tar.gz\n',
      '# FROM golang:{V}\n',
      `ENV SUM=${'c'.repeat(64)}\n`,
    ],
  },
  {
    name: '.github/workflows/a.yml',
    head: [
      'env:\n  X: {V}\njobs:\n  a:\n    strategy:\n      matrix:\n',
      '        go: [{V}, \'{V}\', "{V}"]\n        include: [{ go: {V} }]\n    steps:\n',
    ].join(''),
    parts: [
      `${setUp}{V}\n`,
      `${setUp}'{V}' # {V}\n`,
      `${setUp}\${{ matrix.go }}\n`,
      `${setUp}\${{ env.X }}\n`,
      "      - if: matrix.go == '{V}'\n        run: make\n",
      '      - &same\n        uses: docker://golang:{V}\n',
      '      - { uses: actions/cache@v4, with: { key: "go-{V}" } }\n',
      '      - env: { GOTOOLCHAIN: go{V} }\n        run: go build\n',
      `      - uses: actions/setup-go@v6\n        with: { go-version-file: go.mod }\n`,
    ],
  },
  {
    name: '.gitlab-ci.yml',
    head: 'variables:\n  V: &v "{V}"\n  W: *v\n',
    parts: [
      'a:\n  image: golang:$V\n',
      'b:\n  image: golang:{V}-alpine\n',
      'c:\n  image: other:$W\n',
      'd: { script: ["x {V}"] }\n',
    ],
  },
  {
    name: '.travis.yml',
    head: 'go:\n  - {V}\n',
    parts: ['  - "{V}"\n', '  - {V}\n', 'matrix:\n  include:\n    - go: {V}\n'],
  },
  {
    name: 'go.mod',
    head: 'module x\n\ngo {V}\n',
    parts: ['toolchain go{V}\n', 'require example.com/y v{V}\n'],
  },
  { name: '.go-version', head: '{V}\n', parts: ['{V}\n'] },
  { name: '.tool-versions', head: 'golang {V}\n', parts: ['nodejs {V}\n'] },
  {
    name: 'mise.toml',
    head: '[tools]\ngo = ["{V}", "{V}"]\n',
    parts: ["node = '{V}'\n", '[env]\nX = "{V}"\n'],
  },
  {
    name: '.circleci/config.yml',
    head: 'orbs: { go: circleci/go@1.11 }\nparameters: { v: { type: string, default: "{V}" } }\n',
    parts: [
      'x: { docker: [{ image: "golang:<< pipeline.parameters.v >>" }] }\n',
      'y: { steps: [{ go/install: { version: "<< pipeline.parameters.v >>" } }] }\n',
      'z: { docker: [{ image: "golang:{V}" }] }\n',
    ],
  },
  {
    name: 'azure-pipelines.yml',
    head: 'steps:\n',
    parts: ["  - { task: GoTool@0, inputs: { version: '{V}' } }\n", '  - script: echo {V}\n'],
  },
  {
    name: 'MODULE.bazel',
    head: 'V = "{V}"\n',
    parts: ['go_register_toolchains(version = V)\n', 'go_download_sdk(version = "{V}")\n'],
  },
  {
    name: 'compose.yaml',
    head: 'services:\n',
    parts: [
      '  a: { image: "golang:{V}" }\n',
      '  b: { image: "golang:${E:-{V}}" }\n',
      '  c: { build: { args: { A: "${E}" } } }\n',
    ],
  },
  { name: '.env', head: 'E={V}\n', parts: ['GO_VERSION={V}\n'] },
];

const anyFile = fc.constantFrom(...kinds).chain(({ name, head, parts }) =>
  fc
    .record({
      chosen: fc.subarray([...parts]),
      // Few, so that they meet again.
      used: fc.uniqueArray(fc.constantFrom(...versions), { minLength: 1, maxLength: 3 }),
      order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      end: fc.constantFrom('\n', '\r\n'),
      isMarked: fc.boolean(),
    })
    .map(({ chosen, used, order, end, isMarked }) => {
      let at = 0;
      const text = (head + chosen.join('')).replaceAll(
        '{V}',
        () => used[(order[at++ % order.length] ?? 0) % used.length] ?? '',
      );
      return [name, (isMarked ? '\uFEFF' : '') + text.replaceAll('\n', end)] as const;
    }),
);
const anyRepository = fc
  .array(anyFile, { minLength: 1, maxLength: 4 })
  .map((files): Files => Object.fromEntries(files));

test.each<FloatsBy>(['newest', 'oldest'])('of any repository, judged by the %s', (floatsBy) => {
  expect.hasAssertions();
  fc.assert(
    fc.property(anyRepository, (files) => checkTwice(files, floatsBy)),
    { numRuns: 300 },
  );
});

test('of a release that another one takes the place of', () => {
  expect.hasAssertions();
  checkTwice({
    Dockerfile:
      'ARG A=1.23.0\nFROM golang:${A}-bookworm\nFROM golang:1.23.0-windowsservercore\nENV GOTOOLCHAIN=go1.23.7\n',
  });
});

test('of every form that is known', () => {
  expect.hasAssertions();
  for (const form of [...listedForms, ...otherForms]) checkTwice(stating('affected', form));
});

test.each<FloatsBy>(['newest', 'oldest'])(
  'of the repository with every form, judged by the %s',
  (floatsBy) => {
    const root = 'test/fixtures/pins-repo';
    const names = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .filter((name) => pinReaderFor(name) !== null || /\.(?:ya?ml|lock)$/.test(name));
    checkTwice(
      Object.fromEntries(names.map((name) => [name, readFileSync(path.join(root, name), 'utf8')])),
      floatsBy,
    );
  },
);

test.each<[string, Files]>([
  ['GOTOOLCHAIN decides for an image', { Dockerfile: 'FROM golang:1.23\nENV GOTOOLCHAIN=go1.23.7\n' }],
  ['two forms of one line in a list', { '.travis.yml': 'go:\n  - 1.23\n  - 1.22.x\n' }],
])('of what was wrong once: %s', (_, files) => {
  checkTwice(files);
  expect(certainOf(judge(files, 'newest')).length).toBeGreaterThan(0);
});

test('the generated repositories have edits to make', () => {
  const edits = fc
    .sample(anyRepository, { numRuns: 100, seed: 1 })
    .map((files) => certainOf(judge(files, 'newest')).length);
  expect(edits.filter((count) => count > 0).length).toBeGreaterThan(30);
});
