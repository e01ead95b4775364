import { expectFirstBuildMs, isFirstBuild } from '../../program/first-build.js';
import { buildProgram } from '../../program/build-program.js';
import type { BuildFolder } from '../../program/build-store.js';
import type { BuildFailure, Program } from '../../model/program.js';
import type { Evidence } from '../../model/report.js';
import type { Result } from '../../model/result.js';
import type { Toolchain } from '../../model/toolchain.js';
import { asVerdict } from '../../model/verdict.js';
import { readLocalSource } from '../../toolchain/source/local-source.js';
import type { CellContext } from './work-folder.js';
import type { Question } from './question.js';

/** A toolchain with its program: everything known before the first trial. A failed build is part of that. */
export interface Prepared {
  readonly question: Question;
  readonly toolchain: Toolchain;
  /** The evidence of the toolchain's source. */
  readonly source: Evidence;
  readonly built: Result<Program, BuildFailure>;
  /** Gives the program back. Until then, nobody removes it. */
  readonly giveBack: () => Promise<void>;
}

/** Reads the source and builds the program, or finds it built. This part of an examination keeps every core busy. */
export async function prepareProgram(
  question: Question,
  toolchain: Toolchain,
  context: CellContext,
): Promise<Prepared> {
  const oracle = context.bug.source;
  const { verdict, detail } = oracle.judge(await readLocalSource(toolchain.goroot, oracle.files));
  const source: Evidence = { oracle: 'source', verdict: asVerdict(verdict), detail };
  context.onEvent({ type: 'evidence', subject: question.name, evidence: source });
  const builds = await context.leaseBuilds(toolchain);
  try {
    const built = await build(question, toolchain, builds, context);
    return { question, toolchain, source, built, giveBack: builds.giveBack };
  } catch (error) {
    await builds.giveBack();
    throw error;
  }
}

async function build(
  { target, name: subject }: Question,
  toolchain: Toolchain,
  builds: BuildFolder,
  context: CellContext,
): Promise<Prepared['built']> {
  const startedAt = context.clock.monotonicMs();
  const isFirst = await isFirstBuild(builds, target);
  const first = isFirst ? { first: { expectedMs: await expectFirstBuildMs(context.paths.builds) } } : {};
  context.onEvent({ type: 'build-started', subject, target: `${target.goos}/${target.goarch}`, ...first });
  const built = await buildProgram({
    toolchain,
    target,
    sources: context.fixture,
    decisive: context.bug.source.files,
    fields: context.bug.fields,
    builds,
    environment: context.env,
    clock: context.clock,
    isFirst,
    signal: context.signal,
  });
  if (built.ok) {
    const durationMs = Math.round(context.clock.monotonicMs() - startedAt);
    context.onEvent({ type: 'build-finished', subject, cached: built.value.cached, durationMs });
  }
  return built;
}
