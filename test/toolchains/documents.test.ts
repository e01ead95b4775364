/** Commands that the documents tell people to type work, and print what the documents show. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, cli, testCache } from '../helpers/cli.js';
import { commandBlocks, firstMissing, samplesOf, userDocuments } from '../helpers/documents.js';

const work = mkdtempSync(path.join(tmpdir(), 'documents-'));
/** What the documents name: a repository with pins, programs, an image's root and saved reports. */
const stage = path.join(work, 'stage');
const exitCodes = path.join(work, 'exit-codes');
/** For commands that remove what other tests have built. */
const pruned = path.join(work, 'cache');
let env: Record<string, string> = {};

const at = (...parts: string[]): string => path.join(stage, ...parts);
function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

beforeAll(async () => {
  const [modules, build] = (await execa('go', ['env', 'GOMODCACHE', 'GOCACHE'])).stdout.split('\n');
  env = {
    HOME: path.join(work, 'home'),
    GOMODCACHE: modules ?? '',
    GOCACHE: build ?? '',
    CGOPROF_REPRO_CACHE: testCache,
    EXIT_CODES: exitCodes,
    NO_COLOR: '1',
    PATH: `${path.join(work, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  };
  mkdirSync(path.join(work, 'home'));
  mkdirSync(path.join(work, 'bin'));
  const shim = path.join(work, 'bin', 'cgoprof-repro');
  writeFileSync(
    shim,
    `#!/bin/sh\n'${process.execPath}' '${bin}' "$@"\ncode=$?\necho "$code $*" >> "$EXIT_CODES"\nexit $code\n`,
  );
  chmodSync(shim, 0o755);

  mkdirSync(stage);
  const library = path.resolve('test/fixtures/documents/libthing.go');
  const buildLibrary = async (release: string, file: string, mode: string) =>
    execa('go', ['build', `-buildmode=${mode}`, '-o', at(file), library], {
      env: { GOTOOLCHAIN: release, GOCACHE: path.join(testCache, 'gocache'), CGO_ENABLED: '1' },
    });
  await buildLibrary('go1.23.7', 'libthing.so', 'c-shared');
  await buildLibrary('go1.23.8', 'app', 'exe');
  cpSync(at('libthing.so'), at('build', 'libthing.so'));
  cpSync(at('app'), at('image-root', 'usr', 'bin', 'app'));
  write('go.mod', 'module example.org/thing\n\ngo 1.23.7\n');
  write('Dockerfile', 'FROM golang:1.24.1-alpine\nRUN go build ./...\n');
  write(
    '.github/workflows/ci.yml',
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: 1.23.7\n',
  );
  for (const [name, release] of [
    ['linux', '1.23.0'],
    ['macos', '1.23.8'],
    ['yesterday', '1.23.8'],
    ['today', '1.23.8'],
    ['report', '1.23.0'],
  ] as const)
    await cli(['-q', '--go', release, '--quick', '-o', at(`${name}.json`)]);
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs in a fresh copy of the stage. */
async function type(script: string) {
  const place = mkdtempSync(path.join(work, 'place-'));
  cpSync(stage, place, { recursive: true });
  await execa('git', ['init', '-q'], { cwd: place });
  // What was built is not part of the repository.
  writeFileSync(path.join(place, '.git', 'info', 'exclude'), 'app\nlibthing.so\nimage-root\n*.json\n');
  await execa('git', ['add', '-A'], { cwd: place });
  rmSync(exitCodes, { force: true });
  const cache = /prune|--max-cache-size/.test(script) ? { CGOPROF_REPRO_CACHE: pruned } : {};
  const { stdout, stderr } = await execa('sh', ['-c', script], {
    cwd: place,
    env: { ...env, ...cache },
    reject: false,
  });
  const codes = readFileSync(exitCodes, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => ({ code: Number(line.split(' ', 1)[0]), line }));
  return { stdout, stderr, codes };
}

const asInstalled = (text: string): string =>
  text.replaceAll('./bin/cgoprof-repro.js', 'cgoprof-repro').replaceAll('cgoprof-repro.js', 'cgoprof-repro');
/** The tool's own failure, and a wrong usage. */
const failures = new Set([1, 2]);

const blocks = userDocuments().flatMap(commandBlocks);
const shown = (text: string): string => text.trim().split('\n', 1)[0] ?? '';

test('there are blocks with commands and with samples', () => {
  expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(5);
  expect(blocks.filter(({ language }) => language === 'console').length).toBeGreaterThan(1);
});

const withCommands = [
  ...new Set(blocks.flatMap(({ document, notRun }) => (notRun === null ? [document] : []))),
];

describe.each(withCommands)('%s', (document) => {
  const own = blocks.filter((block) => block.document === document && block.notRun === null);
  test.each(own.filter(({ language }) => language === 'sh').map(({ text }) => [shown(text), text]))(
    'works: %s',
    async (_, text) => {
      const { codes, stderr } = await type(asInstalled(text));
      const typed = text.match(/^(?:\S+=\S+ )*(?:\.\/bin\/)?cgoprof-repro/gm)?.length ?? 0;
      expect(codes.length, stderr).toBeGreaterThanOrEqual(typed);
      expect(
        codes.filter(({ code }) => failures.has(code)).map(({ line }) => line),
        stderr,
      ).toEqual([]);
    },
    300_000,
  );

  const samples = own.filter(({ language }) => language === 'console').flatMap(({ text }) => samplesOf(text));
  test.each(samples.map((sample) => [sample.command, sample] as const))(
    'prints what is shown: %s',
    async (command, sample) => {
      const { stdout, stderr } = await type(asInstalled(command));
      expect(firstMissing(sample, stdout), `${stdout}\n${stderr}`).toBeNull();
    },
    300_000,
  );
});
