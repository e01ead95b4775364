import { err, ok, type Result } from '../model/result.js';
import type { Shard } from './shard.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `2/3`: the second of three, counted from 1 as in vitest and Playwright. The error says what is wrong with it.
 */
export function parseShard(text: string): Result<Shard, string> {
  const match = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text);
  if (match === null) return err(`a shard is written i/n, the first of three as 1/3, not '${text}'`);
  return checkShard({ index: Number(match[1]), total: Number(match[2]) }, text.trim());
}

/** The way in which a system that runs jobs side by side tells a job its number. */
interface ShardSource {
  readonly system: string;
  readonly index: string;
  /** The index of the first job; the name of a variable if the system lets the user choose it. */
  readonly first: 0 | 1 | { readonly variable: string };
  readonly total: string;
  /** Distance between two jobs' indexes, if that is a setting. */
  readonly step?: { readonly variable: string };
  /** The variable to set if the system gives the index only. */
  readonly totalHint?: string;
}

/**
 * The first source whose index is set counts, so the nearest to the user comes first: our own, then CI, then clusters,
 * in whose pods and jobs CI may itself be running. GitHub sets no variable; there a workflow has to pass on
 * `strategy.job-index`, which counts from 0, and `strategy.job-total`:
 *
 *     env:
 *       CGOPROF_REPRO_SHARD_INDEX: ${{ strategy.job-index }}
 *       CGOPROF_REPRO_SHARD_TOTAL: ${{ strategy.job-total }}
 */
const sources: readonly ShardSource[] = [
  {
    system: 'the environment',
    index: 'CGOPROF_REPRO_SHARD_INDEX',
    first: 0,
    total: 'CGOPROF_REPRO_SHARD_TOTAL',
  },
  // https://docs.gitlab.com/ci/variables/predefined_variables/: the index counts from 1.
  { system: 'GitLab CI', index: 'CI_NODE_INDEX', first: 1, total: 'CI_NODE_TOTAL' },
  // https://circleci.com/docs/reference/variables/
  { system: 'CircleCI', index: 'CIRCLE_NODE_INDEX', first: 0, total: 'CIRCLE_NODE_TOTAL' },
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  { system: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', first: 0, total: 'BUILDKITE_PARALLEL_JOB_COUNT' },
  // https://slurm.schedmd.com/job_array.html
  {
    system: 'Slurm',
    index: 'SLURM_ARRAY_TASK_ID',
    first: { variable: 'SLURM_ARRAY_TASK_MIN' },
    total: 'SLURM_ARRAY_TASK_COUNT',
    step: { variable: 'SLURM_ARRAY_TASK_STEP' },
  },
  // https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
  {
    system: 'Kubernetes',
    index: 'JOB_COMPLETION_INDEX',
    first: 0,
    total: 'JOB_COMPLETIONS',
    totalHint: "set JOB_COMPLETIONS in the pod template to the Job's spec.completions",
  },
];

export interface FoundShard {
  readonly shard: Shard;
  /** The source of the shard, for display: `GitLab CI (CI_NODE_INDEX=2, CI_NODE_TOTAL=3)`. */
  readonly origin: string;
}

/**
 * Returns null if nothing is set. Half-set or impossible variables are an error: guessing would silently leave cells
 * out.
 */
export function shardFromEnv(env: Environment): Result<FoundShard | null, string> {
  const own = env['CGOPROF_REPRO_SHARD'];
  if (own !== undefined && own !== '') {
    return foundIn(`CGOPROF_REPRO_SHARD=${own}`, parseShard(own));
  }
  const source = sources.find(({ index }) => isSet(env, index));
  return source === undefined ? ok(null) : readSource(source, env);
}

function readSource(source: ShardSource, env: Environment): Result<FoundShard | null, string> {
  const { system, index, total, totalHint } = source;
  const origin = `${system} (${index}=${env[index] ?? ''}, ${total}=${env[total] ?? ''})`;
  if (!isSet(env, total))
    return err(`${index} is set, but ${total} is not: ${totalHint ?? 'set it'}, or use --shard i/n`);
  const [at, first, step, count] = [
    wholeNumber(env[index]),
    typeof source.first === 'number' ? source.first : wholeNumber(env[source.first.variable]),
    source.step === undefined ? 1 : wholeNumber(env[source.step.variable] ?? '1'),
    wholeNumber(env[total]),
  ];
  if (at === null || first === null || step === null || step === 0 || count === null)
    return err(`${origin} does not name a shard; use --shard i/n`);
  return foundIn(origin, checkShard({ index: (at - first) / step + 1, total: count }, origin));
}

/** Adds to a shard where it was found. */
export const foundIn = (origin: string, shard: Result<Shard, string>): Result<FoundShard, string> =>
  shard.ok ? ok({ shard: shard.value, origin }) : shard;

function checkShard(shard: Shard, written: string): Result<Shard, string> {
  const { index, total } = shard;
  // A Slurm array such as 1,5,7 has no even steps; then the index is not a whole number or too high.
  const possible = Number.isInteger(index) && index >= 1 && index <= total;
  return possible
    ? ok(shard)
    : err(`there is no such shard: ${written}; the first of three is 1/3, the last 3/3`);
}

function isSet(env: Environment, name: string): boolean {
  return env[name] !== undefined && env[name] !== '';
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
