import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { reportSchema } from '../../src/model/report-schema.js';
import { cliReport } from '../helpers/cli.js';
import { must } from '../helpers/must.js';
import { startCli } from '../helpers/start-cli.js';

const boundary = [
  {
    introduced: 'go1.23.0',
    introducedOn: '2024-08-13',
    fixed: 'go1.23.8',
    fixedOn: '2025-04-01',
    confirmed: true,
  },
];

function runsOf(report: Report): Record<string, number> {
  const tested = must(report.lines?.[0]?.tested);
  return Object.fromEntries(tested.map(({ release, runs }) => [release, runs]));
}

describe('a bisect of line 1.23', () => {
  it('finds both boundaries, runs each side twice and few others', async () => {
    const { report, exitCode } = await cliReport(['bisect', '--line', '1.23']);
    expect(report.lines).toMatchObject([
      { line: '1.23', status: 'affected', ranges: boundary, upgrade: 'go1.23.8' },
    ]);
    expect(runsOf(report)).toMatchObject({ 'go1.23.0': 2, 'go1.23.7': 2, 'go1.23.8': 2 });
    expect(Object.keys(runsOf(report)).length).toBeLessThanOrEqual(5);
    expect(exitCode).toBe(0);
  });

  it('goes on where it was interrupted', async () => {
    const interrupted = await startCli(['bisect', '--line', '1.23', '--find-fix', '--format', 'json']);
    await interrupted.until('cell-finished', 2);
    interrupted.kill('SIGINT');
    const { exitCode, stdout } = await interrupted.ended;
    expect(exitCode).toBe(130);
    const partial = reportSchema.parse(JSON.parse(stdout));
    expect(partial.interrupted).toBe(true);
    const known = Object.keys(runsOf(partial));
    expect(known.length).toBeGreaterThanOrEqual(1);

    const resumed = await startCli([
      'bisect',
      '--line',
      '1.23',
      '--find-fix',
      '--format',
      'json',
      '--resume',
    ]);
    const report = reportSchema.parse(JSON.parse((await resumed.ended).stdout));
    expect(report.lines?.[0]?.ranges).toMatchObject([{ fixed: 'go1.23.8', confirmed: true }]);
    expect(report.cells.map(({ go }) => go)).toEqual(expect.arrayContaining(known));
    const steps = resumed.events().flatMap((event) => (event.type === 'bisect-step' ? [event.release] : []));
    const total = Object.values(runsOf(report)).reduce((sum, runs) => sum + runs, 0);
    const before = Object.values(runsOf(partial)).reduce((sum, runs) => sum + runs, 0);
    expect(steps).toHaveLength(total - before);
  });

  it('searches between two releases, in whichever direction', async () => {
    const { report } = await cliReport(['bisect', '--good', '1.24.2', '--bad', '1.24.1']);
    expect(report.lines).toMatchObject([
      { status: 'affected', ranges: [{ introduced: null, fixed: 'go1.24.2', confirmed: true }] },
    ]);
    expect(report.cells).toHaveLength(2);
  });
});
