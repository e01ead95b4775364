import { foundIn, parseShard, shardFromEnv } from '../matrix/shard-from-env.js';
import type { Shard } from '../matrix/shard.js';
import { ReproError } from '../model/errors.js';
import { compareGoVersions, parseGoVersion } from '../model/go-version.js';
import { allAvailable } from '../target/asked-targets.js';
import { usualPlan } from '../pipeline/examine/run-plan.js';
import { runMatrix } from '../pipeline/matrix/run-matrix.js';
import { resolveReleases } from '../pipeline/resolve-specs.js';
import type { Session } from '../pipeline/session.js';
import { requireCompiler, targetsFor, type AskedTarget } from '../pipeline/targets/targets.js';
import type { MatrixOptions } from './options.js';
import type { ReadyRequest } from './ready-request.js';

export function requestMatrix(options: MatrixOptions): ReadyRequest {
  return {
    hashFiles: true,
    carryOut: async (session) => {
      const usual = usualPlan(session.bug);
      const shard = shardOf(options, session);
      if (shard !== null) refuseWhatDiffers(options);
      const targets = await targetsOf(options, session);
      await requireCompiler(targets, session);
      return runMatrix(
        {
          releases: oldestFirst(await resolveReleases(options.go ?? ['supported'], options, session)),
          targets,
          plan: { ...usual, confidence: options.confidence ?? usual.confidence },
          confirm: options.confirm ?? 'all',
          shard,
          jobs: options.jobs ?? null,
          failOn: options.failOn ?? ['affected'],
          failFast: options.failFast ?? false,
          keepGoing: options.keepGoing ?? false,
          resume: options.resume ?? false,
        },
        session,
      );
    },
  };
}

/** Every machine has to know the same cells, of which it takes its part. */
function refuseWhatDiffers({ targets = [] }: MatrixOptions): void {
  if (!targets.some((list) => list.split(/[\s;]+/).includes(allAvailable))) return;
  throw new ReproError('usage', `${allAvailable} may be something else on each machine that has a part`, {
    hint: "Name the targets: --targets 'linux/amd64 linux/arm64'",
  });
}

/** Makes every combination of the axes. */
function targetsOf(options: MatrixOptions, session: Session): Promise<AskedTarget[]> {
  const { buildmode: modes = [], cc: compilers = [], race: which } = options;
  const races = which === undefined ? [undefined] : { off: [false], on: [true], both: [false, true] }[which];
  const short = axis(compilers).flatMap((cc) =>
    axis(modes).flatMap((buildmode) => races.map((race) => ({ cc, buildmode, race }))),
  );
  return targetsFor(options, short, session);
}

/** The values of an axis, each once; without any, what each target says itself. */
const axis = <Value>(values: readonly Value[]): (Value | undefined)[] =>
  values.length === 0 ? [undefined] : [...new Set(values)];

/** The shard of the option, else that of the CI system or cluster. */
function shardOf(options: MatrixOptions, { env, onEvent }: Session): Shard | null {
  const found =
    options.shard === undefined
      ? shardFromEnv(env)
      : foundIn(`--shard ${options.shard}`, parseShard(options.shard));
  if (!found.ok) throw new ReproError('usage', found.error, { hint: 'For example: --shard 1/4' });
  if (found.value === null) return null;
  const { shard, origin } = found.value;
  onEvent({ type: 'note', message: `shard ${shard.index} of ${shard.total}, from ${origin}` });
  return shard;
}

function oldestFirst(releases: readonly string[]): string[] {
  const parsed = releases.flatMap((release) => {
    const version = parseGoVersion(release);
    return version === null ? [] : [{ release, version }];
  });
  return parsed.toSorted((a, b) => compareGoVersions(a.version, b.version)).map(({ release }) => release);
}
