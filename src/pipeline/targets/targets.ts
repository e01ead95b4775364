import { temporaryIn, type Environment } from '../../host/environment.js';
import { findCommandLine } from '../../host/process/find-command.js';
import { describeHost } from '../../host/system.js';
import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import type { Target } from '../../model/target.js';
import { askedTargets, type AskedParts } from '../../target/asked-targets.js';
import { chooseTarget, isPlainCompiler, whyImpossible } from '../../target/choose-target.js';
import type { KnownTarget, Machine } from '../../target/known-target.js';
import type { TargetParts } from '../../target/target-parts.js';
import { targetKey, variantOf } from '../../target/target-key.js';
import { groupBy } from '../../model/group-by.js';
import type { Session } from '../session.js';
import { commandsHere, firstWord, howToGet, missingFor } from './missing.js';

type Here = Pick<Session, 'env' | 'paths' | 'signal'>;

/** A target, and why nothing can be asked of it here. */
export interface AskedTarget {
  readonly target: Target;
  /** As it was typed. */
  readonly name: string;
  readonly obstacle: Obstacle | null;
}

export interface Obstacle {
  readonly reason: string;
  /** The command to type, or what else to do; null if nothing is known. */
  readonly hint: string | null;
  /** True: nothing that could be installed helps. */
  readonly isFinal: boolean;
}

/** The choice of targets, as options have it. */
export interface TargetChoice {
  readonly target?: readonly string[] | undefined;
  readonly targets?: readonly string[] | undefined;
}

/** The targets that are asked for, in their order. Throws `usage` for what is none. */
export async function targetsFor(
  { target = [], targets = [] }: TargetChoice,
  short: readonly TargetParts[],
  session: Here & Pick<Session, 'onEvent'>,
): Promise<AskedTarget[]> {
  const machine = thisMachine();
  const asked = askedTargets(target, targets, short, machine);
  const resolved = await Promise.all(asked.map((one) => resolveTarget(one, machine, session)));
  const offered = resolved.filter(({ isOffered }) => isOffered);
  // Of two ways to write one target, the first.
  const taken = [...groupBy(offered, ({ target }) => targetKey(target)).values()].map(([first]) => first);
  const left = resolved.length - offered.length;
  if (left > 0) {
    const many = left === 1 ? 'One target does' : `${left} targets do`;
    const message = `${many} not work here: cgoprof-repro doctor --targets says what to install`;
    session.onEvent({ type: 'note', message });
  }
  return taken;
}

/** The one target that is asked for. Throws `usage` for several, `environment` for one that does not work here. */
export async function targetFor(
  choice: TargetChoice,
  short: TargetParts,
  session: Here & Pick<Session, 'onEvent'>,
): Promise<Target> {
  const [only, ...more] = await targetsFor(choice, [short], session);
  if (only === undefined || more.length > 0)
    throw new ReproError('usage', 'this takes one target at a time', {
      hint: 'For example: --target linux/arm64',
    });
  return withoutObstacle(only);
}

/** The target itself. Throws `environment` if something stands in its way. */
export function withoutObstacle({ target, name, obstacle }: AskedTarget): Target {
  if (obstacle === null) return target;
  throw new ReproError('environment', `${name} cannot be asked here: ${obstacle.reason}`, {
    hint: obstacle.hint ?? 'See what works here: cgoprof-repro doctor --targets',
  });
}

/** A target as this machine has it. */
export interface ResolvedTarget extends AskedTarget {
  readonly known: KnownTarget;
  /** False for one that was not asked for by its name and does not work here. */
  readonly isOffered: boolean;
}

/** Finds what a target needs on this machine. */
export async function resolveTarget(
  { parts, name, byName }: AskedParts,
  machine: Machine,
  { env, paths, signal }: Here,
): Promise<ResolvedTarget> {
  const isNative = parts.goos === undefined && parts.libc === undefined;
  const cc = parts.cc ?? (isNative ? compilerIn(env) : undefined);
  const isPlain = isNative && parts.runner === undefined;
  const found = isPlain ? null : await commandsHere(machine, parts.goarch ?? machine.goarch, env);
  const chosen = chooseTarget({ ...parts, cc }, machine, (command) =>
    found === null ? true : found.has(firstWord(command)),
  );
  const target = await withLibc(
    chosen.target,
    { cc, isNative, isNamed: parts.libc !== undefined },
    { env, paths, signal },
  );
  const impossible = chosen.impossible ?? whyImpossible(target);
  const { known } = chosen;
  if (impossible !== null)
    return {
      target,
      name,
      known,
      obstacle: { reason: impossible, hint: null, isFinal: true },
      isOffered: byName,
    };
  const missing = await missingFor(target, known, env);
  // That the machine itself has no compiler is said by the build, in more words.
  const counts = missing.filter(({ what }) => !(byName && isNative && what === 'compiler'));
  if (counts.length === 0) return { target, name, known, obstacle: null, isOffered: true };
  const reason = `there is no ${counts.map((one) => one.name).join(', and no ')}`;
  const hint = await howToGet(counts, parts, known);
  return { target, name, known, obstacle: { reason, hint, isFinal: false }, isOffered: byName };
}

/** The obstacle in one sentence, for a cell. */
export const obstacleWords = ({ reason, hint }: Obstacle): string =>
  hint === null ? reason : `${reason}; to do: ${hint}`;

/** The targets as cells have them: an obstacle is its sentence there. */
export const askedInCells = (targets: readonly AskedTarget[]) =>
  targets.map(({ target, name, obstacle }) => ({
    target,
    name,
    obstacle: obstacle === null ? null : obstacleWords(obstacle),
  }));

/** An unusual compiler is asked for the C library for which it builds. */
async function withLibc(
  target: Target,
  said: { readonly cc: string | undefined; readonly isNative: boolean; readonly isNamed: boolean },
  { env, paths, signal }: Here,
): Promise<Target> {
  const { cc, isNative, isNamed } = said;
  if (cc === undefined || (isNative && !isNamed && isPlainCompiler(cc))) return target;
  // Elsewhere a system has one C library, or the built program shows it.
  if (target.goos !== 'linux') return target;
  const compiler = await findCommandLine(cc, env);
  if (compiler === null) return isNamed ? target : { ...target, libc: 'unknown' };
  // What reads binaries is loaded only here: a scan asks no compiler.
  const { libcOfCompiler } = await import('../../program/compiler-libc.js');
  const libc = await libcOfCompiler(compiler, { ...env, ...temporaryIn(paths.downloads) }, signal);
  if (!isNamed) return { ...target, libc };
  if (libc === 'unknown' || libc === target.libc) return target;
  throw new ReproError(
    'usage',
    `libc=${target.libc} and a compiler for ${libc} contradict each other: cc=${cc}`,
    {
      hint: `Leave out libc=${target.libc}, or name a compiler that builds for it.`,
    },
  );
}

/**
 * Throws `no-c-compiler` if this machine is all that was asked for and has no C compiler: nothing could be built, and
 * fetching toolchains for that would take gigabytes. Where some have theirs, the cells of the others say so.
 */
export async function requireCompiler(
  targets: readonly AskedTarget[],
  { env }: Pick<Session, 'env'>,
): Promise<void> {
  const open = targets.filter(({ obstacle }) => obstacle === null).map(({ target }) => target);
  const found = await Promise.all(open.map(({ cc }) => findCommandLine(cc, env)));
  const [first] = open;
  if (first === undefined || found.some((compiler) => compiler !== null)) return;
  const { noCompiler } = await import('../../program/build-program.js');
  const { hint, summary } = noCompiler(first.cc);
  throw new ReproError('no-c-compiler', summary, {
    hint: [...(hint === null ? [] : [hint]), 'Without a compiler: cgoprof-repro scan'].join('\n'),
  });
}

/** The machine that programs run on. */
export function thisMachine(): Machine {
  const { os: goos, arch: goarch, libc } = describeHost();
  return { goos, goarch, libc };
}

/** The C compiler that the environment names. Go takes an empty CC for none as well. */
export const compilerIn = (env: Environment): string | undefined =>
  env['CC'] === '' ? undefined : env['CC'];

/** A target in the words of a report. */
export function targetRecord(target: Target) {
  const { goos, goarch, libc, cc, buildmode, runner, race } = target;
  const variant = variantOf(target);
  return {
    goos,
    goarch,
    libc,
    cc,
    buildmode,
    runner: runner === null ? null : runner.command.join(' '),
    ...(race ? { race } : {}),
    ...(variant === null ? {} : { variant }),
  } satisfies Partial<Cell>;
}
