import type { ReportLine } from '../model/bisect.js';
import { upgradeFor } from './advice.js';
import { describeLine } from './describe.js';
import type { AffectedRange, Boundary, LineFinding } from './findings.js';

type ReportRange = ReportLine['ranges'][number];

/**
 * Findings as ranges of introduced/fixed events, after the Open Source Vulnerability schema
 * (https://ossf.github.io/osv-schema/#affectedrangesevents-fields). Who reads only the ranges must never take an affected
 * release for a safe one: a bracket is widened to every release that may be in it, and where nothing can be told
 * the range is open at both ends.
 */
export function toReportLines(findings: readonly LineFinding[]): ReportLine[] {
  return findings.map((finding) => ({
    line: finding.line,
    ranges:
      finding.status === 'cannot-tell' ? [{ introduced: null, fixed: null }] : finding.ranges.map(toRange),
    status: finding.status,
    summary: describeLine(finding),
    tested: finding.tested.map(({ release, finding: answer, runs }) => ({ release, answer, runs })),
    skipped: finding.unsettled.map(({ release, reason }) => ({ release, reason })),
    ...(finding.status === 'affected' ? { upgrade: upgradeFor(finding, findings) } : {}),
  }));
}

function toRange({ introduced, fixed }: AffectedRange): ReportRange {
  const introducedIn = candidates(introduced);
  const fixedIn = fixed === null ? [] : candidates(fixed);
  return {
    introduced: introducedIn[0] ?? introduced.release,
    fixed: fixed?.release ?? null,
    ...(introducedIn.length > 1 ? { introducedIn } : {}),
    ...(fixedIn.length > 1 ? { fixedIn } : {}),
    confirmed: introduced.confirmed && fixed?.confirmed !== false,
  };
}

function candidates({ orElse, release }: Boundary): string[] {
  return [...orElse.map((other) => other.release), release];
}
