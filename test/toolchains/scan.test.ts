import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { cli, cliReport } from '../helpers/cli.js';

let cache = '';
let first: Report;
beforeAll(async () => {
  cache = await mkdtemp(path.join(tmpdir(), 'scan-all-'));
  ({ report: first } = await cliReport(['scan', 'all', '--cache-dir', cache]));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

const judged = (report: Report) => report.cells.filter(({ skipped }) => skipped === undefined);

describe('a scan of all releases', () => {
  it('finds the 37 affected ones', () => {
    const affected = first.cells.filter(({ verdict }) => verdict === 'affected').map(({ go }) => go);
    const line = (name: string, patches: number) =>
      Array.from({ length: patches }, (_, at) => `go${name}.${at}`);
    expect(affected).toEqual([
      ...line('1.21', 14),
      ...line('1.22', 13),
      ...line('1.23', 8),
      ...line('1.24', 2),
    ]);
    expect(first.cells.length).toBeGreaterThanOrEqual(101);
    expect(first.exitCode).toBe(3);
  });

  it('leaves out only what the proxy refuses, and says so', () => {
    const reasons = first.cells.flatMap(({ skipped }) => (skipped === undefined ? [] : [skipped.reason]));
    expect(reasons.filter((reason) => !/^not served by the proxy \(4\d\d\)$/.test(reason))).toEqual([]);
    expect(reasons.length).toBeLessThan(10);
  });

  it('marks what was read from a zip as unverified, and runs nothing', () => {
    for (const { evidence, toolchain, trials } of judged(first)) {
      expect(evidence).toHaveLength(1);
      expect(evidence[0]?.detail).toMatch(
        /\((?:installed copy, (?:un)?verified|read from the .* zip of the proxy, unverified)\)$/,
      );
      expect([toolchain, trials]).toEqual([null, []]);
    }
  });

  it('says the same from its cache, without a network', async () => {
    const { report } = await cliReport(['scan', 'all', '--offline', '--cache-dir', cache]);
    const verdicts = (of: Report) => judged(of).map(({ go, verdict }) => [go, verdict]);
    expect(verdicts(report)).toEqual(verdicts(first));
  });

  it('refuses what is no release', async () => {
    const { exitCode, stderr } = await cli(['scan', 'local']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('run --go local');
  });
});
