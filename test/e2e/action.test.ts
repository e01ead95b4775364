/** scripts/action.js as action.yml starts it: around the real command, and around one that dies. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { affectedProgram, fixedProgram } from '../helpers/gate-subjects.js';

const script = path.resolve('scripts/action.js');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'action-e2e-'));
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist/app'), affectedProgram);
  writeFileSync(path.join(folder, 'good'), fixedProgram);
  writeFileSync(path.join(folder, 'cut'), affectedProgram.subarray(0, 300));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function act(env: Record<string, string>, action = script) {
  const outputs = path.join(folder, 'outputs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [action], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, RUNNER_TEMP: folder, GITHUB_OUTPUT: outputs, ...env },
  });
  return { status, stdout, stderr, outputs: existsSync(outputs) ? readFileSync(outputs, 'utf8') : '' };
}

describe('the action', () => {
  test.each([
    ['a fixed program', { GATE_BINARY: 'good' }, 0, 'fixed'],
    ['an affected program', { GATE_BINARY: 'good\ndist/app' }, 3, 'affected'],
    ['a folder, to its depths', { GATE_BINARY: 'dist', GATE_RECURSIVE: 'true' }, 3, 'affected'],
    ['what cannot be decided', { GATE_BINARY: 'good\ncut' }, 0, 'inconclusive'],
    [
      'what cannot be decided and must be',
      { GATE_BINARY: 'cut', GATE_FAIL_ON: 'inconclusive' },
      3,
      'inconclusive',
    ],
    ['a file that is not there', { GATE_BINARY: 'good\nmissing' }, 1, 'inconclusive'],
    ['a pattern that matches nothing', { GATE_BINARY: 'dist/*.so' }, 1, 'inconclusive'],
    ['a folder in which nothing pins Go', { GATE_PATH: 'dist' }, 4, 'inconclusive'],
  ])('%s: %j ends with %i', (_, env, expected, verdict) => {
    const { status, outputs } = act(env);
    expect(status).toBe(expected);
    expect(outputs).toMatch(new RegExp(`^verdict=${verdict}\nreport=.*gate\\.json\n$`));
  });

  test.each([{ GATE_FAIL_ON: 'maybe' }, { GATE_RECURSIVE: 'yes' }, { GATE_FORMAT: 'pdf' }])(
    'refuses %j, and sets no outputs',
    (env) => {
      expect(act(env)).toMatchObject({
        status: 2,
        stdout: expect.stringMatching(/^::error /),
        outputs: '',
      });
    },
  );

  test.skipIf(process.platform === 'win32')('a command that was killed is said to have been', () => {
    for (const name of ['bin', 'scripts']) mkdirSync(path.join(folder, name));
    const copy = path.join(folder, 'scripts/action.js');
    cpSync(script, copy);
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(folder, 'bin/cgoprof-repro.js'), "process.kill(process.pid, 'SIGKILL');");
    const { status, stdout, stderr, outputs } = act({}, copy);
    expect([status, stderr, outputs]).toEqual([1, '', '']);
    expect(stdout).toMatch(/^::error title=cgoprof-repro::.*killed \(SIGKILL\).*memory.*\n$/);
  });
});
