import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { loadFixture } from '../fixture/load-fixture.js';
import { listFolder, makeDirectory, removeTree } from '../host/files.js';
import { ReproError } from '../model/errors.js';
import type { BuildFailure } from '../model/program.js';
import type { Cell, Report } from '../model/report.js';
import type { BuildMode, Target } from '../model/target.js';
import type { Subject } from '../release/resolve-spec.js';
import type { ToolchainContext } from '../toolchain/context.js';
import { acquireToolchain, type ToolchainRequest } from '../toolchain/locate.js';
import { describeHost } from '../host/system.js';
import { assembleReport } from './assemble-report.js';
import type { CellContext } from './cell-context.js';
import { examineToolchain } from './examine-toolchain.js';
import type { RunPlan } from './run-plan.js';

export interface RunRequest {
  readonly subjects: readonly Subject[];
  readonly plan: RunPlan;
  readonly cc: string;
  readonly buildmode: BuildMode;
  readonly race: boolean;
  readonly fixture: string;
}

export interface RunResult {
  readonly report: Report;
  /** What kept the tool from answering about a subject; told after the report is written. */
  readonly failure: ReproError | null;
}

/** Runs of earlier days leave the logs of their failed trials here; this many are kept. */
const keptRuns = 20;

/**
 * The walk of `run`: each subject becomes a toolchain, a program, evidence and a verdict, one after another. An interrupt
 * ends it early with a report of what is known by then.
 */
export async function runSubjects(
  request: RunRequest,
  context: ToolchainContext,
  signal: AbortSignal,
): Promise<RunResult> {
  const startedAt = context.clock.now();
  const cells: Cell[] = [];
  let failure: ReproError | null = null;
  const workFolder = await startWorkFolder(context);
  const cellContext: CellContext = {
    env: context.env,
    cache: context.paths,
    clock: context.clock,
    fixture: await loadFixture(request.fixture),
    onEvent: context.onEvent,
    signal,
    workFolder,
  };

  const { subjects } = request;
  for (const [index, subject] of subjects.entries()) {
    if (signal.aborted) break;
    context.onEvent({ type: 'cell-started', subject: subject.text, index, total: subjects.length });
    try {
      const examined = await examineSubject(subject, request, context, cellContext);
      cells.push(examined.cell);
      context.onEvent({ type: 'cell-finished', cell: examined.cell, index, total: subjects.length });
      if (examined.buildFailure !== null) failure ??= buildError(subject, examined.buildFailure);
    } catch (error) {
      if (signal.aborted) break;
      // One subject that cannot be had must not lose the answers about the others.
      if (!(error instanceof ReproError) || subjects.length === 1) throw error;
      failure ??= error;
      cells.push(skippedCell(subject, targetOf(request, context), error));
    }
  }
  await removeIfEmpty(workFolder);
  const report = assembleReport(
    { kind: 'run', startedAt, interrupted: signal.aborted, cells },
    context.clock,
  );
  return { report, failure };
}

async function examineSubject(
  subject: Subject,
  request: RunRequest,
  context: ToolchainContext,
  cellContext: CellContext,
) {
  const { toolchain, release } = await acquireToolchain(toolchainRequest(subject), context);
  try {
    const { goroot, origin } = toolchain;
    context.onEvent({ type: 'toolchain-found', subject: subject.text, origin, goroot });
    if (toolchain.warning !== undefined) context.onEvent({ type: 'warning', message: toolchain.warning });
    return await examineToolchain(
      subject.text,
      toolchain,
      targetOf(request, context),
      request.plan,
      cellContext,
    );
  } finally {
    await release();
  }
}

function toolchainRequest(subject: Subject): ToolchainRequest {
  switch (subject.kind) {
    case 'release':
      return { kind: 'release', release: subject.release };
    case 'local':
      return { kind: 'local' };
    case 'path':
      return { kind: 'path', path: subject.path };
  }
}

function targetOf(request: RunRequest, context: ToolchainContext): Target {
  const { goos, goarch } = context.platform;
  return {
    goos,
    goarch,
    libc: describeHost().libc,
    cc: request.cc,
    buildmode: request.buildmode,
    runner: null,
    race: request.race,
  };
}

function skippedCell(subject: Subject, target: Target, error: ReproError): Cell {
  const { goos, goarch, libc, cc, buildmode } = target;
  const reason = error.message;
  return {
    subject: subject.text,
    go: subject.kind === 'release' ? subject.release : null,
    goos,
    goarch,
    libc,
    cc,
    buildmode,
    runner: null,
    toolchain: null,
    predicted: 'unknown',
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    skipped: { reason },
  };
}

function buildError(subject: Subject, failure: BuildFailure): ReproError {
  const code = failure.kind === 'no-c-compiler' ? 'no-c-compiler' : 'build-failed';
  const log = failure.log === '' ? [] : [failure.log.split('\n').slice(-20).join('\n')];
  const hint = [...log, ...(failure.hint === null ? [] : [failure.hint])].join('\n');
  return new ReproError(
    code,
    `cannot build for ${subject.text}: ${failure.summary}`,
    hint === '' ? {} : { hint },
  );
}

async function startWorkFolder({ paths, clock }: ToolchainContext): Promise<string> {
  const earlier = await listFolder(paths.reports);
  for (const name of earlier.slice(0, Math.max(0, earlier.length - keptRuns))) {
    await removeTree(path.join(paths.reports, name));
  }
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const folder = path.join(paths.reports, `${stamp}-${randomUUID().slice(0, 8)}`);
  await makeDirectory(folder);
  return folder;
}

async function removeIfEmpty(folder: string): Promise<void> {
  if ((await listFolder(folder)).length === 0) await removeTree(folder);
}
