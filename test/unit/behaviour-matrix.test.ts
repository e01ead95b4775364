/** The reusable workflow: its jobs run, one by one, what its inputs say. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { must } from '../helpers/must.js';

const step = z.object({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const inputs = z.object({ inputs: z.record(z.string(), z.object({ default: z.string() })) });
const workflow = z
  .object({
    on: z.object({ workflow_dispatch: inputs, workflow_call: inputs }),
    jobs: z.object({
      behaviour: z.object({
        strategy: z.object({ matrix: z.object({ os: z.array(z.string()) }) }),
        steps: z.array(step),
      }),
      merge: z.object({ needs: z.string(), steps: z.array(step) }),
    }),
  })
  .parse(parse(readFileSync('.github/workflows/behaviour-matrix.yml', 'utf8')));

const { behaviour, merge } = workflow.jobs;
const stepNamed = (steps: readonly z.infer<typeof step>[], name: string) =>
  must(steps.find((one) => one.name === name));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'workflow-'));
  writeFileSync(path.join(folder, 'node'), '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n');
  chmodSync(path.join(folder, 'node'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The words with which a step runs the command, in the shell that `shell: bash` is. */
function wordsOf(script: string, env: Readonly<Record<string, string>>): string[] {
  const options = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
  return execFileSync('bash', options, { env: { ...env, PATH }, cwd: folder, encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

test('both ways to start it take targets, none by default', () => {
  for (const way of [workflow.on.workflow_dispatch, workflow.on.workflow_call])
    expect(way.inputs['targets']).toEqual({ default: '' });
});

test('macOS is run in two versions, and each job has a report of its own', () => {
  const { os } = behaviour.strategy.matrix;
  expect(os).toEqual(expect.arrayContaining(['macos-latest', 'macos-15']));
  const upload = must(behaviour.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@')));
  expect(upload.with).toMatchObject({
    name: 'report-${{ matrix.os }}',
    path: 'report-${{ matrix.os }}.json',
  });
});

describe('a job', () => {
  const run = stepNamed(behaviour.steps, 'Run');
  const given = { GO_RELEASES: '1.23.7 - 1.23.8', FAIL_ON: 'none', REPORT: 'report-x.json' };
  const usual = ['--fail-on', 'none', '--format', 'github', '-o', 'json=report-x.json'];
  const beginning = ['bin/cgoprof-repro.js', 'matrix', '--go', '1.23.7 - 1.23.8'];

  test('gets the targets on Linux only', () => {
    expect(run.env?.['TARGETS']).toBe("${{ matrix.os == 'ubuntu-latest' && inputs.targets || '' }}");
  });

  test('asks its own target where none is named', () => {
    expect(wordsOf(must(run.run), { ...given, TARGETS: '' })).toEqual([...beginning, ...usual]);
  });

  test('asks those that are named, which are one word', () => {
    const TARGETS = 'linux/amd64 linux/arm64,cc=zig cc';
    expect(wordsOf(must(run.run), { ...given, TARGETS })).toEqual([
      ...beginning,
      '--targets',
      TARGETS,
      ...usual,
    ]);
  });
});

test('the merge waits for all jobs, and merges what came', () => {
  expect(merge.needs).toBe('behaviour');
  const script = must(stepNamed(merge.steps, 'Merge').run);
  expect(wordsOf(script, { GITHUB_STEP_SUMMARY: 'summary.md' })).toEqual([
    'bin/cgoprof-repro.js',
    'report',
    'merge',
    'reports/*.json',
    '-o',
    'json=merged.json',
    '-o',
    'markdown=summary.md',
  ]);
});
