import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../helpers/cli.js';
import { completeInShell, hasShell, shells } from '../helpers/complete-in-shell.js';

const files = ['crash.log', 'report.json'];
const folders = ['scan-results', 'two words'];

/** Typed text, some of what is offered for its last word, and some of what is not. An empty list: nothing at all. */
const cases: readonly { typed: string; offers: readonly string[]; not?: readonly string[] }[] = [
  { typed: '', offers: ['run', 'gate', 'explain', 'completion'], not: ['--go', '-o', ...files, ...folders] },
  { typed: 'sc', offers: ['scan'], not: ['scan-results'] },
  { typed: '--go 1.23.1', offers: ['1.23.10', '1.23.12'], not: ['1.23.0', ...files] },
  { typed: '--go ', offers: ['all', 'supported', 'local', '1.23', '1.23.x', '1.24rc1'], not: files },
  { typed: '--go 1.23.0,1.23.8,loc', offers: ['local'] },
  { typed: '--go=1.24.1', offers: ['1.24.13'], not: ['1.23.1'] },
  { typed: '--go ./rep', offers: ['./report.json'] },
  { typed: 'matrix --exclude 1.22.1', offers: ['1.22.12'] },
  { typed: '--probes flag,prof', offers: ['profile-crash'] },
  { typed: 'run --probes ', offers: ['all', 'flag', 'preemption'], not: files },
  { typed: 'bisect --line 1.2', offers: ['1.20', '1.27'], not: ['1.23.0', '1.23.x'] },
  { typed: 'bisect --good 1.23.', offers: ['1.23.8'], not: ['1.23.x'] },
  { typed: '--format=s', offers: ['sarif'], not: ['scan'] },
  { typed: 'gate --format ', offers: ['text', 'junit', 'gitlab'], not: files },
  { typed: '--format text ma', offers: ['matrix'] },
  { typed: '-o js', offers: ['json='], not: ['junit='] },
  { typed: '-o json=rep', offers: ['report.json'], not: ['crash.log'] },
  { typed: '-o cr', offers: ['crash.log'] },
  { typed: '--buildmode p', offers: ['pie'] },
  { typed: 'gate --fail-on inconclusive,not', offers: ['not-applicable'] },
  { typed: 'gate --fail-on ', offers: ['inconclusive'], not: ['none', 'fixed'] },
  { typed: 'matrix --fail-on ', offers: ['none', 'affected'], not: files },
  { typed: 'explain exit', offers: ['exit-codes'] },
  { typed: 'explain ', offers: ['bug', 'profile-crash', 'environment'], not: files },
  { typed: 'scan ', offers: ['1.23', '1.23.x', 'all'], not: ['-', '-h', 'local', ...files] },
  { typed: 'toolchain ', offers: ['list', 'install', 'verify'], not: ['gate', ...files] },
  { typed: 'toolchain install 1.25.1', offers: ['1.25.14'], not: files },
  { typed: 'toolchain remove 1.2', offers: ['1.20.x'], not: files },
  { typed: 'toolchain list --off', offers: ['--offline'], not: ['--go'] },
  { typed: 'report ', offers: ['compare', 'merge', 'show', ...files] },
  { typed: 'report show ', offers: [...files, ...folders], not: ['show'] },
  { typed: 'report merge report.json cr', offers: ['crash.log'] },
  { typed: 'gate ', offers: [...files, ...folders], not: ['--fix'] },
  { typed: 'gate --fi', offers: ['--fix'], not: ['--quick'] },
  { typed: '--cache-dir ', offers: folders, not: files },
  { typed: 'eject ', offers: folders, not: files },
  { typed: 'matrix --race ', offers: ['off', 'on', 'both'] },
  { typed: '--race --qui', offers: ['--quick', '--quiet'] },
  { typed: 'bisect-step --reuse-tools 1.23.', offers: ['1.23.8'] },
  { typed: 'bisect-step --reuse-tools --find', offers: ['--find-fix'] },
  { typed: 'completion ', offers: ['bash', 'zsh', 'fish', 'powershell'], not: files },
  { typed: 'help tool', offers: ['toolchain'] },
  { typed: '--runs ', offers: [] },
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'completion-e2e-'));
  for (const name of files) writeFileSync(path.join(folder, name), '');
  for (const name of ['bin', ...folders]) mkdirSync(path.join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(shells)('in %s', (shell) => {
  const complete = async (program: string, typed: readonly string[]): Promise<string[][]> => {
    const { stdout: script } = await cli(['completion', shell]);
    return completeInShell(shell, {
      script,
      program,
      lines: typed,
      cwd: folder,
    });
  };

  test.skipIf(!hasShell(shell))(
    'values are offered where they are expected, and files elsewhere',
    async () => {
      const answers = await complete(
        'cgoprof-repro',
        cases.map(({ typed }) => typed),
      );
      expect(answers).toHaveLength(cases.length);
      for (const [index, { typed, offers, not = [] }] of cases.entries()) {
        const answer = answers[index] ?? [];
        expect({ typed, missing: offers.filter((word) => !answer.includes(word)), answer }).toMatchObject({
          missing: [],
        });
        expect({ typed, wrong: not.filter((word) => answer.includes(word)) }).toMatchObject({ wrong: [] });
        if (offers.length === 0) expect([typed, answer]).toStrictEqual([typed, []]);
      }
    },
  );

  test.skipIf(!hasShell(shell))('the command of a clone is completed too, by whichever path', async () => {
    const answers = await complete('./bin/cgoprof-repro.js', ['--go 1.23.1']);
    expect(answers).toStrictEqual([expect.arrayContaining(['1.23.10', '1.23.12'])]);
  });
});
