import { temporaryIn, type Environment } from '../host/environment.js';
import { findCommandLine } from '../host/process/find-command.js';
import { describeHost } from '../host/system.js';
import { ReproError } from '../model/errors.js';
import type { Cell } from '../model/report.js';
import type { Target } from '../model/target.js';
import { chooseTarget, isPlainCompiler, type TargetChoice } from '../target/choose-target.js';
import type { Machine } from '../target/known-target.js';
import type { Session } from './session.js';

/**
 * The target that is asked for. The C compiler is the named one, else for this machine the one of the environment's CC,
 * else the target's own. An unusual compiler is asked for the C library for which it builds.
 */
export async function targetFor(
  choice: TargetChoice,
  { env, paths, signal }: Pick<Session, 'env' | 'paths' | 'signal'>,
): Promise<Target> {
  const isNative = choice.platform === undefined;
  const cc = choice.cc ?? (isNative ? compilerIn(env) : undefined);
  const target = chooseTarget({ ...choice, cc }, thisMachine());
  if (cc === undefined || (isNative && isPlainCompiler(cc))) return target;
  // Elsewhere a system has one C library, or the built program shows it.
  if (target.goos !== 'linux') return target;
  const compiler = await findCommandLine(cc, env);
  if (compiler === null) return { ...target, libc: 'unknown' };
  // What reads binaries is loaded only here: a scan asks no compiler.
  const { libcOfCompiler } = await import('../program/compiler-libc.js');
  return {
    ...target,
    libc: await libcOfCompiler(compiler, { ...env, ...temporaryIn(paths.downloads) }, signal),
  };
}

/**
 * Throws `no-c-compiler` if no target has its C compiler here: nothing could be built, and fetching toolchains for that
 * would take gigabytes. Where some have theirs, the cells of the others say so.
 */
export async function requireCompiler(
  targets: readonly Target[],
  { env }: Pick<Session, 'env'>,
): Promise<void> {
  const found = await Promise.all(targets.map(({ cc }) => findCommandLine(cc, env)));
  const [first] = targets;
  if (first === undefined || found.some((compiler) => compiler !== null)) return;
  const { noCompiler } = await import('../program/build-program.js');
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
export function targetRecord({ goos, goarch, libc, cc, buildmode, runner, race }: Target) {
  return {
    goos,
    goarch,
    libc,
    cc,
    buildmode,
    runner: runner === null ? null : runner.join(' '),
    ...(race ? { race } : {}),
  } satisfies Partial<Cell>;
}
