/** Looks which targets can be asked on this machine. */
import path from 'node:path';
import type { Environment } from '../../host/environment.js';
import { findCommandLine } from '../../host/process/find-command.js';
import { withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { openWine } from '../../program/wine.js';
import { winePrefixes, wineSource } from '../targets/wine-places.js';
import { knownFailure } from '../../program/known-failures.js';
import { offeredTargets } from '../../target/asked-targets.js';
import { parseTarget } from '../../target/target-parts.js';
import type { Target } from '../../model/target.js';
import type { Session } from '../session.js';
import { resolveTarget, thisMachine } from '../targets/targets.js';
import { tryCompiler } from './c-compiler.js';

/** One target, and what keeps it from being asked here. */
export interface TargetFinding {
  /** As `--target` takes it. */
  readonly target: string;
  readonly status: 'works' | 'missing' | 'impossible';
  /** What is missing, or why it cannot work; null if it works. */
  readonly detail: string | null;
  /** The command to type; null if nothing is known. */
  readonly hint: string | null;
  /** What can be seen there. */
  readonly shows: string;
}

/** Every target that is offered. Those that look as if they worked build and run a small program of C. */
export async function examineTargets(
  context: Pick<Session, 'env' | 'paths' | 'signal' | 'onEvent'>,
): Promise<TargetFinding[]> {
  const machine = thisMachine();
  const names = offeredTargets(machine);
  const tried = new Map<string, Promise<string | null>>();
  const findings: TargetFinding[] = [];
  for (const [done, name] of names.entries()) {
    context.onEvent({ type: 'work-progress', work: 'doctor', done, total: names.length, at: name });
    context.signal.throwIfAborted();
    const resolved = await resolveTarget({ parts: parseTarget(name), name, byName: false }, machine, context);
    const { target, obstacle, known } = resolved;
    const finding = { target: name, shows: known.shows };
    if (obstacle !== null) {
      const status = obstacle.isFinal ? 'impossible' : 'missing';
      findings.push({ ...finding, status, detail: obstacle.reason, hint: obstacle.hint });
      continue;
    }
    const key = JSON.stringify([target.cc, target.runner, target.isStatic]);
    const failure = tried.get(key) ?? tryTarget(target, context);
    tried.set(key, failure);
    const words = await failure;
    findings.push(
      words === null
        ? { ...finding, status: 'works', detail: null, hint: null }
        : { ...finding, status: 'missing', detail: words, hint: null },
    );
  }
  return findings;
}

type Context = Pick<Session, 'env' | 'paths' | 'signal'>;

async function tryTarget(target: Target, context: Context): Promise<string | null> {
  const { cc, runner } = target;
  if (runner?.kind !== 'wine') return tryWith(target, {}, context);
  const { env, paths, signal } = context;
  return withTemporaryFolder(paths.downloads, async (folder) => {
    const { command } = runner;
    const wine = await openWine({
      command,
      cc,
      source: wineSource,
      prefixes: winePrefixes(paths.root),
      folder: path.join(folder, 'wine'),
      environment: env,
      signal,
    });
    if (!wine.ok) return wine.error;
    try {
      return await tryWith(target, wine.value.variables, context);
    } finally {
      await wine.value.close();
    }
  });
}

async function tryWith(
  { cc, runner, isStatic, goos }: Target,
  variables: Environment,
  context: Context,
): Promise<string | null> {
  const compiler = await findCommandLine(cc, context.env);
  if (compiler === null) return `there is no ${cc}`;
  const flags = isStatic || goos === 'windows' ? ['-static'] : [];
  const failure = await tryCompiler(compiler, { flags, runner: runner?.command ?? [], variables }, context);
  if (failure === null) return null;
  return `a program of C does not work: ${knownFailure(failure)?.summary ?? failure.split('\n', 1)[0] ?? ''}`;
}
