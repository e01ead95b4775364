import type { Bug } from '../bugs/bug.js';
import type { Environment } from '../host/environment.js';
import { findCommandLine } from '../host/process/find-command.js';
import { describeHost } from '../host/system.js';
import type { Cell } from '../model/report.js';
import type { Target } from '../model/target.js';
import { libcOfCompiler } from '../program/compiler-libc.js';
import { predictRelease } from '../release/predictions.js';
import { chooseTarget, type TargetChoice } from '../target/choose-target.js';
import type { Machine } from '../target/known-target.js';
import { isPlainCompiler } from '../target/libc.js';
import type { Session } from './session.js';

/**
 * The target that is asked for. The C compiler is the one that is named, else the one of the environment's CC, else the
 * target's own; one that is not a machine's usual compiler is asked for the C library that it builds for.
 */
export async function targetFor(
  choice: TargetChoice,
  { env, signal }: Pick<Session, 'env' | 'signal'>,
): Promise<Target> {
  const target = chooseTarget({ ...choice, cc: choice.cc ?? compilerIn(env) }, thisMachine());
  // Elsewhere a system has one C library.
  if (target.goos !== 'linux' || isPlainCompiler(target.cc)) return target;
  const compiler = await findCommandLine(target.cc, env);
  const libc = compiler === null ? 'unknown' : await libcOfCompiler(compiler, env, signal);
  return { ...target, libc };
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

/** What was asked and not answered. */
export interface Unanswered {
  readonly subject: string;
  readonly release: string | null;
  readonly target: Target;
  readonly bug: Bug;
}

/** A cell that nothing was learnt about. */
export function skippedCell({ subject, release, target, bug }: Unanswered, reason: string): Cell {
  return {
    subject,
    go: release,
    ...targetRecord(target),
    toolchain: null,
    predicted: release === null ? 'unknown' : predictRelease(bug, release).verdict,
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    skipped: { reason },
  };
}
