import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../../src/model/pin.js';
import { judged, told, toldOf } from '../../../helpers/judged-pins.js';

const editOf = (path: string, text: string): Edit | null | undefined =>
  judged({ [path]: text }).find(({ resolution }) => resolution.verdict === 'affected')?.edit;

const workflow = (...lines: readonly string[]): string =>
  ['jobs:', '  a:', '    steps:', '      - uses: actions/setup-go@v5', '        with:', ...lines, ''].join(
    '\n',
  );

const pinned = '          go-version: 1.23.7';

describe('a version that is named again in its file is not edited without asking', () => {
  test.each([
    ['a comparison', workflow(pinned, "      - if: matrix.go == '1.23.7'", '        run: make'), 7],
    [
      'the key of a cache',
      workflow(pinned, '      - uses: actions/cache@v4', '        with: { key: go-1.23.7-x }'),
      8,
    ],
    ['with other separators', workflow(pinned, '      - run: tar xf go-1_23_7.tar'), 7],
    ['a variable', workflow(pinned, '    env: { WANTED: v1.23.7 }'), 7],
    [
      'a job that needs a called action',
      workflow(pinned, '      - uses: o/setup@v1', '        with: { go-version: 1.23.7 }'),
      8,
    ],
  ])('%s', (_, text, line) => {
    const edit = editOf('.github/workflows/a.yml', text);
    expect(edit).toMatchObject({ newText: '1.23.8', certain: false });
    expect(edit?.reason).toContain(`1.23.7 is named again on line ${line}`);
  });

  test('of Travis, a condition and an environment', () => {
    const text = 'go: 1.23.x\njobs:\n  include:\n    - go: 1.22.x\n      if: env(GO) = "1.22.x"\n';
    expect(toldOf('.travis.yml', text)).toEqual(['1 1.23.x fixed', '4 1.22.x affected uncertain']);
  });

  test('nor the one edit where the other cannot be made', () => {
    const text = 'FROM golang:1.23.7\nFROM golang:1.23.7-alpine3.18\n';
    expect(toldOf('Dockerfile', text)).toEqual([
      '1 golang:1.23.7 affected uncertain',
      '2 golang:1.23.7-alpine3.18 affected uncertain',
    ]);
  });

  test('nor where its line is named and the new release is of another', () => {
    const text = workflow('          go-version: 1.22.5', "      - if: startsWith(env.GO, '1.22')");
    expect(editOf('.github/workflows/a.yml', text)?.reason).toContain('its line is named again on line 7');
  });
});

describe('is edited where nothing would disagree', () => {
  test('all places are edited together', () => {
    const text = workflow(pinned, '  b:', '    container: golang:1.23.7');
    expect(toldOf('.github/workflows/a.yml', text)).toEqual([
      '6 1.23.7 affected certain',
      '8 golang:1.23.7 affected certain',
    ]);
  });

  test.each([
    ['a comment', workflow(pinned, '      # was 1.23.7', '      - run: x # since 1.23.7')],
    ['a longer version', workflow(pinned, '      - run: x 11.23.7 1.23.70 1.23.7.1 0.1.23.7')],
    ['another program', workflow(pinned, '      - run: x', "        with: { node-version: '1.23.7' }")],
    ['an action', workflow(pinned, '      - uses: owner/action@v1.23.7')],
    ['an image of something else', workflow(pinned, '    services: { a: { image: nginx:1.23.7 } }')],
  ])('%s names it', (_, text) =>
    expect(editOf('.github/workflows/a.yml', text)).toMatchObject({ newText: '1.23.8', certain: true }),
  );

  test('lines of go.mod and .tool-versions are each about something of their own', () => {
    const mod = 'module x\n\ngo 1.23.7\n\ntoolchain go1.23.7\n\nrequire example.com/y v1.23.7\n';
    expect(told({ 'go.mod': mod, '.tool-versions': 'golang 1.23.7\nnodejs 1.23.7\n' })).toEqual([
      'go.mod:3 go 1.23.7 affected certain',
      '.tool-versions:1 1.23.7 affected certain',
    ]);
  });

  test('a pin of its own that is fixed', () => {
    // GoTool takes the bare number for 1.23.0, an image's tag for the newest of the line.
    const text =
      "steps:\n  - task: GoTool@0\n    inputs:\n      version: '1.23'\nresources:\n  containers:\n    - image: golang:1.23\n";
    expect(toldOf('azure-pipelines.yml', text)).toEqual(['4 1.23 affected certain', '7 golang:1.23 fixed']);
  });
});

describe('a checksum', () => {
  const sum = 'a'.repeat(64);
  const sdk = (line: string): string => `go_sdk.download(version = "1.23.7")\n${line}\n`;
  test.each([
    ['MODULE.bazel', sdk(`sha256 = "${sum}"`)],
    ['Dockerfile', `ARG GO=1.23.7\nARG SUM=${sum}\nFROM golang:$GO\n`],
    ['Dockerfile', `ARG GO=1.23.7\n${'RUN x\n'.repeat(9)}ENV GO_SHA256=${sum}\nFROM golang:$GO\n`],
  ])('beside the version may have to change with it, %s', (path, text) => {
    expect(editOf(path, text)).toMatchObject({ certain: false, reason: expect.stringContaining('checksum') });
  });

  test.each([
    ['Dockerfile', `FROM alpine@sha256:${sum}\nFROM golang:1.23.7\n`],
    ['Dockerfile', `FROM golang:1.23.7\n${'RUN x\n'.repeat(9)}ADD --checksum=sha256:${sum} x /\n`],
    ['.github/workflows/a.yml', workflow(pinned).replace('@v5', `@${'b'.repeat(40)} # v5`)],
  ])('of something else does not, %s', (path, text) => {
    expect(editOf(path, text)).toMatchObject({ certain: true });
  });
});

test('a definition that is a line to one and a release to another becomes the release', () => {
  const text =
    'version: 2.1\norbs: { go: circleci/go@1.11 }\nparameters: { v: { type: string, default: "1.22" } }\njobs:\n' +
    '  a:\n    docker: [{ image: "golang:<< pipeline.parameters.v >>" }]\n    steps: [{ go/install: { version: << pipeline.parameters.v >> } }]\n';
  const edits = judged({ '.circleci/config.yml': text }).flatMap(({ edit }) => edit ?? []);
  expect(edits.length).toBeGreaterThan(0);
  expect(new Set(edits.map(({ newText }) => newText))).toEqual(new Set(['1.23.8']));
});
