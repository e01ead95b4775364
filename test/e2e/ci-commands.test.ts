/** What CI systems obey, in names, versions, logs and policies: no output has it in a place where it is obeyed. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportSchema } from '../../src/model/report-schema.js';
import { formats } from '../../src/report/formats/format.js';
import { markedText, marks, obeyedLines } from '../helpers/ci-commands.js';
import { cli } from '../helpers/cli.js';
import { writeFakeGoroot } from '../helpers/fake-toolchain.js';
import { affectedProgram } from '../helpers/gate-subjects.js';
import { goldenNames, goldenReport } from '../helpers/golden-report.js';
import { makeZip } from '../helpers/make-zip.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ci-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of `format` that are its own are taken out first. */
const own = /^::(?:error|warning|notice) [a-z]+=(?!.*(?:##[\w.-]*\[|\x1b)).*/gm;

/** Runs the command; neither of its streams, nor any file that it wrote into `outputs`, may command anything. */
async function harmless(args: readonly string[], env: Record<string, string> = {}, cwd = folder) {
  const outputs = mkdtempSync(path.join(folder, 'out-'));
  const summary = path.join(outputs, 'summary.md');
  // The toolchains of this machine are not looked at: each list of them measures gigabytes, and none is hostile.
  const GOMODCACHE = path.join(folder, 'mod');
  const result = await cli(args, { GITHUB_STEP_SUMMARY: summary, GOMODCACHE, ...env }, { cwd });
  const isGithub = args.includes('github');
  const texts = [
    result.stdout,
    result.stderr,
    ...readdirSync(outputs).map((name) => readFileSync(path.join(outputs, name), 'utf8')),
  ];
  for (const text of texts)
    expect(obeyedLines(isGithub ? text.replaceAll(own, '') : text), args.join(' ')).toEqual([]);
  return result;
}

const safeForPaths = (mark: string): string => mark.replaceAll('/', '_');

describe.each(formats)('gate --format %s', (format) => {
  test('of files, members, folders, pins and policies that are named so', async () => {
    const place = mkdtempSync(path.join(folder, 'gate-'));
    const names = Object.values(marks).flatMap((mark) => [safeForPaths(mark), `\n${safeForPaths(mark)}`]);
    for (const name of names) writeFileSync(path.join(place, name), affectedProgram);
    writeFileSync(
      path.join(place, 'a.zip'),
      makeZip(names.map((name) => ({ name, content: affectedProgram }))),
    );
    writeFileSync(
      path.join(place, 'cut.zip'),
      makeZip(names.map((name) => ({ name, content: affectedProgram.subarray(0, 300) }))),
    );
    for (const [index, mark] of Object.values(marks).entries()) {
      const sub = path.join(place, safeForPaths(mark) + index);
      mkdirSync(sub);
      writeFileSync(
        path.join(sub, 'Dockerfile'),
        `FROM golang:${mark}\nFROM golang:1.23.0 AS ${mark}\nFROM ${mark}\n`,
      );
      writeFileSync(path.join(sub, 'go.mod'), `module ${mark}\ngo ${mark}\ntoolchain ${mark}\n`);
      writeFileSync(path.join(sub, '.go-version'), `${mark}\n`);
      writeFileSync(
        path.join(sub, '.gitlab-ci.yml'),
        `a:\n  image: ${JSON.stringify(`golang:${mark}`)}\n  script: [${JSON.stringify(mark)}\n`,
      );
    }
    const accepted = Object.values(marks).map((mark) => ({
      subject: `**${mark.slice(0, 6)}*`,
      reason: `${mark}\n${mark}`,
      expires: '2999-01-01',
    }));
    writeFileSync(path.join(place, '.cgoprof-repro.yml'), JSON.stringify({ version: 1, accept: accepted }));
    for (const more of [['-v'], ['-q', '--events', '-'], ['--dry-run']]) {
      if (more[0] === '--dry-run' && format !== 'text') continue;
      const { stdout } = await harmless(
        ['gate', '-r', '--format', format, '--offline', ...more, '--', '.', 'a.zip', 'cut.zip', ...names],
        {},
        place,
      );
      expect(stdout.length).toBeGreaterThan(more[0] === '--dry-run' ? -1 : 100);
    }
    await harmless(
      ['gate', '--format', format, '--offline', 'no such', ...names.map((name) => `no ${name}`)],
      {},
      place,
    );
    writeFileSync(path.join(place, '.cgoprof-repro.yml'), `accept: ${markedText}`);
    await harmless(['gate', 'a.zip', '--format', format, '--offline'], {}, place);
  });

  test('of reports that say so everywhere', async () => {
    for (const name of goldenNames) {
      const hostile: unknown = JSON.parse(JSON.stringify(goldenReport(name)), (key, value: unknown) =>
        typeof value === 'string' && isFree(key, value) ? `${value}\n${markedText}` : value,
      );
      const report = reportSchema.safeParse(hostile);
      expect(report.error, name).toBeUndefined();
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(hostile));
      const { stdout } = await harmless(['report', 'show', '-v', `${name}.json`, '--format', format]);
      // GitLab's format has only findings.
      if (stdout !== '[]\n') expect(stdout).toContain('boo');
    }
  });
});

/** Keys whose values the schema does not choose. */
const chosen = new Set(
  'kind startedAt finishedAt predicted oracle verdict outcome status expires finding method probe go buildmode step'.split(
    ' ',
  ),
);
const isFree = (key: string, value: string): boolean => !chosen.has(key) && !/^\d{4}-\d\d-\d\d/.test(value);

test('what is typed is told back without doing what it says', async () => {
  const texts = Object.values(marks);
  const all = texts.join('\n');
  for (const args of [
    ['run', '--go', all, '--offline'],
    ['scan', all, '--offline'],
    ['gate', '--policy', all],
    ['report', 'show', all],
    ['toolchain', 'remove', all],
    [all],
    ['run', '--go', '1.23.0', '--probes', all],
    ['bisect', '--line', all, '--offline'],
    ['bisect-step', '--reuse-tools', all],
    ['eject', '/proc/'.concat(all.replaceAll('/', '_'))],
    ...texts.flatMap((text) => [
      ['explain', '--', text],
      ['run', `--a\n${text}`],
      ['gate', `--fail-on=${text}`],
    ]),
  ]) {
    const { stderr } = await harmless(args);
    expect(stderr).not.toBe('');
  }
});

test('a Go whose every word is a command, in a folder whose name is one', async () => {
  for (const mark of [marks.azure, marks.teamcity, marks.gitlab, marks['buildkite -'], marks.github]) {
    const goroot = path.join(folder, safeForPaths(mark));
    writeFakeGoroot(goroot, 'go1.23.0', { versionText: mark, commandVersion: mark });
    const cache = path.join(folder, 'cache');
    const env = { PATH: `${goroot}/bin:/usr/bin:/bin`, GOPROXY: 'off', CGOPROF_REPRO_CACHE: cache };
    const asked = [['run', '--go', goroot, '-v'], ['gate', 'local'], ['doctor'], ['toolchain', 'list']];
    for (const args of asked) await harmless([...args, '--offline'], env);
  }
});

test('a C compiler and a Go that say so when a program is built', async () => {
  const goroot = writeFakeGoroot(path.join(folder, 'goroot'), 'go1.23.0');
  writeFileSync(path.join(folder, 'said'), markedText);
  const go = path.join(goroot, 'bin/go');
  writeFileSync(
    go,
    readFileSync(go, 'utf8').replace('exit 2', `cat ${folder}/said; cat ${folder}/said >&2; exit 2`),
  );
  chmodSync(go, 0o755);
  for (const format of formats) {
    const { stdout } = await harmless(['run', '--go', goroot, '-v', '--format', format], {
      CGOPROF_REPRO_CACHE: path.join(folder, 'cache-2'),
    });
    expect(stdout).toContain('boo');
  }
});
