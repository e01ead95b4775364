/** What states a Go and no reader explains, through the real command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { gate } from '../helpers/gate-subjects.js';
import { git } from '../helpers/git.js';
import { randomFrom } from '../helpers/random.js';
import { listedForms, otherForms, stating, toldOpen } from '../helpers/stated-forms.js';
import { stateSomewhere } from '../helpers/state-somewhere.js';

type Files = Readonly<Record<string, string | Uint8Array>>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gate-mentions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fixedModule = 'module example.org/m\n\ngo 1.25.1\n';

function write(files: Files): void {
  for (const [name, text] of Object.entries({ 'go.mod': fixedModule, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text, name.endsWith('.vbs') ? 'utf16le' : 'utf8');
  }
}

/** Exit code, and `file:line finding` of each finding that decides; with ` aside` of the others. */
async function told(files: Files, { args = [], init = true }: { args?: string[]; init?: boolean } = {}) {
  write(files);
  if (init) git(folder, 'init', '-q');
  const { exitCode, cells, report } = await gate(['--offline', ...args], { cwd: folder });
  const findings = cells.flatMap(({ finding, location, aside }) =>
    finding === undefined
      ? []
      : [`${location?.file ?? '-'}:${location?.line ?? 0} ${finding}${aside === undefined ? '' : ' aside'}`],
  );
  return { exitCode, findings, passedOver: report.passedOver ?? [], cells };
}

describe('a release that no reader explains', () => {
  test.each<[string, Files, string[]]>([
    ['settings', { 'x.properties': 'a=b\n\ngolang.version=1.22.1\n' }, ['x.properties:3']],
    [
      'a script of another language',
      { 'ops/release.lua': '\nlocal go_version = "1.23.6"\n' },
      ['ops/release.lua:2'],
    ],
    ['UTF-16', { 'a/b.vbs': '\ufeffMsi = "go1.22.5.windows-amd64.msi"\n' }, ['a/b.vbs:1']],
    ['XML', { 'pom.xml': '<a>\n  <go.version>1.24.0</go.version>\n</a>\n' }, ['pom.xml:2']],
    ['a file without an ending', { 'conf/versions': 'golang 1.23.4\n' }, ['conf/versions:1']],
    ['a folder that go ignores', { '_ops/Makefile': 'GO_VERSION = 1.23.4\n' }, ['_ops/Makefile:1']],
  ])('is undecided in %s', async (_, files, places) => {
    const { exitCode, findings } = await told(files);
    expect(findings).toStrictEqual(places.map((place) => `${place} undecided-mention`));
    expect(exitCode).toBe(4);
  });

  it('is found without git too, and not in what git ignores', async () => {
    const files = { 'a.cfg': 'golang = 1.23.4\n', '.gitignore': '*.tmp\n', 'b.tmp': 'golang = 1.23.4\n' };
    expect((await told(files, { init: false })).findings).toStrictEqual([
      'a.cfg:1 undecided-mention',
      'b.tmp:1 undecided-mention',
    ]);
    expect((await told(files)).findings).toStrictEqual(['a.cfg:1 undecided-mention']);
    git(folder, 'add', '-f', 'b.tmp');
    expect((await told({})).findings).toHaveLength(2);
  });

  it('is accepted by the policy, and fails one that requires proof', async () => {
    const policy = (text: string) => ({
      '.cgoprof-repro.yml': `version: 1\n${text}`,
      'a.cfg': 'golang = 1.23.4\n',
    });
    const acceptance = 'accept:\n  - subject: a.cfg\n    reason: nobody reads it\n    expires: 2999-01-01\n';
    expect((await told(policy(acceptance))).exitCode).toBe(0);
    expect((await told(policy('require: fixed\n'))).exitCode).toBe(3);
  });

  it('is one finding where a file lists many', async () => {
    const lines = Array.from({ length: 8 }, (_, patch) => `go1.22.${patch}`).join('\n');
    const { findings, cells } = await told({ 'list.txt': lines });
    expect(findings).toStrictEqual(['list.txt:1 undecided-mention']);
    expect(cells.find(({ finding }) => finding !== undefined)?.reason).toContain('go1.22.0–go1.22.7');
  });

  it('that is not affected is counted', async () => {
    const { exitCode, findings, passedOver } = await told({ 'a.cfg': 'golang = 1.24.2\n' });
    expect({ exitCode, findings }).toStrictEqual({ exitCode: 0, findings: [] });
    expect(passedOver).toContainEqual({ kind: 'stated', count: 1, examples: ['a.cfg'] });
  });

  it('keeps "No file in it pins Go" from being said', async () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a.cfg'), 'golang = 1.24.2\n');
    const fixed = await gate(['--offline'], { cwd: folder });
    expect(fixed.exitCode).toBe(4);
    expect(fixed.cells[0]?.reason).toMatch(/^No rule reads a pin of Go in it; one file states/);
    writeFileSync(path.join(folder, 'a.cfg'), 'golang = 1.24.1\n');
    const affected = await gate(['--offline'], { cwd: folder });
    expect(affected.cells.map(({ finding }) => finding)).toStrictEqual(['undecided-mention']);
    writeFileSync(path.join(folder, 'a.cfg'), 'nothing\n');
    expect((await gate(['--offline'], { cwd: folder })).cells[0]?.reason).toMatch(/^No file in it pins Go/);
  });
});

describe('what is given to an argument that a Dockerfile makes Go of', () => {
  const dockerfile = { Dockerfile: 'ARG V=1.25.1\nFROM golang:$V\n' };

  test.each<[string, string]>([
    [
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make x V=1.23.4\n',
    ],
    [
      '.drone.yml',
      'kind: pipeline\nsteps:\n  - name: a\n    image: plugins/docker\n    environment:\n      V: 1.23.4\n    settings:\n      build_args_from_env: [V]\n',
    ],
    ['justfile', 'v := "1.23.4"\nbuild:\n  docker build --build-arg V={{v}} .\n'],
    [
      'Taskfile.yml',
      'version: "3"\nvars:\n  W: 1.23.4\ntasks:\n  b:\n    cmds:\n      - docker build --build-arg V={{.W}} .\n',
    ],
    ['package.json', '{"scripts": {"b": "docker build --build-arg V=1.23.4 ."}}\n'],
    ['build.py', 'run(["docker", "build", "--build-arg", "V=1.23.4", "."])\n'],
  ])('is seen in %s', async (file, text) => {
    const { exitCode, findings, cells } = await told({ ...dockerfile, [file]: text });
    expect(exitCode).toBe(4);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/ undecided-mention$/);
    expect(cells.find(({ finding }) => finding !== undefined)?.reason).toMatch(
      / for [VvW], by which a Go is chosen here/,
    );
    expect((await told({ [file]: text.replace('1.23.4', '1.25.1') })).exitCode).toBe(0);
    expect((await told({ [file]: text, Dockerfile: 'ARG V=1\nFROM alpine:$V\n' })).exitCode).toBe(0);
  });
});

describe('a repository that has every form, listed or not', () => {
  const all = [...listedForms, ...otherForms];
  const files = (verdict: 'affected' | 'fixed', forms = all): Files =>
    Object.assign({}, ...forms.map((one) => stating(verdict, one)));

  it('has each of them told', async () => {
    const { exitCode, cells } = await told(files('affected'));
    const wanted = all.map((one) => Object.keys(stating('affected', one))[0] ?? '');
    expect(new Set(wanted).size).toBe(wanted.length);
    const found = new Set(toldOpen(cells));
    expect(wanted.filter((file) => !found.has(file))).toStrictEqual([]);
    expect(exitCode).toBe(3);
  });

  it('passes when all of them are fixed', async () => {
    const fixable = all.filter(({ isAlwaysOpen }) => isAlwaysOpen !== true);
    const { exitCode, cells } = await told(files('fixed', fixable));
    expect(toldOpen(cells)).toStrictEqual([]);
    expect(exitCode).toBe(0);
  });
});

describe('what is not live', () => {
  test.each<[string, string]>([
    ['third_party/lib/Dockerfile', 'FROM golang:1.22.1\n'],
    ['third_party/lib/install', 'install golang 1.22.1\n'],
    ['sub/.travis.yml', 'language: go\ngo: 1.22.1\n'],
    ['sub/.woodpecker/a.yml', 'steps:\n  - image: golang:1.22.1\n'],
    ['test/fixtures/Dockerfile', 'FROM golang:1.22.1\n'],
    [
      'sub/.github/workflows/a.yml',
      'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: 1.22.1\n',
    ],
  ])('%s is told aside, and not edited', async (name, text) => {
    const { exitCode, findings, cells } = await told({ [name]: text });
    expect(exitCode).toBe(0);
    expect(findings).toStrictEqual([expect.stringMatching(/ aside$/)]);
    expect(cells.find(({ aside }) => aside !== undefined)).not.toHaveProperty('edit');
    expect((await told({ [name]: text }, { args: ['--fix'] })).findings).toStrictEqual(findings);
  });

  it('decides where it is named', async () => {
    const files = { 'test/fixtures/Dockerfile': 'FROM golang:1.22.1\n' };
    expect((await told(files, { args: ['test/fixtures'] })).exitCode).toBe(3);
  });
});

describe('a go line alone', () => {
  const image = { Dockerfile: 'FROM golang:1.23.8\n' };
  test.each<[string, Files, number]>([
    ['is a note beside builders that are fixed', { ...image, 'go.mod': 'module m\n\ngo 1.22\n' }, 0],
    ['is one of before the bug too', { ...image, 'go.mod': 'module m\n\ngo 1.19\n' }, 0],
    ['decides without a builder', { 'go.mod': 'module m\n\ngo 1.22\n' }, 3],
    ['of before the bug is undecided without a builder', { 'go.mod': 'module m\n\ngo 1.19\n' }, 4],
    [
      'is a note in go.work',
      { ...image, 'go.work': 'go 1.22\n\nuse .\n', 'go.mod': 'module m\n\ngo 1.22\n' },
      0,
    ],
    ['is a note in a module below', { ...image, 'tools/go.mod': 'module t\n\ngo 1.22\n' }, 0],
    ['of a module below decides without a builder', { 'tools/go.mod': 'module t\n\ngo 1.22\n' }, 3],
    [
      'decides where a module below chooses an affected Go',
      {
        ...image,
        'go.mod': 'module m\n\ngo 1.22\n',
        'tools/go.mod': 'module t\n\ngo 1.22\n\ntoolchain go1.22.5\n',
      },
      3,
    ],
    [
      'decides beside an undecided row',
      { ...image, 'go.mod': 'module m\n\ngo 1.22\n', 'a.Dockerfile': 'FROM golang:$X\n' },
      3,
    ],
    ['decides beside a mention', { ...image, 'go.mod': 'module m\n\ngo 1.22\n', x: 'golang 1.22.1\n' }, 3],
    [
      'decides where the policy requires proof',
      { ...image, 'go.mod': 'module m\n\ngo 1.22\n', '.cgoprof-repro.yml': 'version: 1\nrequire: fixed\n' },
      3,
    ],
    [
      'is a note beside a mention that is accepted',
      {
        ...image,
        'go.mod': 'module m\n\ngo 1.22\n',
        x: 'golang 1.22.1\n',
        '.cgoprof-repro.yml':
          'version: 1\naccept:\n  - subject: x\n    reason: nobody reads it\n    expires: 2999-01-01\n',
      },
      0,
    ],
  ])('%s', async (_, files, wanted) => {
    expect((await told(files)).exitCode).toBe(wanted);
  });
});

describe('a statement anywhere', () => {
  test.each(Array.from({ length: 6 }, (_, index) => index + 1))('is never passed (seed %i)', async (seed) => {
    const { place, bytes } = stateSomewhere(randomFrom(seed));
    const { exitCode } = await told({ [place]: bytes });
    expect({ exitCode, place, bytes }).not.toMatchObject({ exitCode: 0 });
  });
});
