/** The manifests in docs/examples: valid, and of their pods each has its own part. */
import { describe, expect, test } from 'vitest';
import { planCells } from '../../src/matrix/plan-cells.js';
import { shardFromEnv } from '../../src/matrix/shard-from-env.js';
import { cellsOfShard } from '../../src/matrix/shard.js';
import { checkJob, podsOf, readJob } from '../helpers/kubernetes-job.js';
import { usualTarget } from '../helpers/targets.js';

const matrix = readJob('docs/examples/kubernetes-matrix.yaml');

describe('the schema', () => {
  test('takes the manifests, and both use one claim', () => {
    const merge = readJob('docs/examples/kubernetes-merge.yaml');
    expect(merge.spec.template.spec.volumes).toEqual(matrix.spec.template.spec.volumes);
    expect(merge.spec.template.spec.containers[0].image).toBe(matrix.spec.template.spec.containers[0].image);
  });

  const withSpec = (change: Record<string, unknown>) => ({ ...matrix, spec: { ...matrix.spec, ...change } });
  const { template } = matrix.spec;
  test.each([
    ['a field that there is not', withSpec({ completionMod: 'Indexed' }), 'completionMod'],
    ['a number of pods that is a text', withSpec({ completions: '3' }), 'expected number'],
    ['an Indexed Job without completions', withSpec({ completions: undefined }), 'needs completions'],
    ['another version of the API', { ...matrix, apiVersion: 'batch/v1beta1' }, 'batch/v1'],
    ['a limit for each index without any', withSpec({ completionMode: 'NonIndexed' }), 'for Indexed Jobs'],
    [
      'a volume that is not there',
      withSpec({ template: { ...template, spec: { ...template.spec, volumes: [] } } }),
      'a volume that is mounted',
    ],
  ])('refuses %s', (_, written, message) => {
    expect(() => checkJob(written)).toThrow(message);
  });
});

test('the indexes of all pods together make the whole matrix, each cell once', () => {
  const pods = podsOf(matrix);
  const all = planCells(
    ['go1.23.7', 'go1.23.8', 'go1.24.1', 'go1.24.2'].map((release) => ({ release, fromScan: false })),
    [usualTarget, { ...usualTarget, buildmode: 'pie' as const }].map((target) => ({
      target,
      name: 'x',
      obstacle: null,
    })),
  );
  const shares = pods.map(({ env }) => {
    const found = shardFromEnv(env);
    if (!found.ok || found.value === null) throw new Error('no shard');
    return cellsOfShard(all, found.value.shard).map(({ key }) => key);
  });
  expect(shares.every(({ length }) => length > 0)).toBe(true);
  expect(shares.flat().toSorted()).toEqual(all.map(({ key }) => key).toSorted());
});

test('each pod writes a file of its own', () => {
  expect(podsOf(matrix).map(({ args }) => args.at(-1))).toEqual(
    [0, 1, 2].map((index) => `--output=json=/reports/part-${index}.json`),
  );
});
