/** The shards in docs/ci.md: the jobs of each system, by the variables that it gives them, make the whole together. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { shardFromEnv, type Environment } from '../../src/matrix/shard-from-env.js';
import { must } from '../helpers/must.js';

const written = [...readFileSync('docs/ci.md', 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
  ([, text = '']): unknown => parse(text),
);

const gitHub = z.object({
  jobs: z.object({
    matrix: z.object({
      strategy: z.object({ matrix: z.object({ part: z.array(z.number()) }) }),
      steps: z.array(z.object({ env: z.record(z.string(), z.string()).optional() })),
    }),
    merge: z.object({ needs: z.literal('matrix'), if: z.literal('${{ !cancelled() }}') }),
  }),
});
const gitLab = z.object({
  matrix: z.object({ parallel: z.number() }),
  merge: z.object({ needs: z.tuple([z.literal('matrix')]) }),
});

function only<Found>(schema: z.ZodType<Found>): Found {
  const found = written.flatMap((block) => schema.safeParse(block).data ?? []);
  expect(found).toHaveLength(1);
  return must(found[0]);
}

const shardsOf = (environments: readonly Environment[]) =>
  environments.map((env) => {
    const found = shardFromEnv(env);
    return found.ok ? found.value?.shard : found.error;
  });
const all = [1, 2, 3].map((index) => ({ index, total: 3 }));

test('every block of YAML can be read', () => expect(written.length).toBeGreaterThan(4));

test('GitHub', () => {
  const { matrix } = only(gitHub).jobs;
  const { part } = matrix.strategy.matrix;
  const env = must(matrix.steps.find((step) => step.env !== undefined)?.env);
  const environments = part.map((_, index) =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value
          .replace('${{ strategy.job-index }}', String(index))
          .replace('${{ strategy.job-total }}', String(part.length)),
      ]),
    ),
  );
  expect(shardsOf(environments)).toEqual(all);
});

test('GitLab', () => {
  const { parallel } = only(gitLab).matrix;
  const environments = Array.from({ length: parallel }, (_, index) => ({
    CI_NODE_INDEX: String(index + 1),
    CI_NODE_TOTAL: String(parallel),
  }));
  expect(shardsOf(environments)).toEqual(all);
});
