/** Reports as the version of November 2026 saved them (commit 049a3d7), untouched since: they must stay readable. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../src/model/report.js';
import { formats } from '../../../../src/report/formats/format.js';
import { loadReporter } from '../../../../src/report/formats/reporters.js';
import { parseReport } from '../../../../src/report/saved/parse-report.js';
import { mergeReports } from '../../../../src/verdict/merge.js';
import { questionOf } from '../../../../src/verdict/merge-cells.js';
import { plainRendering } from '../../../helpers/plain-rendering.js';

const folder = new URL('../../../fixtures/older-reports/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const names = readdirSync(folder);
const older = names.map((name): readonly [string, Report] => [name, parseReport(textOf(name), name)]);

test('there is one of each kind that was there', () => {
  const kinds = new Set(older.map(([, { kind }]) => kind));
  expect([...kinds].toSorted()).toStrictEqual(['bisect', 'gate', 'matrix', 'run', 'scan']);
});

describe.each(older)('%s', (name, report) => {
  test('keeps all that it said', () => {
    expect(report).toMatchObject(JSON.parse(textOf(name)));
  });

  test.each(formats)('renders as %s', async (format) => {
    const text = (await loadReporter(format))(report, plainRendering);
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\bundefined\b|\[object |\bNaN\b/);
  });

  test('merges with itself and says the same', () => {
    const { report: merged, contradictions } = mergeReports([report, report]);
    const questions = new Set(report.cells.map(questionOf));
    expect(new Set(merged.cells.map(questionOf))).toStrictEqual(questions);
    expect(contradictions.length > 0).toBe(report.cells.some(({ contradiction }) => contradiction === true));
  });
});

test('all of them merge into one, which renders', async () => {
  const reports = older.map(([, report]) => report).filter(({ kind }) => kind !== 'bisect');
  const { report } = mergeReports(reports);
  expect(new Set(report.cells.map(questionOf))).toStrictEqual(
    new Set(reports.flatMap(({ cells }) => cells.map(questionOf))),
  );
  for (const format of formats) expect((await loadReporter(format))(report, plainRendering)).not.toBe('');
});
