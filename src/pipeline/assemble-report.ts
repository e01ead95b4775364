import { describeHost } from '../host/system.js';
import { readTool } from '../host/tool.js';
import type { Clock } from '../host/clock.js';
import { bug } from '../model/bug.js';
import type { Cell, Report } from '../model/report.js';
import { schemaVersion } from '../model/schema-version.js';
import { exitCodeFor, overallVerdict } from '../verdict/overall.js';

export interface ReportFacts {
  readonly kind: Report['kind'];
  readonly startedAt: number;
  readonly interrupted: boolean;
  readonly cells: readonly Cell[];
  readonly lines?: Report['lines'];
}

/** Puts the frame around the cells: who, where, when, and what it all comes to. */
export function assembleReport(facts: ReportFacts, clock: Clock): Report {
  const cells = [...facts.cells];
  const verdict = overallVerdict(cells);
  return {
    schemaVersion,
    kind: facts.kind,
    bug,
    tool: readTool(),
    host: describeHost(),
    startedAt: new Date(facts.startedAt).toISOString(),
    finishedAt: new Date(clock.now()).toISOString(),
    interrupted: facts.interrupted,
    cells,
    ...(facts.lines === undefined ? {} : { lines: facts.lines }),
    verdict,
    exitCode: exitCodeFor({ kind: facts.kind, interrupted: facts.interrupted, verdict }),
  };
}
