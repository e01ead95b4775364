/** A matrix as an array job of a real Slurm, with a task that is killed, a node that is drained, and a part that is lost. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event } from '../../src/model/event.js';
import type { Report } from '../../src/model/report.js';
import { parseReport } from '../../src/report/saved/parse-report.js';
import { bin, cli, cliReport, testCache } from '../helpers/cli.js';
import { missingOfSlurm, startSlurm, type Slurm } from '../helpers/slurm.js';
import { until } from '../helpers/until.js';

const missing = missingOfSlurm();
const why =
  missing === null ? '' : ` (skipped: there is no ${missing}; to install: apt-get install slurm-wlm munge)`;

const releases = '1.23.7,1.23.8,1.24.1,1.24.2';
const targets = 'linux/amd64 linux/amd64,buildmode=pie';
/** The cells that a reader of the table sees. */
const table = ({ cells }: Report) =>
  cells.map(({ go, goos, goarch, libc, cc, buildmode, verdict }) => [
    go,
    `${goos}/${goarch} ${libc} ${cc} ${buildmode}`,
    verdict,
  ]);

describe.skipIf(missing !== null)(`a matrix on two nodes of Slurm${why}`, () => {
  let folder = '';
  const at = (name: string): string => path.join(folder, 'work', name);
  const read = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');
  const saved = (name: string): Report => parseReport(readFileSync(at(name), 'utf8'), name);
  let slurm: Slurm | null = null;
  const ask = (command: string, ...args: string[]): Promise<string> =>
    slurm === null ? Promise.reject(new Error('Slurm does not run')) : slurm.ask(command, ...args);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'slurm-'));
    mkdirSync(at(''));
    copyFileSync('docs/examples/slurm-matrix.sh', at('slurm-matrix.sh'));
    writeFileSync(at('cgoprof-repro'), shim);
    chmodSync(at('cgoprof-repro'), 0o755);
    slurm = await startSlurm(folder, ['a', 'b']);
  });
  afterAll(async () => {
    await slurm?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The command, which leaves its process id and its events, and where it ran. The shell becomes the command. */
  const shim = `#!/bin/sh
run=\${SLURM_ARRAY_TASK_ID:-merge}-\${SLURM_RESTART_COUNT:-0}
echo $$ > "pid-$run"
echo "$run $SLURMD_NODENAME" >> runs
exec '${process.execPath}' '${bin}' "$@" --events "events-$run.jsonl"
`;
  const runs = (): string[][] =>
    read('runs')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' '));
  /** The last line of a file that is being written may be half a line. */
  const events = (run: string): Event[] =>
    read(`events-${run}.jsonl`)
      .split('\n')
      .slice(0, -1)
      .map((line): Event => JSON.parse(line));
  const finished = (run: string): number => events(run).filter(({ type }) => type === 'cell-finished').length;
  const notes = (run: string): string[] =>
    events(run).flatMap((event) => (event.type === 'note' ? [event.message] : []));
  const stateOf = async (job: string): Promise<string> =>
    /\bJobState=(\w+)/.exec(await ask('scontrol', 'show', 'job', '--oneliner', job))?.[1] ?? '';

  /** Submits a job. Of this process it gets what a user of a cluster has: no variable of CI may name a shard. */
  const submit = async (more: Record<string, string>, ...args: string[]): Promise<string> => {
    const kept = ['HOME', 'GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOMODCACHE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    const env = {
      ...Object.fromEntries(kept),
      ...slurm?.env,
      PATH: `${at('')}:${slurm?.env['PATH'] ?? ''}`,
      CGOPROF_REPRO_CACHE: testCache,
      RELEASES: releases,
      TARGETS: targets,
      ...more,
    };
    const options = ['--parsable', '--chdir', at(''), ...args];
    return (await execa('sbatch', options, { env, extendEnv: false })).stdout;
  };
  const isOver = async (job: string) => ['COMPLETED', 'FAILED', 'CANCELLED'].includes(await stateOf(job));

  test('is the table of one machine, although a task is killed and a node is drained', async () => {
    // Of its own, so that no earlier run of this test has left anything to resume.
    const confidence = ['--confidence', `0.999${Date.now() % 1_000_000}`];
    const asked = ['matrix', '--go', releases, '--targets', targets, '--fail-on', 'none'];
    const alone = await cliReport([...asked, ...confidence]);
    expect(alone.report.cells).toHaveLength(8);

    const array = await submit({}, at('slurm-matrix.sh'), ...confidence);
    const merge = await submit(
      {},
      `--dependency=afterany:${array}`,
      '--output=merge.log',
      '--wrap=cgoprof-repro report merge part-*.json -o merged.json -o merged.txt',
    );

    await until('both nodes to have a task', () => runs().length === 2);
    await ask('scontrol', 'update', 'nodename=b', 'state=drain', 'reason=a test');
    await until('the first task to have an answer', () => finished('1-0') > 0, 120_000, 10);
    process.kill(Number(read('pid-1-0')), 'SIGKILL');

    await until('the merge to end', () => isOver(merge), 150_000, 250);

    // The killed task ran twice, and asked only what it did not know yet.
    expect(
      runs()
        .map(([run]) => run)
        .toSorted(),
    ).toEqual(['1-0', '1-1', '2-0', '3-0', 'merge-0']);
    const ofPart = saved('part-1.json').cells.length;
    expect(finished('1-0')).toBeLessThan(ofPart);
    expect(finished('1-1')).toBeGreaterThan(0);
    expect(finished('1-0') + finished('1-1')).toBeLessThanOrEqual(ofPart);
    expect(notes('1-1')).toContainEqual(
      expect.stringContaining('taken over from the matrix that was interrupted'),
    );
    expect(read('part-1.log')).toContain('shard 1 of 3, from Slurm');
    // What began after the drain, did so on the other node.
    expect(
      runs()
        .slice(0, 2)
        .map(([, node]) => node)
        .toSorted(),
    ).toEqual(['a', 'b']);
    expect(
      runs()
        .slice(2)
        .map(([, node]) => node),
    ).toEqual(['a', 'a', 'a']);
    expect(await ask('sinfo', '--noheader', '-N', '-n', 'b', '-o', '%T %E')).toBe('drained a test');

    const merged = saved('merged.json');
    expect(merged.cells).toHaveLength(8);
    expect(table(merged)).toEqual(table(alone.report));
    expect(merged).toMatchObject({ verdict: 'affected', exitCode: 3 });
    expect(merged).not.toHaveProperty('shards');
    expect(await ask('scontrol', 'show', 'job', '--oneliner', merge)).toContain(' ExitCode=3:0 ');
  });

  test('without one part, the merge says which, in each of its cells', async () => {
    const parts = [1, 2, 3].map((index) => saved(`part-${index}.json`));
    const lost = parts[1]?.cells.map(({ go, buildmode }) => `${go} ${buildmode}`) ?? [];
    expect(lost.length).toBeGreaterThan(0);
    const { stdout, exitCode } = await cli(['report', 'merge', at('part-1.json'), at('part-3.json')]);
    expect(stdout).toContain('[1] part 2 of 3 never came');
    expect(stdout.match(/\? skipped \[1\]/g)).toHaveLength(lost.length);
    expect(exitCode).toBe(3);
    const { report } = await cliReport(['report', 'merge', at('part-1.json'), at('part-3.json')]);
    const open = report.cells.filter(({ skipped }) => skipped !== undefined);
    expect(open.map(({ go, buildmode }) => `${go} ${buildmode}`).toSorted()).toEqual(lost.toSorted());
  });

  test('a part that was lost is asked again, and completes the merged report', async () => {
    const incomplete = at('incomplete.json');
    await cli(['report', 'merge', at('part-1.json'), at('part-3.json'), '-o', incomplete]);
    rmSync(at('part-2.json'));
    const again = { CGOPROF_REPRO_SHARD: '2/3' };
    const job = await submit(again, '--array=2', at('slurm-matrix.sh'), '--confidence', '0.999');
    await until('the task to end', () => isOver(job), 150_000, 250);
    const { report } = await cliReport(['report', 'merge', incomplete, at('part-2.json')]);
    expect(table(report)).toEqual(table(saved('merged.json')));
  });
});
