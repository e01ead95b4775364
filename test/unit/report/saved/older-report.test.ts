import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../../src/model/report.js';
import { parseReport } from '../../../../src/report/saved/parse-report.js';
import { renderJson } from '../../../../src/report/formats/json.js';
import { plainRendering } from '../../../helpers/plain-rendering.js';
import { renderText } from '../../../../src/report/formats/text.js';
import { mergeReports } from '../../../../src/verdict/merge.js';
import { goldenCell, goldenReport } from '../../../helpers/golden-report.js';

/** A report as a version wrote it that had the facts in its sentences only. */
const saved = (kind: 'matrix' | 'scan', cell: Cell) =>
  parseReport(renderJson({ ...goldenReport(kind), cells: [cell] }), 'r.json');

describe('a contradiction', () => {
  const reason = 'contradiction between reports: affected (a), but fixed (b)';
  const cell: Cell = { ...goldenCell('matrix'), verdict: 'inconclusive', reason };

  test('of an older merge stays one, whatever is merged later', () => {
    const older = saved('matrix', cell);
    expect(older.cells[0]?.contradiction).toBe(true);
    const later = { ...older, cells: [goldenCell('matrix')] };
    const { report, contradictions } = mergeReports([older, later]);
    expect(contradictions).toHaveLength(1);
    expect(report.cells[0]).toMatchObject({ verdict: 'inconclusive', reason, contradiction: true });
  });

  test('does not hang on the wording', () => {
    const told = saved('matrix', { ...cell, contradiction: true, reason: 'the reports disagree' });
    const { contradictions } = mergeReports([told, { ...told, cells: [goldenCell('matrix')] }]);
    expect(contradictions).toHaveLength(1);
    const denied = saved('matrix', { ...cell, contradiction: false });
    expect(mergeReports([denied]).contradictions).toEqual([]);
  });
});

describe('what vouches for a source', () => {
  const scanned = (detail: string, verified?: boolean) =>
    saved('scan', {
      ...goldenCell('scan'),
      evidence: [
        { oracle: 'source', verdict: 'fixed', detail, ...(verified === undefined ? {} : { verified }) },
      ],
    });

  test.each([
    ['It is fixed. (read from the linux-amd64 zip of the proxy, unverified)', undefined, false],
    ['It is fixed. (installed copy, unverified)', undefined, false],
    ['It is fixed. (installed copy, verified)', undefined, true],
    ['It is fixed.', undefined, undefined],
    ['It is fixed. (unverified)', true, true],
    ['It is fixed, and nobody vouches for it.', false, false],
  ])('%j, %j: %j', (detail, given, verified) => {
    const report = scanned(detail, given);
    expect(report.cells[0]?.evidence[0]?.verified).toBe(verified);
    const text = renderText(report, { ...plainRendering, verbose: true });
    expect(text.includes('1 of them is unverified')).toBe(verified === false);
  });
});
