import { compareGoVersions, parseGoVersion } from '../../model/go-version.js';
import { ReproError } from '../../model/errors.js';
import { buildModes, type BuildMode, type Target } from '../../model/target.js';
import { chooseFrom } from '../../text/nearest.js';
import { quotedWord } from '../../text/quoted-word.js';
import { foundIn, parseShard, shardFromEnv } from '../../matrix/shard-from-env.js';
import type { Shard } from '../../matrix/shard.js';
import { runMatrix } from '../../pipeline/matrix/run-matrix.js';
import { usualPlan } from '../../pipeline/examine/run-plan.js';
import { targetFor } from '../../pipeline/targets.js';
import type { Session } from '../../pipeline/session.js';
import type { CommandContext } from '../common/command-context.js';
import type { MatrixOptions } from './options.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import { reportWith } from '../common/report-with.js';

export async function matrixAction(options: MatrixOptions, context: CommandContext): Promise<void> {
  const targets = targetsOf(options);
  await reportWith(options, context, {}, async (session) =>
    runMatrix(
      {
        releases: oldestFirst(await resolveReleases(options.go ?? ['supported'], options, session)),
        targets: await targets(session),
        plan: { ...usualPlan(session.bug), confidence: options.confidence },
        confirm: options.confirm,
        shard: shardOf(options, session),
        jobs: options.jobs ?? null,
        failOn: options.failOn,
        failFast: options.failFast ?? false,
        keepGoing: options.keepGoing ?? false,
        resume: options.resume ?? false,
      },
      session,
    ),
  );
}

/** Makes every combination of the axes. */
function targetsOf(options: MatrixOptions): (session: Session) => Promise<Target[]> {
  const modes = (options.buildmode ?? ['exe']).map(buildMode);
  const races = { off: [false], on: [true], both: [false, true] }[options.race];
  const choices = [...new Set(options.cc ?? [undefined])].flatMap((cc) =>
    [...new Set(modes)].flatMap((buildmode) => races.map((race) => ({ cc, buildmode, race }))),
  );
  return (session) => Promise.all(choices.map((choice) => targetFor(choice, session)));
}

function buildMode(text: string): BuildMode {
  const mode = buildModes.find((known) => known === text);
  if (mode !== undefined) return mode;
  throw new ReproError('usage', `${quotedWord(text)} is not a build mode`, {
    hint: chooseFrom(text, buildModes, (mode) => `--buildmode ${mode}`),
  });
}

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
