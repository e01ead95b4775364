import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { applyPolicy, type JudgedCell } from '../../../src/policy/policy.js';
import { policyJsonSchema, type Policy } from '../../../src/policy/policy-schema.js';
import { readPolicy } from '../../../src/policy/read-policy.js';

const cell = (subject: string, verdict: JudgedCell['verdict'], file?: string): JudgedCell => ({
  subject,
  verdict,
  ...(file === undefined ? {} : { location: { file } }),
});
const policy = (text: string): Policy => {
  const result = readPolicy(`version: 1\n${text}`);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

test.each([
  ['', { affected: true, inconclusive: false, 'not-applicable': false, fixed: false }],
  ['deny: affected', { affected: true, inconclusive: false, 'not-applicable': false, fixed: false }],
  ['require: fixed', { affected: true, inconclusive: true, 'not-applicable': false, fixed: false }],
  ['fail-on: inconclusive', { affected: true, inconclusive: true, 'not-applicable': false, fixed: false }],
  [
    'fail-on: [not-applicable]',
    { affected: true, inconclusive: false, 'not-applicable': true, fixed: false },
  ],
])('%j', (text, expected) => {
  const verdicts = ['affected', 'inconclusive', 'not-applicable', 'fixed'] as const;
  const failed = verdicts.map((verdict) => [
    verdict,
    applyPolicy([cell('a', verdict)], policy(text), '2026-01-01').failed,
  ]);
  expect(Object.fromEntries(failed)).toEqual(expected);
});

const accepting = policy(`accept:
  - { subject: "legacy/**", finding: affected, reason: retired in spring, expires: 2026-03-31 }
  - { subject: dist/lib.so, reason: vendor backport, expires: 2026-12-31 }
`);

test('an acceptance holds up to and including its last day', () => {
  const cells = [cell('.', 'affected', 'legacy/Dockerfile')];
  expect(applyPolicy(cells, accepting, '2026-03-31')).toMatchObject({
    failed: false,
    accepted: [{ acceptance: { reason: 'retired in spring' } }],
    expired: [],
  });
  expect(applyPolicy(cells, accepting, '2026-04-01')).toMatchObject({
    failed: true,
    failures: cells,
    accepted: [],
    expired: [{ acceptance: { expires: '2026-03-31' } }],
  });
});

test.each([
  [cell('dist/lib.so', 'affected'), false],
  [cell('dist/other.so', 'affected'), true],
  [cell('legacy/x', 'affected'), false],
  [cell('legacy/x', 'inconclusive'), true],
  [cell('dist/lib.so', 'inconclusive'), false],
])('an acceptance covers its subject and its finding only: %j fails: %s', (judged, failed) => {
  const strict: Policy = { ...accepting, require: 'fixed' };
  expect(applyPolicy([judged], strict, '2026-01-01').failed).toBe(failed);
});

test('acceptances that nothing needs are told', () => {
  expect(applyPolicy([cell('dist/lib.so', 'affected')], accepting, '2026-01-01').unused).toHaveLength(1);
});

test.each([
  ['version: 2\n', [[1, 'version']]],
  ['version: 1\nrequire: affected\n', [[2, 'require']]],
  ['version: 1\nrequire: fixed\ndeny: affected\n', [[3, 'exclude each other']]],
  [
    'version: 1\nallow: all\n__proto__: 1\n',
    [
      [2, 'allow'],
      [3, '__proto__'],
    ],
  ],
  [
    'version: 1\naccept:\n  - subject: a\n    reason: b\n    expires: 2026-02-30\n',
    [[5, 'accept.0.expires']],
  ],
  ['version: 1\naccept:\n  - subject: a\n    expires: 2026-02-03\n', [[3, 'accept.0.reason']]],
  ['version: 1\nversion: 1\n', [[2, 'unique']]],
  ['version: 1\nsubjects: [a\n', [[3, 'sequence']]],
  ['', [[1, 'it is empty']]],
  ['version: 1\n---\nversion: 1\n', [[2, 'one YAML document']]],
  ['- 1\n', [[1, 'it must be an object with keys']]],
])('%j is refused with its lines', (text, expected) => {
  const result = readPolicy(text);
  if (result.ok) throw new Error('accepted');
  expect(result.error.map(({ line }) => line)).toEqual(expected.map(([line]) => line));
  result.error.forEach(({ message }, index) => expect(message).toContain(expected[index]?.[1]));
});

test('hostile policies are refused', () => {
  const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
  expect(readPolicy(['l0: &l0 [1]', ...levels].join('\n'))).toMatchObject({
    ok: false,
    error: [{ message: 'its aliases repeat too much' }],
  });
  expect(readPolicy(`a: ${'['.repeat(60_000)}`).ok).toBe(false);
  expect(readPolicy('#'.repeat(100_000))).toMatchObject({ ok: false, error: [{ line: 1 }] });
  expect(({} as Record<string, unknown>)['version']).toBeUndefined();
});

test('the shipped schema is the one in the source', () => {
  expect(readFileSync('schema/policy.schema.json', 'utf8')).toBe(policyJsonSchema());
});
