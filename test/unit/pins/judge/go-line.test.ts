import { expect, test } from 'vitest';
import { goLinesThatOnlyPermit } from '../../../../src/pins/judge/go-line.js';
import { judged, type Files } from '../../../helpers/judged-pins.js';

/** Files whose `go` line is a note. */
const notes = (files: Files): string[] =>
  [...goLinesThatOnlyPermit(judged(files))].map(({ pin }) => pin.file);

const fixedImage = { Dockerfile: 'FROM golang:1.23.8\n' };

test.each(['go 1.22\n', 'go 1.23.1\n', 'go 1.21\n', 'go 1.19\n'])(
  '%j is a note beside a fixed builder',
  (line) => {
    expect(notes({ ...fixedImage, 'go.mod': line, 'sub/go.mod': line })).toStrictEqual([
      'go.mod',
      'sub/go.mod',
    ]);
  },
);

test.each<[string, Files]>([
  ['no builder', {}],
  ['only a version for people', { '.go-version': '1.23.8\n' }],
  ['an affected builder', { Dockerfile: 'FROM golang:1.23.7\n' }],
  ['one of two affected', { ...fixedImage, 'a.Dockerfile': 'FROM golang:1.22\n' }],
  ['an open one', { ...fixedImage, 'a.Dockerfile': 'FROM golang:${X}\n' }],
  ['only an old one', { Dockerfile: 'FROM golang:1.20\n' }],
  [
    'a setup that reads the line',
    {
      ...fixedImage,
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version-file: go.mod\n',
    },
  ],
])('it decides beside %s', (_, files) => {
  expect(notes({ ...files, 'go.mod': 'go 1.22\n' })).toStrictEqual([]);
});

test('it decides where a builder is older and would switch to it', () => {
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.24.0\n' })).toStrictEqual([]);
  expect(notes({ Dockerfile: 'FROM golang:1.24.2\n', 'go.mod': 'go 1.24.0\n' })).toStrictEqual(['go.mod']);
});

test('go.work and the go.mod of tools are held against the builders too', () => {
  expect(notes({ ...fixedImage, 'go.work': 'go 1.22\n', 'go.mod': 'go 1.21\n' })).toStrictEqual([
    'go.work',
    'go.mod',
  ]);
  expect(notes({ 'go.work': 'go 1.22\n' })).toStrictEqual([]);
  const tools = 'tools/go.mod';
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.23.8\n', [tools]: 'go 1.19\n' })).toStrictEqual([tools]);
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.23.8\n', [tools]: 'go 1.24.0\n' })).toStrictEqual([]);
  // One that chooses an affected Go keeps all others from being notes.
  const chosen = { [tools]: 'go 1.22\ntoolchain go1.22.5\n' };
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.21\n', ...chosen })).toStrictEqual([]);
  expect(
    notes({ ...fixedImage, 'go.mod': 'go 1.21\n', 'go.work': 'go 1.22\ntoolchain go1.23.1\n' }),
  ).toStrictEqual([]);
  // One that chooses a fixed Go is no builder, and no obstacle.
  const fixed = 'go 1.22\ntoolchain go1.24.2\n';
  expect(notes({ 'go.mod': 'go 1.21\n', [tools]: fixed })).toStrictEqual([]);
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.21\n', [tools]: fixed })).toStrictEqual(['go.mod']);
});

test('every kind of builder counts that is fixed', () => {
  const setup = (version: string) =>
    `on: push\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: ${version}\n`;
  const workflow = '.github/workflows/a.yml';
  expect(notes({ [workflow]: setup('1.24.2'), 'go.mod': 'go 1.22\n' })).toStrictEqual(['go.mod']);
  expect(notes({ [workflow]: setup('stable'), 'go.mod': 'go 1.22\n' })).toStrictEqual(['go.mod']);
  expect(notes({ [workflow]: setup('1.22.x'), 'go.mod': 'go 1.22\n' })).toStrictEqual([]);
  expect(notes({ [workflow]: setup("'${{ vars.GO }}'"), 'go.mod': 'go 1.22\n' })).toStrictEqual([]);
  expect(notes({ '.gitlab-ci.yml': 'a:\n  image: golang:1.24.2\n', 'go.mod': 'go 1.22\n' })).toStrictEqual([
    'go.mod',
  ]);
});

test('a toolchain line chooses', () => {
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.22\ntoolchain go1.23.2\n' })).toStrictEqual([]);
  expect(notes({ ...fixedImage, 'go.mod': 'go 1.23.2\ntoolchain go1.23.2\n' })).toStrictEqual([]);
});
