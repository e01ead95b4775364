import type { Evidence, Cell, Trial } from '../model/report.js';
import { shortenHome } from '../host/paths.js';
import { cannotShowBug, type BuildFailure, type Program } from '../model/program.js';
import type { Target } from '../model/target.js';
import type { Toolchain } from '../model/toolchain.js';
import type { Verdict } from '../model/verdict.js';
import { buildProgram } from '../build/build-program.js';
import { writeModule } from '../fixture/write-module.js';
import { probes } from '../oracle/probes/table.js';
import { judgeSource } from '../oracle/source/judge.js';
import { predictRelease } from '../release/predictions.js';
import { howToFix } from '../release/upgrade.js';
import { readLocalSource } from '../toolchain/local-source.js';
import { judge } from '../verdict/judge.js';
import { askProbe } from './ask-probe.js';
import type { CellContext } from './cell-context.js';
import type { RunPlan } from './run-plan.js';

/** One toolchain on one target, from its source text to a verdict. A build that fails makes a cell that was skipped. */
export interface Examined {
  readonly cell: Cell;
  readonly buildFailure: BuildFailure | null;
}

export async function examineToolchain(
  subject: string,
  toolchain: Toolchain,
  target: Target,
  plan: RunPlan,
  context: CellContext,
): Promise<Examined> {
  const evidence: Evidence[] = [await readSource(toolchain)];
  for (const known of evidence) context.onEvent({ type: 'evidence', subject, evidence: known });
  const asked = cellOf(subject, toolchain, target);

  const built = await build(subject, toolchain, target, context);
  if (!built.ok) {
    const reason = `the program was not built: ${built.error.summary}`;
    const cell: Cell = {
      ...asked,
      verdict: 'inconclusive',
      reason,
      evidence,
      trials: [],
      skipped: { reason },
    };
    return { cell, buildFailure: built.error };
  }

  const trials: Trial[] = [];
  for (const name of plan.probes) {
    const probe = probes[name];
    const why = probe.cannotTell(target);
    if (why !== null) {
      evidence.push({ probe: name, verdict: 'inconclusive', detail: `cannot tell here: ${why}` });
      continue;
    }
    if (!plan.exhaustive && isDecided(evidence)) break;
    const answer = await askProbe(built.value, probe, plan, context, {
      subject,
      expected: flagWord(evidence),
    });
    evidence.push(answer.evidence);
    trials.push(...answer.trials);
  }

  const { verdict, reason } = judge(evidence, { programCannotShow: cannotShowBug(plan.settings) });
  const fix = verdict === 'affected' ? howToFix(toolchain.release) : undefined;
  const cell: Cell = { ...asked, verdict, reason, evidence, trials, ...(fix === undefined ? {} : { fix }) };
  return { cell, buildFailure: null };
}

/** What the source says, as evidence. */
async function readSource(toolchain: Toolchain): Promise<Evidence> {
  const judgement = judgeSource(await readLocalSource(toolchain.goroot));
  const verdict = judgement.verdict === 'unknown' ? 'inconclusive' : judgement.verdict;
  return { oracle: 'source', verdict, detail: judgement.detail };
}

async function build(subject: string, toolchain: Toolchain, target: Target, context: CellContext) {
  const startedAt = context.clock.monotonicMs();
  context.onEvent({ type: 'build-started', subject, target: `${target.goos}/${target.goarch}` });
  const built = await buildProgram({
    toolchain,
    target,
    fixture: context.fixture,
    cache: context.cache,
    environment: context.env,
    writeModule,
    signal: context.signal,
  });
  if (built.ok) {
    const durationMs = Math.round(context.clock.monotonicMs() - startedAt);
    context.onEvent({ type: 'build-finished', subject, cached: built.value.cached, durationMs });
  }
  return built satisfies { ok: true; value: Program } | { ok: false; error: BuildFailure };
}

/** An affected toolchain is decided once the flag and the crash itself agree; a fixed one has to pass every probe. */
function isDecided(evidence: readonly Evidence[]): boolean {
  const crashed = evidence.some(({ probe, verdict }) => probe === 'profile-crash' && verdict === 'affected');
  return crashed && flagWord(evidence) === 'affected';
}

function flagWord(evidence: readonly Evidence[]): Verdict {
  return evidence.find(({ probe }) => probe === 'flag')?.verdict ?? 'inconclusive';
}

function cellOf(subject: string, toolchain: Toolchain, target: Target) {
  return {
    subject,
    go: toolchain.release,
    goos: target.goos,
    goarch: target.goarch,
    libc: target.libc,
    cc: target.cc,
    buildmode: target.buildmode,
    runner: target.runner === null ? null : target.runner.join(' '),
    toolchain: {
      source: toolchain.origin,
      goroot: shortenHome(toolchain.goroot),
      version: toolchain.versionText,
      verified: toolchain.verified,
    },
    predicted: predictRelease(toolchain.release).verdict,
  };
}
