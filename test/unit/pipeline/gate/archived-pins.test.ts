import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/model/report.js';
import { mayBearOnPins } from '../../../../src/pins/readers/pin-kinds.js';
import { cellsOfArchivedPins, cellsOfPins } from '../../../../src/pipeline/gate/pins/pin-cells.js';
import { findingsIn, findingsInTexts } from '../../../../src/pipeline/gate/pins/pin-findings.js';
import { pinJudging } from '../../../helpers/pin-judging.js';

/** A repository with every form of pin. */
const repository = path.resolve('test/fixtures/pins-repo');
const inArchive = (file: string): string => `source.tar.gz!${file}`;

function textsBelow(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => statSync(path.join(folder, file)).isFile() && mayBearOnPins(file));
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

const archived = async (texts: ReadonlyMap<string, string>): Promise<readonly Cell[]> =>
  cellsOfArchivedPins(await findingsInTexts(texts, pinJudging), inArchive);

test('a repository gives the same findings in an archive as in a folder, without edits', async () => {
  const folder = await cellsOfPins(await findingsIn(repository, pinJudging));
  const wrapped = new Map([...textsBelow(repository)].map(([file, text]) => [`x-1.0/${file}`, text]));
  const name = path.relative('.', repository).split(path.sep).join('/');
  const renamed = (cells: readonly Cell[], prefix: string) =>
    cells.map(({ subject, verdict, reason, location }) => ({
      subject,
      verdict,
      reason,
      location: { ...location, file: location?.file.slice(prefix.length) },
    }));
  const cells = await archived(wrapped);
  expect(folder.some(({ edit }) => edit !== undefined)).toBe(true);
  expect(cells.some(({ edit }) => edit !== undefined)).toBe(false);
  expect(renamed(cells, inArchive('x-1.0/'))).toEqual(renamed(folder, `${name}/`));
});

test('what to write is said, and that it is not written into an archive', async () => {
  const cells = await archived(new Map([['x/docker/Dockerfile', 'FROM golang:1.23.7\n']]));
  expect(cells).toMatchObject([
    {
      verdict: 'affected',
      location: { file: 'source.tar.gz!x/docker/Dockerfile', line: 1 },
      fix: 'write golang:1.23.8 where the archive is made from',
    },
  ]);
});

test('files that others refer to are read, and others’ files are not', async () => {
  const cells = await archived(
    new Map([
      ['x/.gitlab-ci.yml', 'include: ci/a.yml\n'],
      ['x/ci/a.yml', 'a: { image: golang:1.23.7 }\n'],
      ['x/ci/b.yml', 'GOTOOLCHAIN: go1.23.6\n'],
      ['x/vendor/y/go.mod', 'go 1.24.0\n'],
      ['x/testdata/go.mod', 'go 1.24.0\n'],
    ]),
  );
  expect(cells.map(({ location }) => location?.file)).toEqual(['source.tar.gz!x/ci/a.yml']);
});

test.each(['a/go.mod', 'x/ci/included.yml', 'action.yaml', 'mise.lock', 'mise/config.lock', 'x/.env'])(
  '%s may bear on pins',
  (file) => expect(mayBearOnPins(file)).toBe(true),
);

test.each(['a/main.go', 'go.sum', 'Cargo.lock', 'logo.png', 'README.md'])('%s bears on no pin', (file) => {
  expect(mayBearOnPins(file)).toBe(false);
});

test('a pin that names a file tells where that decides, and a definition which lines use it', async () => {
  const job = (name: string, input: string): string =>
    `  ${name}:\n    steps:\n      - uses: actions/setup-go@v5\n        with: { ${input} }\n`;
  const jobs = [
    job('a', 'go-version-file: .go-version'),
    job('b', 'go-version: "${{ env.GO }}"'),
    job('c', 'go-version: "${{ env.GO }}"'),
  ];
  const cells = await archived(
    new Map([
      ['x/.go-version', '1.23.7\n'],
      ['x/.github/workflows/a.yml', `env: { GO: 1.23.4 }\njobs:\n${jobs.join('')}`],
    ]),
  );
  const told = cells.map(({ location, definedAt, usedOn }) => ({ line: location?.line, definedAt, usedOn }));
  expect(told).toStrictEqual([
    { line: 6, definedAt: { file: inArchive('x/.go-version'), line: 1 }, usedOn: undefined },
    { line: 1, definedAt: undefined, usedOn: [10, 14] },
    { line: 1, definedAt: undefined, usedOn: undefined },
  ]);
});
