/**
 * `import { run, matrix, bisect, gate, scan } from 'cgoprof-repro'`: plain values in, a report out. Nothing is printed, no
 * exit code is set and no signal is caught: that is the calling program's business. Loads what a function needs when it
 * is called.
 */
import type { Report } from '../model/report.js';
import type {
  BisectOptions,
  GateOptions,
  MatrixOptions,
  RunOptions,
  ScanOptions,
} from '../requests/options.js';
import type { CallOptions } from './call-options.js';

export { ReproError, type ErrorCode } from '../model/errors.js';
export type { AffectedRange, ReportLine } from '../model/bisect.js';
export type { Event, EventSink } from '../model/event.js';
export type { FindingKind } from '../model/finding.js';
export type { Outcome } from '../model/outcome.js';
export type {
  Acceptance,
  Cell,
  Evidence,
  Exposure,
  HostRecord,
  Interval,
  Location,
  NameList,
  OracleName,
  PassedOver,
  Reading,
  Report,
  ReportedTarget,
  ReportedToolchain,
  ShardRecord,
  Stack,
  Trial,
} from '../model/report.js';
export type { BuildMode, ReportedBuildMode } from '../model/target.js';
export type { StaticVerdict, Verdict } from '../model/verdict.js';
export type {
  BisectOptions,
  GateOptions,
  MatrixOptions,
  ReleaseOptions,
  RunOptions,
  ScanOptions,
  SessionOptions,
  TargetOptions,
} from '../requests/options.js';
export type { CallOptions } from './call-options.js';

/** Asks toolchains whether they have the bug, by running a program built with each. */
export async function run(options: RunOptions & CallOptions = {}): Promise<Report> {
  const [{ answer }, { requestRun }] = await Promise.all([
    import('./answer.js'),
    import('../requests/run.js'),
  ]);
  return answer('run', options, requestRun);
}

/** Asks many releases on many targets, several at once. */
export async function matrix(options: MatrixOptions & CallOptions = {}): Promise<Report> {
  const [{ answer }, { requestMatrix }] = await Promise.all([
    import('./answer.js'),
    import('../requests/matrix.js'),
  ]);
  return answer('matrix', options, requestMatrix);
}

/** Finds the releases that brought the bug and the fix, line by line, by running them. */
export async function bisect(options: BisectOptions & CallOptions = {}): Promise<Report> {
  const [{ answer }, { requestBisect }] = await Promise.all([
    import('./answer.js'),
    import('../requests/bisect.js'),
  ]);
  return answer('bisect', options, requestBisect);
}

/** Judges toolchains, version pins and shipped files, by a policy. */
export async function gate(options: GateOptions & CallOptions = {}): Promise<Report> {
  const [{ answer }, { requestGate }] = await Promise.all([
    import('./answer.js'),
    import('../requests/gate.js'),
  ]);
  return answer('gate', options, requestGate);
}

/** Reads the sources of many releases, without installing or running them. */
export async function scan(options: ScanOptions & CallOptions = {}): Promise<Report> {
  const [{ answer }, { requestScan }] = await Promise.all([
    import('./answer.js'),
    import('../requests/scan.js'),
  ]);
  return answer('scan', options, requestScan);
}
