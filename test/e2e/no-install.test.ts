/**
 * A fresh clone of this repository, as GitHub's runner and pre-commit make one, with an npm that only fails and without a
 * network: the compiled command that the clone carries is all it needs.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const scratch = mkdtempSync(path.join(tmpdir(), 'no-install-e2e-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const inScratch = (name: string): string => path.join(scratch, name);
const tools = inScratch('tools');
const origin = inScratch('origin');
const clone = inScratch('clone');
const project = inScratch('project');

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
/** Only root may take the network away from a process. */
const withoutNetwork = process.getuid?.() === 0 ? ['unshare', '--net'] : [];

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], { cwd: folder })
    .toString()
    .trim();

function commitAll(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--message', 'All');
}

/** What this checkout would be as a commit, with the command that its sources give. */
function makeOrigin(): void {
  const listed = git('.', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', ':!test', ':!docs');
  for (const name of listed.split('\0').filter((file) => file !== '' && existsSync(file)))
    cpSync(name, path.join(origin, name));
  cpSync('dist/bundle', path.join(origin, 'dist/bundle'), { recursive: true });
  execFileSync(process.execPath, ['scripts/prebuilt.js'], { cwd: origin });
  rmSync(path.join(origin, 'dist'), { recursive: true });
  commitAll(origin);
}

beforeAll(() => {
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'npm'), `#!/bin/sh\necho "npm $*" >>${inScratch('npm-calls')}\nexit 1\n`, {
    mode: 0o755,
  });
  makeOrigin();
  git(scratch, 'clone', '--quiet', origin, clone);
  mkdirSync(project);
  pin('1.23.7');
});

function pin(release: string): void {
  writeFileSync(path.join(project, 'go.mod'), `module example.com/x\n\ngo ${release}\n`);
}

/** Starts a command in the project, which finds that npm before any other. */
function start(command: readonly string[], env: Record<string, string> = {}) {
  const [file = '', ...args] = [...withoutNetwork, ...command];
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: project,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${tools}:${process.env['PATH']}`,
      PRE_COMMIT_HOME: inScratch('hooks'),
      ...env,
    },
  });
  return { status, output: stdout + stderr };
}

describe.skipIf(process.platform !== 'linux')('without npm, network and installation', () => {
  test('the action gates', () => {
    const { runs } = z
      .object({ runs: z.object({ steps: z.tuple([z.object({ run: z.string() })]) }) })
      .parse(parse(readFileSync('action.yml', 'utf8')));
    const inputs = { GATE_ACTION: clone, GATE_PATH: '.', RUNNER_TEMP: scratch };
    const step = ['bash', '-e', '-c', runs.steps[0].run];
    const affected = start(step, inputs);
    expect(affected.output).toMatch(/^::error .*go\.mod,line=3/m);
    expect(affected.status).toBe(3);
    pin('1.23.8');
    expect(start(step, inputs)).toMatchObject({ status: 0 });
  });

  test.skipIf(!hasPreCommit)('pre-commit gates', () => {
    const hooks = {
      repos: [{ repo: origin, rev: git(origin, 'rev-parse', 'HEAD'), hooks: [{ id: 'cgoprof-repro-gate' }] }],
    };
    writeFileSync(path.join(project, '.pre-commit-config.yaml'), JSON.stringify(hooks));
    commitAll(project);
    const gate = ['pre-commit', 'run', '--all-files', '--color=never'];
    pin('1.23.7');
    const affected = start(gate);
    expect(affected.output).toContain('go.mod:3');
    expect(affected.status).toBe(1);
    pin('1.23.8');
    const fixed = start(gate);
    expect(fixed.output).toMatch(/^no Go release with golang\/go#72870 is pinned\.+Passed\n$/);
    expect(fixed.status).toBe(0);
  });

  test('npm was not called', () => {
    expect(existsSync(inScratch('npm-calls'))).toBe(false);
  });
});
