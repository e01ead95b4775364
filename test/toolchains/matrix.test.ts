import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import { reportSchema } from '../../src/model/report-schema.js';
import { cli, cliReport } from '../helpers/cli.js';
import { podsOf, readJob } from '../helpers/kubernetes-job.js';
import { startCli } from '../helpers/start-cli.js';

const matrix = ['matrix', '--go', '1.23.7,1.23.8,1.24.1,1.24.2'];
const expected = [
  ['go1.23.7', 'affected'],
  ['go1.23.8', 'fixed'],
  ['go1.24.1', 'affected'],
  ['go1.24.2', 'fixed'],
];
const table = (report: Report) => report.cells.map(({ go, verdict }) => [go, verdict]);
/** Where the tests themselves are a part of a job, their variables are not those of a pod. */
const noShard = Object.fromEntries(
  ['CI_NODE_INDEX', 'CIRCLE_NODE_INDEX', 'BUILDKITE_PARALLEL_JOB', 'SLURM_ARRAY_TASK_ID'].map((name) => [
    name,
    undefined,
  ]),
);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matrix-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a matrix over both boundaries', () => {
  it('is right, and goes on after a SIGKILL in the middle', async () => {
    const killed = await startCli([...matrix, '--format', 'json']);
    await killed.until('cell-finished');
    killed.kill('SIGKILL');
    await killed.ended;

    const resumed = await startCli([...matrix, '--format', 'json', '--resume']);
    const { exitCode, stdout } = await resumed.ended;
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(table(report)).toEqual(expected);
    expect(exitCode).toBe(3);
    const finished = resumed.events().filter(({ type }) => type === 'cell-finished');
    expect(finished.length).toBeLessThan(4);
    expect(report.cells.every(({ trials }) => trials.length > 0)).toBe(true);
  });

  it('starts anew when an option has changed, and says so', async () => {
    const changed = [...matrix.slice(0, 2), '1.23.7', '--confidence', '0.9', '--fail-on', 'none'];
    const { exitCode, stderr } = await cli([...changed, '--resume']);
    expect(stderr).toContain('it starts anew');
    expect(exitCode).toBe(0);
  });

  it('gives the same table when two shards are merged', async () => {
    const files = ['1/2', '2/2'].map((shard) => [shard, path.join(folder, `${shard[0]}.json`)] as const);
    const sizes: number[] = [];
    for (const [shard, file] of files) {
      const { report } = await cliReport([...matrix, '--shard', shard, '-o', `json=${file}`]);
      sizes.push(report.cells.length);
    }
    expect(sizes).toEqual([2, 2]);
    const { report } = await cliReport(['report', 'merge', ...files.map(([, file]) => file)]);
    expect(table(report)).toEqual(expected);
    expect(report.verdict).toBe('affected');
  });

  it('gives the same table when the pods of an Indexed Job have their parts, and tells of one that never came', async () => {
    const pods = podsOf(readJob('docs/examples/kubernetes-matrix.yaml'));
    for (const { args, env } of pods) {
      const own = args.map((arg) => arg.replace('/reports', folder));
      const { exitCode, stderr } = await cli(own, { ...noShard, ...env });
      expect(exitCode, stderr).toBe(0);
    }
    const parts = pods.map((_, index) => path.join(folder, `part-${index}.json`));
    const targets = ['--targets', 'linux/amd64 linux/amd64,buildmode=pie'];
    const whole = await cliReport([...matrix, ...targets]);
    const { report } = await cliReport(['report', 'merge', ...parts]);
    expect(report.cells).toHaveLength(8);
    expect(table(report)).toEqual(table(whole.report));
    const { report: lacking } = await cliReport(['report', 'merge', ...parts.slice(0, 2)]);
    const reasons = lacking.cells.flatMap(({ skipped }) => skipped?.reason ?? []);
    expect(new Set(reasons)).toEqual(new Set(['part 3 of 3 never came']));
    const asked = ({ cells }: Report) =>
      cells.map(({ go, buildmode, predicted }) => [go, buildmode, predicted]);
    expect(asked(lacking)).toEqual(asked(report));
  });

  it('takes what lies between boundaries from the scan, and marks it', async () => {
    const { report } = await cliReport(['matrix', '--go', '1.23.6 - 1.23.9', '--confirm', 'boundaries']);
    expect(table(report).map(([, verdict]) => verdict)).toEqual(['affected', 'affected', 'fixed', 'fixed']);
    const run = report.cells.map(({ trials }) => trials.length > 0);
    expect(run).toEqual([false, true, true, false]);
    expect(report.cells[0]?.reason).toContain('nothing was run');
  });
});
