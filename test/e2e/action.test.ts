/** scripts/action.js around a command that ends as it is told: scripts/try-action.sh tries it around the real one. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'action-e2e-'));
  for (const name of ['bin', 'scripts']) mkdirSync(path.join(folder, name));
  cpSync('scripts/action.js', path.join(folder, 'scripts/action.js'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param command what the command does when it is started */
function act(command: string, env: Record<string, string> = {}) {
  writeFileSync(path.join(folder, 'bin/cgoprof-repro.js'), command);
  const outputs = path.join(folder, 'outputs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'scripts/action.js')], {
    encoding: 'utf8',
    env: { ...process.env, RUNNER_TEMP: folder, GITHUB_OUTPUT: outputs, ...env },
  });
  return { status, stdout, stderr, outputs: existsSync(outputs) ? readFileSync(outputs, 'utf8') : '' };
}

const reporting = (exitCode: number): string => `
import { writeFileSync } from 'node:fs';
const file = process.argv.find((word) => word.startsWith('json=')).slice('json='.length);
writeFileSync(file, '{ "verdict": "affected" }');
process.exitCode = ${exitCode};
`;

describe('the action', () => {
  test.each([
    [0, {}, 0],
    [3, {}, 3],
    [4, {}, 0],
    [4, { GATE_FAIL_ON: 'inconclusive' }, 4],
  ])('a verdict, exit code %i with %j: it ends with %i and sets the outputs', (code, env, expected) => {
    const { status, outputs } = act(reporting(code), env);
    expect(status).toBe(expected);
    expect(outputs).toMatch(/^verdict=affected\nreport=.*gate\.json\n$/);
  });

  test.each([1, 2, 130])('no verdict, exit code %i: it ends the same and sets no outputs', (code) => {
    expect(act(`process.exitCode = ${code};`)).toEqual({ status: code, stdout: '', stderr: '', outputs: '' });
  });

  test.skipIf(process.platform === 'win32')('a command that was killed is said to have been', () => {
    const { status, stdout, stderr, outputs } = act("process.kill(process.pid, 'SIGKILL');");
    expect([status, stderr, outputs]).toEqual([1, '', '']);
    expect(stdout).toMatch(/^::error title=cgoprof-repro::.*killed \(SIGKILL\).*memory.*\n$/);
  });
});
