import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReproError } from '../../../../src/model/errors.js';
import { renderJson } from '../../../../src/report/formats/json.js';
import { maximumReportBytes, parseReport, readReport } from '../../../../src/report/saved/parse-report.js';
import { goldenReport } from '../../../helpers/golden-report.js';

const good = renderJson(goldenReport('run-affected'));
const errorOf = (text: string): ReproError => {
  try {
    parseReport(text, 'r.json');
  } catch (error) {
    if (error instanceof ReproError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

test('a byte order mark does not matter', () => {
  expect(parseReport(`\ufeff${good}`, 'r')).toEqual(goldenReport('run-affected'));
});

test('a wrong key is named with its path', () => {
  const error = errorOf(good.replace('"verdict": "affected"', '"verdict": "broken\\u001b[31m"'));
  expect(error.code).toBe('bad-file');
  expect(error.message).toContain('r.json');
  expect(error.hint).toMatch(/^cells\[0\]\.(evidence\[0\]\.)?verdict: /);
});

test('a report of a newer tool is told apart from a broken one', () => {
  expect(errorOf(good.replace('"schemaVersion": 1', '"schemaVersion": 2'))).toMatchObject({
    message: expect.stringContaining('schemaVersion is 2'),
    hint: expect.stringContaining('schemaVersion 1'),
  });
});

test.each([
  ['nothing', '', 'not JSON'],
  ['half a report', good.slice(0, 500), 'not JSON'],
  ['another kind of file', '[]', 'not a report'],
  ['null', 'null', 'not a report'],
  ['deep nesting', '['.repeat(1_000_000), 'not JSON'],
  ['deep nesting that is closed', '['.repeat(100_000) + ']'.repeat(100_000), 'not a report'],
])('%s', (_, text, message) => expect(errorOf(text).message).toContain(message));

test('prototypes are not polluted', () => {
  const text = good.replace(
    '"tool": {',
    '"__proto__": {"polluted": true}, "tool": {"__proto__": {"polluted": true},',
  );
  const report = parseReport(text, 'r');
  expect('polluted' in report || 'polluted' in report.tool || 'polluted' in {}).toBe(false);
});

const outcomeOf = (text: string): string => {
  try {
    return parseReport(text, 'r').schemaVersion === 1 ? 'read' : 'read wrongly';
  } catch (error) {
    return error instanceof ReproError ? 'refused' : String(error);
  }
};

test('any change to a report is read or refused, never anything else', () => {
  fc.assert(
    fc.property(
      fc.nat(good.length),
      fc.nat(40),
      fc.string({ unit: 'binary', maxLength: 10 }),
      (at, length, insert) => {
        const text = good.slice(0, at) + insert + good.slice(at + length);
        expect(outcomeOf(text)).toMatch(/^(read|refused)$/);
      },
    ),
  );
});

test('files: read, missing, a folder, too large', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parse-report-'));
  try {
    const file = join(folder, 'r.json');
    await writeFile(file, good);
    expect(await readReport(file)).toEqual(goldenReport('run-affected'));
    await expect(readReport(join(folder, 'no'))).rejects.toMatchObject({ code: 'bad-file' });
    await expect(readReport(folder)).rejects.toMatchObject({ code: 'bad-file' });
    await truncate(file, maximumReportBytes + 1);
    await expect(readReport(file)).rejects.toMatchObject({
      message: expect.stringContaining('larger than 64 MB'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
