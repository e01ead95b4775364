import { beforeAll, describe, expect, it } from 'vitest';
import { homeFolder } from '../../src/host/files/paths.js';
import { cli, cliReport } from '../helpers/cli.js';
import { gorootOf } from '../helpers/goroot-of.js';
import { backports, editedGoroot, removeFix } from '../helpers/edited-goroot.js';

/** Toolchains whose VERSION and whose behaviour disagree: the verdict must follow the behaviour, and say so. */
const cases = [
  {
    name: '1.23.8 with the fix removed',
    go: '1.23.8',
    edit: removeFix,
    verdict: 'affected',
    predicted: 'fixed',
  },
  {
    name: '1.23.7 with the fix put in',
    go: '1.23.7',
    edit: backports.upstream,
    verdict: 'fixed',
    predicted: 'affected',
  },
  {
    name: '1.24.2 with the fix removed',
    go: '1.24.2',
    edit: removeFix,
    verdict: 'affected',
    predicted: 'fixed',
  },
  {
    name: '1.22.12 with the fix as nested ifs',
    go: '1.22.12',
    edit: backports.nestedIfs,
    verdict: 'fixed',
    predicted: 'affected',
  },
] as const;

describe.each(cases)('$name', ({ go, edit, verdict, predicted }) => {
  let goroot = '';
  beforeAll(async () => {
    goroot = await editedGoroot(await gorootOf(go), edit);
  });

  it(`is ${verdict}, whatever its VERSION says`, async () => {
    const { cell, exitCode } = await cliReport(['--go', goroot]);
    // Reports leave the machine.
    expect([cell.subject, cell.toolchain?.goroot].join()).not.toContain(homeFolder());
    expect(cell.toolchain?.version).toBe(`go${go}`);
    expect(cell.toolchain?.verified).toBe(false);
    expect(cell.predicted).toBe(predicted);
    expect(cell.verdict, cell.reason).toBe(verdict);
    expect(exitCode).toBe(verdict === 'affected' ? 3 : 0);

    const { stdout } = await cli(['--go', goroot, '--quick']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`expected ${predicted}`);
  });
});
