/** Every format with a published schema is held against it, with every golden report, the hostile one among them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.js';
import { annotationRules } from '../../../src/report/formats/annotations.js';
import { renderGitlab } from '../../../src/report/formats/gitlab.js';
import { reportJsonSchema } from '../../../src/report/formats/json-schema.js';
import { renderJson, keyOrder } from '../../../src/report/formats/json.js';
import { renderJunit } from '../../../src/report/formats/junit.js';
import { renderSarif, uriOf } from '../../../src/report/formats/sarif.js';
import { goldenNames, goldenReport } from '../../helpers/golden-report.js';

const schemaFile = fileURLToPath(new URL('../../../schema/report.schema.json', import.meta.url));
const addFormats = formatsPlugin.default;

/** The keys of every object that a JSON Schema describes, one list a level. */
function propertyLists(node: unknown): string[][] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node ? [Object.keys(Object(node.properties))] : [];
  return [...own, ...Object.values(node).flatMap(propertyLists)];
}

describe('JSON', () => {
  test('the published schema is up to date (scripts/make-schema.js, or U=1 here)', async () => {
    await expect(reportJsonSchema()).toMatchFileSnapshot(schemaFile);
  });

  test.each(goldenNames)('%s is valid by the published schema', (name) => {
    const validate = addFormats(new Ajv2020({ allErrors: true, allowUnionTypes: true })).compile(
      JSON.parse(reportJsonSchema()),
    );
    validate(JSON.parse(renderJson(goldenReport(name))));
    expect(validate.errors).toBeNull();
  });

  test('every key of the schema is written, on each level in the schema’s order', () => {
    const levels = propertyLists(JSON.parse(reportJsonSchema()));
    expect(levels.length).toBeGreaterThan(8);
    for (const keys of levels) {
      const places = keys.map((key) => keyOrder.indexOf(key));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    expect(new Set(keyOrder).size).toBe(keyOrder.length);
  });
});

const sarif = (report: Report) => JSON.parse(renderSarif(report));
const fingerprints = (report: Report) =>
  sarif(report).runs[0].results.map((result: { partialFingerprints: object }) => result.partialFingerprints);

describe('SARIF', () => {
  // The schema is draft 4, whose `id` today's validators do not take; nothing else in it differs from draft 7.
  const {
    id: _id,
    $schema: _schema,
    ...schema
  } = JSON.parse(
    readFileSync(new URL('../../fixtures/schemas/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
  );
  const validate = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(
    schema,
  );

  test.each(goldenNames)('%s is valid by the schema of SARIF 2.1.0', (name) => {
    validate(sarif(goldenReport(name)));
    expect(validate.errors).toBeNull();
  });

  test.each(goldenNames)('%s: each result has a place, a known rule and a fingerprint of its own', (name) => {
    const [run] = sarif(goldenReport(name)).runs;
    const rules = run.tool.driver.rules.map((rule: { id: string }) => rule.id);
    const seen = new Set<string>();
    for (const result of run.results) {
      expect(rules[result.ruleIndex]).toBe(result.ruleId);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(artifactLocation.uri).not.toBe('');
      expect(region.startLine).toBeGreaterThan(0);
      seen.add(result.partialFingerprints['cgoprofRepro/v1']);
    }
    expect(seen.size).toBe(run.results.length);
  });

  test('a fix replaces exactly the version in the line', () => {
    const [fix] = sarif(goldenReport('gate')).runs[0].results[0].fixes;
    expect(fix.artifactChanges[0].replacements[0]).toEqual({
      deletedRegion: { startLine: 3, startColumn: 13, endColumn: 19 },
      insertedContent: { text: '1.23.8' },
    });
  });

  test('a fingerprint stays when lines move and the reason is worded anew', () => {
    const before = goldenReport('gate');
    const cells = before.cells.map((cell) => ({
      ...cell,
      reason: 'another',
      ...(cell.location === undefined ? {} : { location: { ...cell.location, line: 99 } }),
    }));
    expect(fingerprints({ ...before, cells })).toEqual(fingerprints(before));
  });

  test.each([
    ['./a b/ü.mod', 'a%20b/%C3%BC.mod'],
    [String.raw`a\b#c`, 'a/b%23c'],
    ['/etc/x', 'file:///etc/x'],
    [String.raw`C:\go\x`, 'file:///C:/go/x'],
    [String.raw`\\host\share\x`, 'file://host/share/x'],
    ['c:d', 'c%3Ad'],
  ])('path %s is URI %s', (path, uri) => expect(uriOf(path)).toBe(uri));
});

test.each(goldenNames)('GitLab: %s has what the code quality format asks for', (name) => {
  const issues: Record<string, unknown>[] = JSON.parse(renderGitlab(goldenReport(name)));
  for (const issue of issues) {
    expect(issue).toEqual({
      description: expect.stringMatching(/\S/),
      check_name: expect.toBeOneOf([...annotationRules, 'needs-nothing', 'passed-over']),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(info|minor|critical)$/),
      location: { path: expect.stringMatching(/^(?!\.\/)./), lines: { begin: expect.any(Number) } },
    });
  }
  expect(new Set(issues.map((issue) => issue['fingerprint'])).size).toBe(issues.length);
});

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const xsd = fileURLToPath(new URL('../../fixtures/schemas/junit.xsd', import.meta.url));

describe.runIf(hasXmllint)('JUnit', () => {
  test.each(goldenNames)('%s is valid XML by the schema', (name) => {
    const input = renderJunit(goldenReport(name));
    const lint = () =>
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', xsd, '-'], { input, stdio: 'pipe' });
    expect(lint).not.toThrow();
  });
});
