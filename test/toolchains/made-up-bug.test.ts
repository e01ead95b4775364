/**
 * A second bug, made up: its folder, and a table that names it, are all that this build has of it, and nothing of
 * golang/go#72870 is in it. The real bin asks real toolchains about it, of which go1.23.8 and go1.24.1 are to it what the
 * other is to the real one.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats/format.js';
import type { Report } from '../../src/model/report.js';
import { reportSchema } from '../../src/model/report-schema.js';
import { testCache } from '../helpers/cli.js';
import { buildWithTable } from '../helpers/other-table.js';

const bugs = path.resolve('test/fixtures/bugs');
const folder = mkdtempSync(path.join(tmpdir(), 'made-up-bug-'));
const inFolder = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let built: Awaited<ReturnType<typeof buildWithTable>>;
/** All that the bin has said. */
const said: string[] = [];

async function ask(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [built.bin, ...args], {
    cwd: folder,
    env: { CGOPROF_REPRO_CACHE: testCache },
    reject: false,
  });
  said.push(stdout, stderr);
  return { exitCode, stdout, stderr };
}

async function askReport(...args: readonly string[]): Promise<Report & { readonly answers: unknown }> {
  const { stdout, stderr, exitCode } = await ask(...args, '--format', 'json');
  if (stdout === '') throw new Error(`no report; exit code ${exitCode}\n${stderr}`);
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(exitCode).toBe(report.exitCode);
  expect(report.bug).toBe('example/maps#7');
  return { ...report, answers: report.cells.map(({ subject, verdict }) => [subject, verdict]) };
}

const gorootOf = (release: string): string =>
  execFileSync('go', ['env', 'GOROOT'], {
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: `go${release}` },
  }).trim();

/** Without cgo: to this bug that is no excuse. */
function compile(release: string, output: string): void {
  writeFileSync(inFolder('plain.go'), 'package main\n\nfunc main() { println("plain") }\n');
  execFileSync('go', ['build', '-o', inFolder(output), 'plain.go'], {
    cwd: folder,
    env: { ...process.env, GOTOOLCHAIN: `go${release}`, CGO_ENABLED: '0', GOFLAGS: '' },
  });
}

beforeAll(async () => {
  built = await buildWithTable(inFolder('package'), path.join(bugs, 'table.ts'));
  cpSync(path.join(bugs, 'made-up/go'), inFolder('package/go-fixtures/made-up'), { recursive: true });
  cpSync(path.join(bugs, 'made-up/c'), inFolder('package/c-fixtures/made-up'), { recursive: true });
});

it('is all that the build knows: the sources of the product, less its bug and its table', () => {
  const own = built.sources.filter((file) => !file.startsWith('src/') && !file.startsWith('node_modules/'));
  expect(own.filter((file) => !file.startsWith('\0')).toSorted()).toStrictEqual([
    'test/fixtures/bugs/made-up/bug.ts',
    'test/fixtures/bugs/made-up/identity.ts',
    'test/fixtures/bugs/table.ts',
  ]);
  expect(built.sources.filter((file) => /^src\/bugs\/(?:\w+\/|table)/.test(file))).toStrictEqual([]);
});

it('is the bug of --help', async () => {
  expect((await ask('--help')).stdout).toContain('Reproduce example/maps#7 (maps of the old kind)');
});

describe('run', () => {
  it('shows it where it is, by its own program, probes and signature', async () => {
    const { cells, answers, exitCode } = await askReport('--go', '1.23.8');
    expect(answers).toStrictEqual([['1.23.8', 'affected']]);
    expect(exitCode).toBe(3);
    expect(cells[0]).toMatchObject({
      predicted: 'affected',
      reason: 'maps are of the old kind, and stumbling confirmed it',
      fix: 'upgrade to go1.24.0: no 1.23 release has the fix',
      evidence: [{ oracle: 'source' }, { probe: 'kind' }, { probe: 'stumbling' }],
      trials: [{ outcome: 'clean' }, { outcome: 'crash', signature: 'stumble' }],
    });
  });

  it('says that it is not there where it is not, and what is older than it', async () => {
    const { cells, answers } = await askReport('--go', '1.24.1');
    expect(answers).toStrictEqual([['1.24.1', 'fixed']]);
    expect(cells[0]?.evidence.map(({ verdict }) => verdict)).toStrictEqual(['fixed', 'fixed', 'fixed']);
  });

  it('refuses the probes of another bug', async () => {
    const { exitCode, stderr } = await ask('--go', '1.24.1', '--probes', 'profile-crash');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Choose from: all, kind, stumbling.');
    said.splice(-2);
  });
});

it('scan reads what it hangs on, and keeps that apart from other bugs', async () => {
  const twice = [await askReport('scan', '1.23.8,1.24.1'), await askReport('scan', '1.23.8,1.24.1')];
  for (const { answers } of twice)
    expect(answers).toStrictEqual([
      ['go1.23.8', 'affected'],
      ['go1.24.1', 'fixed'],
    ]);
});

describe('gate', () => {
  it('judges toolchains by its source', async () => {
    const [old, now] = [gorootOf('1.23.8'), gorootOf('1.24.1')];
    const { cells } = await askReport('gate', old, now);
    expect(cells.map(({ verdict }) => verdict)).toStrictEqual(['affected', 'fixed']);
    const asked = await askReport('gate', '--run', '1.23.8');
    expect(asked.cells[0]?.evidence.map(({ probe }) => probe)).toContain('kind');
  });

  it('judges compiled files by its question, also those without cgo', async () => {
    compile('1.23.8', 'old');
    compile('1.24.1', 'new');
    const { answers, cells } = await askReport('gate', 'old', 'new');
    expect(answers).toStrictEqual([
      ['old', 'affected'],
      ['new', 'fixed'],
    ]);
    expect(cells[0]?.reason).toBe('It has runtime.evacuate. Every program uses maps.');
  });

  it('judges pins by what it expects of releases', async () => {
    const pinned = (release: string): string => {
      mkdirSync(inFolder(`pins-${release}`));
      writeFileSync(inFolder(`pins-${release}/go.mod`), `module m\n\ngo ${release}\n`);
      return `pins-${release}`;
    };
    const old = await askReport('gate', pinned('1.23.8'));
    expect(old.cells[0]).toMatchObject({
      verdict: 'affected',
      location: { line: 3 },
      reason: expect.stringContaining('selects go1.23.8, which is affected') as string,
    });
    expect(old.exitCode).toBe(3);
    expect((await askReport('gate', pinned('1.24.1'))).exitCode).toBe(0);
    // Older than the bug; but it only asks for the least.
    expect((await askReport('gate', pinned('1.20'))).exitCode).toBe(4);
  });
});

it('report renders what was saved in every format', async () => {
  const saved = await ask('gate', 'old', '1.23.8', '--format', 'json');
  writeFileSync(inFolder('saved.json'), saved.stdout);
  for (const format of formats) {
    const { exitCode, stdout } = await ask('report', 'saved.json', '--format', format);
    expect([format, exitCode]).toStrictEqual([format, 3]);
    expect(stdout).toContain('example/maps#7');
  }
  expect((await ask('report', 'saved.json', '--format', 'sarif')).stdout).toContain(
    'moves maps by evacuation',
  );
});

it('explain tells of it, its oracles, probes and signatures', async () => {
  for (const [topic, text] of [
    ['bug', 'example/maps#7: maps are of the old kind'],
    ['source', 'Looks for evacuate in map.go.'],
    ['binary', 'Looks for runtime.evacuate.'],
    ['kind', 'Of which kind are maps?'],
    ['stumble', 'a symptom of example/maps#7'],
    ['affected', 'Maps are old.'],
  ] as const)
    expect((await ask('explain', topic)).stdout.replaceAll(/\s+/g, ' ')).toContain(text);
  const { stdout } = await ask('explain');
  expect(stdout).not.toContain('profile-crash');
});

it('eject writes its program', async () => {
  const { stdout } = await ask('eject', 'ejected');
  expect(stdout).toContain('go build && ./madeup');
  expect(readFileSync(inFolder('ejected/go.mod'), 'utf8')).toContain('module madeup');
});

it('nothing that was said is about another bug', () => {
  expect(said.join('\n').length).toBeGreaterThan(10_000);
  const words = /.*(?:72870|isExtraInC|callback|nested|the flag|CPU profil|profile-crash|go1\.21).*/gi;
  expect([...new Set(said.join('\n').match(words))]).toStrictEqual([]);
});
