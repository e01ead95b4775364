import { describeHost } from '../host/system.js';
import { homeFolder } from '../host/files/paths.js';
import { readTool } from '../host/tool.js';
import type { ReproError } from '../model/errors.js';
import { Interruption } from '../model/interruption.js';
import type { Cell, Report } from '../model/report.js';
import { schemaVersion } from '../model/schema-version.js';
import type { ExitCode, Verdict } from '../model/verdict.js';
import { shortenHomeIn } from '../text/shorten-home.js';
import { bisectVerdict, exitCodeAfterFailure, exitCodeFor, overallVerdict } from '../verdict/overall.js';
import type { Session } from './session.js';

export interface RunResult {
  readonly report: Report;
  /** The failure that left a part of the question unanswered; told after the report is written. */
  readonly failure: ReproError | null;
}

export interface ReportFacts {
  readonly kind: Report['kind'];
  readonly startedAt: number;
  readonly cells: readonly Cell[];
  /** Something about the machine or a toolchain kept the tool from answering part of the question. */
  readonly failed?: boolean;
  readonly lines?: Report['lines'] | undefined;
  readonly passedOver?: Report['passedOver'];
  readonly shard?: Report['shard'];
}

/** Puts the frame around the cells: the tool, the machine, the time and the verdict of the whole. */
export function assembleReport(facts: ReportFacts, { bug, clock, command, signal }: Session): Report {
  const cells = [...facts.cells];
  const verdict = facts.lines === undefined ? overallVerdict(cells) : bisectVerdict(facts.lines, cells);
  return {
    schemaVersion,
    kind: facts.kind,
    bug: bug.name,
    tool: readTool(),
    ...(command === undefined ? {} : { command: command.map((word) => shortenHomeIn(word, homeFolder())) }),
    host: describeHost(),
    startedAt: new Date(facts.startedAt).toISOString(),
    finishedAt: new Date(clock.now()).toISOString(),
    interrupted: signal.aborted,
    ...(facts.shard === undefined ? {} : { shard: facts.shard }),
    cells,
    ...(facts.lines === undefined ? {} : { lines: facts.lines }),
    ...(facts.passedOver === undefined ? {} : { passedOver: facts.passedOver }),
    verdict,
    exitCode: exitCode(facts, verdict, signal),
  };
}

/** The exit code. Once the signal has stopped the work, the report is one of an interrupted run. */
function exitCode({ kind, failed = false }: ReportFacts, verdict: Verdict, signal: AbortSignal): ExitCode {
  if (signal.aborted && signal.reason instanceof Interruption) return signal.reason.exitCode;
  const code = exitCodeFor({ kind, interrupted: signal.aborted, verdict });
  return failed ? exitCodeAfterFailure(code) : code;
}
