import { describe, expect, it } from 'vitest';
import { parseShard, shardFromEnv } from '../../../src/matrix/shard-from-env.js';

describe('a shard as it is written', () => {
  it.each([
    ['1/3', { index: 1, total: 3 }],
    [' 3 / 3 ', { index: 3, total: 3 }],
  ])('%s', (text, shard) => {
    expect(parseShard(text)).toEqual({ ok: true, value: shard });
  });

  it.each(['0/3', '4/3', '1/0', '-1/3', '1', '1/3/5', 'a/b', '', '1.5/3', '99999999999/3'])(
    'is refused as %j',
    (text) => {
      expect(parseShard(text)).toMatchObject({ ok: false, error: expect.stringContaining('1/3') });
    },
  );
});

describe('a shard from the environment', () => {
  it.each([
    ['our own', { CGOPROF_REPRO_SHARD: '2/3' }, 2, 3],
    ['GitHub, passed on', { CGOPROF_REPRO_SHARD_INDEX: '0', CGOPROF_REPRO_SHARD_TOTAL: '4' }, 1, 4],
    ['GitLab, from 1', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' }, 4, 4],
    ['CircleCI, from 0', { CIRCLE_NODE_INDEX: '3', CIRCLE_NODE_TOTAL: '4' }, 4, 4],
    ['Buildkite, from 0', { BUILDKITE_PARALLEL_JOB: '0', BUILDKITE_PARALLEL_JOB_COUNT: '2' }, 1, 2],
    ['Kubernetes, from 0', { JOB_COMPLETION_INDEX: '1', JOB_COMPLETIONS: '2' }, 2, 2],
    [
      'Slurm --array=5-8',
      { SLURM_ARRAY_TASK_ID: '6', SLURM_ARRAY_TASK_MIN: '5', SLURM_ARRAY_TASK_COUNT: '4' },
      2,
      4,
    ],
    [
      'Slurm --array=0-8:4',
      {
        SLURM_ARRAY_TASK_ID: '8',
        SLURM_ARRAY_TASK_MIN: '0',
        SLURM_ARRAY_TASK_STEP: '4',
        SLURM_ARRAY_TASK_COUNT: '3',
      },
      3,
      3,
    ],
    ['CI inside a pod', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '2', JOB_COMPLETION_INDEX: '7' }, 1, 2],
    ['ours before CI', { CGOPROF_REPRO_SHARD: '1/1', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '2' }, 1, 1],
  ])('%s', (_, env, index, total) => {
    expect(shardFromEnv(env)).toMatchObject({ ok: true, value: { shard: { index, total } } });
  });

  it('is absent where nothing is set', () => {
    expect(shardFromEnv({})).toEqual({ ok: true, value: null });
    expect(shardFromEnv({ CI_NODE_INDEX: '', CI_NODE_TOTAL: '2' })).toEqual({ ok: true, value: null });
  });

  it('says where it was read', () => {
    expect(shardFromEnv({ CI_NODE_INDEX: '2', CI_NODE_TOTAL: '3' })).toMatchObject({
      value: { origin: 'GitLab CI (CI_NODE_INDEX=2, CI_NODE_TOTAL=3)' },
    });
  });

  it.each([
    [{ JOB_COMPLETION_INDEX: '1' }, 'set JOB_COMPLETIONS in the pod template'],
    [{ CI_NODE_INDEX: '2' }, 'CI_NODE_TOTAL is not'],
    [{ CI_NODE_INDEX: '3', CI_NODE_TOTAL: '2' }, 'no such shard'],
    [{ CI_NODE_INDEX: '0', CI_NODE_TOTAL: '2' }, 'no such shard'],
    [{ CIRCLE_NODE_INDEX: 'two', CIRCLE_NODE_TOTAL: '2' }, 'does not name a shard'],
    [{ SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_COUNT: '3' }, 'does not name a shard'],
    // --array=1,5,7: no even steps.
    [{ SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '3' }, 'no such shard'],
    [{ CGOPROF_REPRO_SHARD: '0/2' }, 'no such shard'],
  ])('is an error when it cannot be: %j', (env, message) => {
    expect(shardFromEnv(env)).toMatchObject({ ok: false, error: expect.stringContaining(message) });
  });
});
