/**
 * Completes reports of versions that had some facts only in their sentences. This is the one place that reads them
 * there, and it writes them to the keys that hold these facts today. It never changes a key that is there.
 */
import type { Cell, Evidence, Report } from '../../model/report.js';

export function completeOlderReport(report: Report): Report {
  return { ...report, cells: report.cells.map((cell) => completeCell(cell, report.kind)) };
}

function completeCell(cell: Cell, kind: Report['kind']): Cell {
  return {
    ...cell,
    ...(cell.contradiction === undefined && cell.reason.startsWith('contradiction between reports: ')
      ? { contradiction: true }
      : {}),
    evidence: kind === 'scan' ? cell.evidence.map(completeEvidence) : cell.evidence,
  };
}

function completeEvidence(evidence: Evidence): Evidence {
  if (evidence.verified !== undefined) return evidence;
  const [, un] = /[ (](un)?verified\)$/.exec(evidence.detail) ?? [null, null];
  return un === null ? evidence : { ...evidence, verified: un === undefined };
}
