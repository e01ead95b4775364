import { describeHost } from '../host/system.js';
import { readTool } from '../host/tool.js';
import type { Clock } from '../host/clock.js';
import { bug } from '../model/bug.js';
import { Interruption } from '../model/interruption.js';
import type { Cell, Report } from '../model/report.js';
import { schemaVersion } from '../model/schema-version.js';
import type { ExitCode, Verdict } from '../model/verdict.js';
import { bisectVerdict, exitCodeAfterFailure, exitCodeFor, overallVerdict } from '../verdict/overall.js';

export interface ReportFacts {
  readonly kind: Report['kind'];
  readonly startedAt: number;
  /** What stops the work: once it has, the report is one of an interrupted run. */
  readonly signal: AbortSignal;
  readonly cells: readonly Cell[];
  /** Something about the machine or a toolchain kept the tool from answering part of the question. */
  readonly failed?: boolean;
  readonly lines?: Report['lines'] | undefined;
  readonly passedOver?: Report['passedOver'];
}

/** Puts the frame around the cells: who, where, when, and what it all comes to. */
export function assembleReport(facts: ReportFacts, clock: Clock): Report {
  const cells = [...facts.cells];
  const verdict = facts.lines === undefined ? overallVerdict(cells) : bisectVerdict(facts.lines, cells);
  return {
    schemaVersion,
    kind: facts.kind,
    bug,
    tool: readTool(),
    host: describeHost(),
    startedAt: new Date(facts.startedAt).toISOString(),
    finishedAt: new Date(clock.now()).toISOString(),
    interrupted: facts.signal.aborted,
    cells,
    ...(facts.lines === undefined ? {} : { lines: facts.lines }),
    ...(facts.passedOver === undefined ? {} : { passedOver: facts.passedOver }),
    verdict,
    exitCode: exitCode(facts, verdict),
  };
}

function exitCode({ kind, signal, failed = false }: ReportFacts, verdict: Verdict): ExitCode {
  if (signal.aborted && signal.reason instanceof Interruption) return signal.reason.exitCode;
  const code = exitCodeFor({ kind, interrupted: signal.aborted, verdict });
  return failed ? exitCodeAfterFailure(code) : code;
}
