/** Programs for Windows under wine: only the flag can be seen there, and it is on both sides of the boundary. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cliReport } from '../helpers/cli.js';

const isThere = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const missing = ['wine', 'x86_64-w64-mingw32-gcc'].filter((command) => !isThere(command));

describe.skipIf(missing.length > 0)(
  `windows/amd64 under wine${missing.map((command) => `, of which ${command} is not here`).join('')}`,
  () => {
    it('reads the flag on both sides, and says that nothing reads it', async () => {
      const { report, exitCode } = await cliReport(['--go', '1.23.7,1.23.8', '--target', 'windows/amd64']);
      expect(exitCode).toBe(3);
      expect(report.cells).toMatchObject([
        { go: 'go1.23.7', goos: 'windows', runner: 'wine', verdict: 'affected' },
        { go: 'go1.23.8', goos: 'windows', runner: 'wine', verdict: 'fixed' },
      ]);
      for (const { verdict, reason, evidence, trials } of report.cells) {
        expect(reason).toContain('nothing on Windows reads it');
        const said = evidence.map((each) => [each.probe ?? each.oracle, each.verdict]);
        expect(said.slice(0, 2)).toStrictEqual([
          ['source', verdict],
          ['flag', verdict],
        ]);
        expect(new Set(said.slice(2).map(([, says]) => says))).toStrictEqual(new Set(['inconclusive']));
        expect(trials.map(({ probe, outcome }) => [probe, outcome])).toStrictEqual([['flag', 'clean']]);
      }
    });
  },
);
