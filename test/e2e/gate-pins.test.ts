/** A repository’s pins through the real command, on the test repository that has every form. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseReport } from '../../src/report/saved/parse-report.js';
import { cli } from '../helpers/cli.js';
import { gate } from '../helpers/gate-subjects.js';

const original = path.resolve('test/fixtures/pins-repo');
let repository = '';

beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), 'gate-pins-'));
  cpSync(original, repository, { recursive: true });
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const filesOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );

/** With every release name washed out, and without added toolchain lines. */
const washed = (text: string): string =>
  text.replaceAll(/\b(?:go)?1\.\d+(?:\.\d+)?(?:\.x)?/g, 'V').replaceAll(/\r?\n\r?\ntoolchain V/g, '');

describe('--fix', () => {
  it('leaves no affected pin that could be fixed for certain, and changes nothing but versions', async () => {
    const before = await gate([], { cwd: repository });
    expect(before.exitCode).toBe(3);
    const fixable = before.cells.filter(({ repairable }) => repairable === true);
    expect(fixable.length).toBeGreaterThan(10);

    const after = await gate(['--fix'], { cwd: repository });
    expect(after.cells.filter(({ repairable }) => repairable === true)).toStrictEqual([]);
    const stillAffected = after.cells.filter(({ verdict }) => verdict === 'affected');
    expect(stillAffected.every(({ fix }) => fix === undefined || /, but |look/.test(fix))).toBe(true);

    const [then, now] = [filesOf(original), filesOf(repository)];
    expect([...now.keys()]).toStrictEqual([...then.keys()]);
    for (const [name, text] of now) expect(washed(text), name).toBe(washed(then.get(name) ?? ''));
  });

  it('makes a repository pass whose pins can all be fixed', async () => {
    const folder = path.join(repository, 'services/crlf');
    expect((await gate([folder])).exitCode).toBe(3);
    const fixed = await gate([folder, '--fix']);
    expect(fixed.exitCode).toBe(0);
    expect(readFileSync(path.join(folder, 'go.mod'), 'utf8')).toContain('\r\n\r\ntoolchain go1.23.8');
  });

  it('is told with the line that it edits, where another one decides', async () => {
    const folder = path.join(repository, 'alone');
    mkdirSync(folder);
    const module = (toolchain: string) => `module example.org/m\n\ngo 1.22\n\ntoolchain ${toolchain}\n`;
    writeFileSync(path.join(folder, 'go.mod'), module('go1.22.0'));
    const { cells } = await gate([folder]);
    expect(cells.map(({ location, fix }) => [location?.line, fix])).toStrictEqual([
      [3, 'write go1.23.8 on line 5'],
    ]);
    expect((await gate([folder, '--fix'])).exitCode).toBe(0);
    expect(readFileSync(path.join(folder, 'go.mod'), 'utf8')).toBe(module('go1.23.8'));
  });

  it('is what --dry-run shows, as a diff that git takes, and --dry-run changes nothing', async () => {
    const { exitCode, stdout, stderr } = await cli(['gate', '--dry-run'], {}, { cwd: repository });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/edits that are not certain are left out: \S+:\d+, .+ and \d+ more/);
    expect(filesOf(repository)).toStrictEqual(filesOf(original));
    const patched = mkdtempSync(path.join(tmpdir(), 'gate-patched-'));
    try {
      cpSync(original, patched, { recursive: true });
      execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: patched, input: stdout });
      await cli(['gate', '--fix'], {}, { cwd: repository });
      expect(filesOf(patched)).toStrictEqual(filesOf(repository));
    } finally {
      rmSync(patched, { recursive: true, force: true });
    }
  });

  it.skipIf(process.platform === 'win32')(
    'names the files of a repository elsewhere as it does, whatever is in their names',
    async () => {
      const folder = path.join(repository, 'a "b"\tc');
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'Dockerfile'), 'FROM golang:1.23.7\n');
      mkdirSync(path.join(repository, 'with blank'));
      writeFileSync(path.join(repository, 'with blank/Dockerfile'), 'FROM golang:1.23.7\n');
      const { stdout } = await cli(['gate', '--dry-run', repository]);
      expect(stdout).toContain('--- a/go.mod\n');
      const apply = ['apply', '--whitespace=nowarn', '-'];
      execFileSync('git', apply, { cwd: repository, input: stdout });
      for (const name of ['a "b"\tc', 'with blank'])
        expect(readFileSync(path.join(repository, name, 'Dockerfile'), 'utf8')).toBe('FROM golang:1.23.8\n');
    },
  );

  it('is no report: --dry-run refuses -o', async () => {
    const { exitCode, stderr } = await cli(['gate', '--dry-run', '-o', 'x.json'], {}, { cwd: repository });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Leave out --dry-run');
  });
});

describe('hostile files', () => {
  it('have one clear answer each, and the other pins are judged', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghij'.split('').map(
        (c, i) =>
          `${c}: &${c} [${Array(9)
            .fill(`*${'abcdefghij'.charAt(i)}`)
            .join(',')}]`,
      ),
    ];
    writeFileSync(path.join(repository, '.gitlab-ci.yml'), bomb.join('\n'));
    writeFileSync(path.join(repository, 'go.work'), `go 1.23.0\n${'// x\n'.repeat(10_000_000)}`);
    const { cells, exitCode } = await gate([], { cwd: repository });
    const big = cells.find(({ location }) => location?.file === 'go.work');
    expect(big).toMatchObject({ verdict: 'inconclusive', finding: 'unread-file' });
    expect(
      cells.some(({ location, verdict }) => location?.file === 'Dockerfile' && verdict === 'affected'),
    ).toBe(true);
    expect(exitCode).toBe(3);
  });
});

it('judges pin files that are named one by one, as hooks do', async () => {
  const { cells, exitCode } = await gate(['go.mod', '.github/workflows/ci.yml'], { cwd: repository });
  expect(new Set(cells.map(({ location }) => location?.file))).toStrictEqual(
    new Set(['go.mod', '.github/workflows/ci.yml']),
  );
  expect(exitCode).toBe(3);
});

it('knows a file by its place in the repository, from wherever it is named', async () => {
  const file = path.join(repository, '.github/workflows/ci.yml');
  const [here, elsewhere] = [await gate([], { cwd: repository }), await gate([file])];
  const verdictsOf = ({ cells }: typeof here, name: string): unknown =>
    cells
      .filter(({ location }) => location?.file.endsWith(name) === true)
      .map(({ verdict, reason }) => [verdict, reason]);
  expect(verdictsOf(elsewhere, 'github/workflows/ci.yml')).toStrictEqual(
    verdictsOf(here, 'github/workflows/ci.yml'),
  );
  const folder = await gate(['.github'], { cwd: repository });
  expect(verdictsOf(folder, 'github/workflows/ci.yml')).toStrictEqual(
    verdictsOf(here, 'github/workflows/ci.yml'),
  );
});

it('gives SARIF the very edit, and GitHub the place', async () => {
  writeFileSync(path.join(repository, 'summary.md'), 'earlier\n');
  const { stdout } = await cli(
    ['gate', 'Dockerfile', '--format', 'github', '-o', 'gate.sarif', '-o', 'gate.json'],
    { GITHUB_STEP_SUMMARY: path.join(repository, 'summary.md') },
    { cwd: repository },
  );
  expect(stdout).toMatch(/^::error file=Dockerfile,line=\d+,col=\d+,endColumn=\d+,title=/m);
  expect(readFileSync(path.join(repository, 'summary.md'), 'utf8')).toMatch(
    /^earlier\n### `golang\/go#72870`/,
  );
  const sarif: unknown = JSON.parse(readFileSync(path.join(repository, 'gate.sarif'), 'utf8'));
  const text = readFileSync(path.join(repository, 'Dockerfile'), 'utf8').split('\n');
  const edits = editsOf(sarif);
  expect(edits.length).toBeGreaterThan(0);
  for (const { region, newText } of edits) {
    const line = text[region.startLine - 1] ?? '';
    const edited = line.slice(0, region.startColumn - 1) + newText + line.slice(region.endColumn - 1);
    // Nothing but the version differs.
    expect(edited.replace(/1\.\d+(\.\d+)?/, 'V')).toBe(line.replace(/1\.\d+(\.\d+)?/, 'V'));
    expect(edited).not.toBe(line);
  }
  const { cells } = parseReport(readFileSync(path.join(repository, 'gate.json'), 'utf8'), 'gate.json');
  const shown = cells.filter(({ edit }) => edit !== undefined);
  expect(shown.map(({ edit }) => edit?.text)).toEqual(
    shown.map(({ location }) => text[(location?.line ?? 0) - 1]),
  );
  expect(shown).toHaveLength(edits.length);
});

interface SarifEdit {
  readonly region: { readonly startLine: number; readonly startColumn: number; readonly endColumn: number };
  readonly newText: string;
}

function editsOf(sarif: unknown): SarifEdit[] {
  const { runs } = sarif as {
    runs: {
      results: {
        fixes?: {
          artifactChanges: {
            replacements: { deletedRegion: SarifEdit['region']; insertedContent: { text: string } }[];
          }[];
        }[];
      }[];
    }[];
  };
  return runs
    .flatMap(({ results }) => results)
    .flatMap(({ fixes = [] }) => fixes)
    .flatMap(({ artifactChanges }) => artifactChanges)
    .flatMap(({ replacements }) => replacements)
    .map(({ deletedRegion, insertedContent }) => ({ region: deletedRegion, newText: insertedContent.text }));
}

describe('a file of pins by its name', () => {
  it('is judged also when it pins no Go, or only Go from before the bug', async () => {
    writeFileSync(path.join(repository, 'plain.Dockerfile'), 'FROM scratch\n');
    writeFileSync(path.join(repository, 'old.Dockerfile'), 'FROM golang:1.19\nFROM golang:1.20.5\n');
    const { cells, exitCode } = await gate(['plain.Dockerfile', 'old.Dockerfile'], { cwd: repository });
    expect(cells.map(({ subject, verdict }) => [subject, verdict])).toStrictEqual([
      ['plain.Dockerfile', 'not-applicable'],
      ['golang:1.19', 'not-applicable'],
      ['golang:1.20.5', 'not-applicable'],
    ]);
    expect(cells.at(-1)?.evidence).toStrictEqual([
      {
        oracle: 'source',
        verdict: 'not-applicable',
        detail: 'go1.20.5 is older than go1.21, whose runtime introduced isExtraInC',
      },
    ]);
    expect(exitCode).toBe(0);
  });
});
