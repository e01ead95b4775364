import { describe, expect, test } from 'vitest';
import type { ReportLine } from '../../../../src/model/bisect.js';
import type { Cell, Report } from '../../../../src/model/report.js';
import { answerOf } from '../../../../src/report/page/answer.js';
import { goldenCell, goldenReport } from '../../../helpers/golden-report.js';

const affected = goldenCell('run-affected');
const fixed = goldenCell('run-fixed');
const named = (cell: Cell, go: string, more: Partial<Cell> = {}): Cell => ({
  ...cell,
  subject: go,
  go,
  ...more,
});
const run = (...cells: Cell[]): Report => ({ ...goldenReport('run-affected'), cells });

describe('the answer of a run', () => {
  test('of more than two ways out the others are counted', () => {
    const cells = ['a', 'b', 'c', 'd', 'a'].map((way, index) =>
      named(affected, `go1.23.${index}`, { fix: `upgrade to ${way}` }),
    );
    expect(answerOf(run(...cells)).text).toMatch(/; upgrade to a, or upgrade to b and 2 more$/);
  });

  test.each<[string, Cell[], string]>([
    ['nothing', [], 'nothing was examined'],
    [
      'one with the bug',
      [named(affected, 'go1.23.0', { fix: 'upgrade to go1.23.8, the first fixed release of its line' })],
      'go1.23.0: AFFECTED, upgrade to go1.23.8',
    ],
    [
      'one from a line without a fix',
      [named(affected, 'go1.22.1', { fix: 'upgrade to go1.23.8: no 1.22 release has the fix' })],
      'go1.22.1: AFFECTED, upgrade to go1.23.8',
    ],
    [
      'one without the bug',
      [named(fixed, 'go1.23.8', { reason: 'all agree' })],
      'go1.23.8: FIXED, all agree',
    ],
    [
      'one that is too old',
      [named(fixed, 'go1.20.1', { verdict: 'not-applicable', reason: 'it has no such flag' })],
      'go1.20.1: NOT APPLICABLE, it has no such flag',
    ],
    [
      'one that was not there',
      [named(fixed, 'go1.20.3', { verdict: 'inconclusive', skipped: { reason: 'not served' } })],
      'go1.20.3: INCONCLUSIVE, not served',
    ],
    [
      'several',
      [
        named(affected, 'go1.23.0', { fix: 'upgrade to go1.23.8' }),
        named(affected, 'go1.24.1', { fix: 'upgrade to go1.24.2' }),
        named(fixed, 'go1.24.2'),
      ],
      '2 of 3 AFFECTED: go1.23.0, go1.24.1; upgrade to go1.23.8, or upgrade to go1.24.2; 1 fixed',
    ],
    ['several without the bug', [named(fixed, 'go1.23.8'), named(fixed, 'go1.23.9')], '2 fixed'],
  ])('%s', (_, cells, text) => expect(answerOf(run(...cells)).text).toBe(text));

  test('an interrupted one says that there may be more', () => {
    const report = { ...run(named(affected, 'go1.23.0')), interrupted: true };
    expect(answerOf(report).text).toMatch(/^interrupted; so far, go1\.23\.0: AFFECTED/);
  });
});

const line = (name: string, more: Partial<ReportLine>): ReportLine => ({ line: name, ranges: [], ...more });
const range = (introduced: string | null, more: string | null) => ({ introduced, fixed: more });

test('an interrupt takes back nothing that was seen', () => {
  const stopped = named(affected, 'go1.23.0', { verdict: 'inconclusive', reason: 'interrupted' });
  expect(answerOf({ ...run(stopped), interrupted: true }).text).toMatch(
    /^interrupted; so far, go1\.23\.0: looks AFFECTED \(source, flag, profile-crash, attribution, 3 crashes\)/,
  );
  const unseen = { ...stopped, evidence: [], trials: [] };
  expect(answerOf({ ...run(unseen), interrupted: true }).text).toContain('INCONCLUSIVE, interrupted');
});

test('several that nobody decided are no answer', () => {
  const open = named(fixed, 'go1.23.8', { verdict: 'inconclusive', skipped: { reason: 'offline' } });
  expect(answerOf(run(open, { ...open, go: 'go1.23.9', subject: '1.23.9' })).text).toBe(
    'INCONCLUSIVE, 2 of 2 not decided: 2 skipped',
  );
});

test('the path of a toolchain is no name', () => {
  const at = (go: string) => named(affected, go, { subject: `/usr/lib/${go}` });
  expect(answerOf(run(at('go1.23.0'), at('go1.23.1'))).text).toMatch(/AFFECTED: go1\.23\.0, go1\.23\.1/);
});

describe('the answer of a scan', () => {
  const scan = (...cells: Cell[]) => answerOf({ ...goldenReport('scan'), cells }).text;
  test('names stretches, and what is not known', () => {
    const open = named(fixed, 'go1.23.2', { verdict: 'inconclusive' });
    expect(
      scan(named(affected, 'go1.23.0'), named(affected, 'go1.23.1'), open, named(affected, 'go1.23.3')),
    ).toBe('3 of 4 AFFECTED: 1.23.0–1.23.1, 1.23.3; 1 not known');
  });
  test('of one release is about that release', () => {
    expect(scan(named(fixed, 'go1.23.12', { reason: 'its source is fixed' }))).toBe(
      'go1.23.12: FIXED, its source is fixed',
    );
  });
});

describe('the answer of a bisect', () => {
  test.each<[ReportLine[], string]>([
    [[], 'no line was searched'],
    [
      [line('1.23', { ranges: [range('go1.23.0', 'go1.23.8')] })],
      '1.23: AFFECTED from go1.23.0, fixed in go1.23.8',
    ],
    [[line('1.21', { ranges: [range('go1.21.0', null)] })], '1.21: AFFECTED from go1.21.0, never fixed'],
    [
      [line('1.24', { ranges: [range('go1.24.0', null)], finished: false })],
      '1.24: AFFECTED from go1.24.0, its fix is not found yet; the search is not finished',
    ],
    [
      [line('1.24', { ranges: [{ ...range('go1.24.0', null), notFixedUpTo: 'go1.24.1' }] })],
      '1.24: AFFECTED from go1.24.0, not fixed in go1.24.1',
    ],
    [[line('1.22', { status: 'cannot-tell' })], '1.22: INCONCLUSIVE, the boundaries cannot be told'],
    [[line('1.25', {})], '1.25: not affected'],
    [[line('1.25', { finished: false })], '1.25: not affected; the search is not finished'],
    [[line('1.20', { status: 'not-applicable' })], '1.20: NOT APPLICABLE'],
    [
      [
        line('1.22', { status: 'cannot-tell', ranges: [range('go1.22.0', null)] }),
        line('1.23', { ranges: [range('go1.23.0', 'go1.23.8')] }),
        line('1.25', {}),
      ],
      '1 of 3 lines AFFECTED: 1.23 (fixed in go1.23.8); not decided: 1.22',
    ],
    [[line('1.25', {}), line('1.26', {})], 'none of 2 lines is affected'],
  ])('%j', (lines, text) => expect(answerOf({ ...goldenReport('bisect'), lines }).text).toBe(text));
});

describe('the answer of a gate', () => {
  const gate = (exitCode: number, ...cells: Cell[]): Report => ({ ...goldenReport('gate'), cells, exitCode });
  const pin = named(affected, 'go1.23.0', { trials: [], evidence: [] });
  test.each<[Report, string, string]>([
    [gate(0), 'gate: passed, nothing to judge was found', 'fixed'],
    [gate(0, fixed), 'gate: passed, 1 fixed', 'fixed'],
    [gate(3, pin, fixed), 'gate: FAILED, 1 of 2 findings fails', 'affected'],
    [
      gate(3, { ...pin, repairable: true }, { ...fixed, verdict: 'inconclusive' }),
      'gate: FAILED, 1 of 2 findings fails; 1 undecided; 1 can be fixed with --fix',
      'affected',
    ],
    [
      gate(4, { ...fixed, verdict: 'inconclusive' }),
      'gate: UNDECIDED, 1 of 1 finding could not be judged',
      'inconclusive',
    ],
    [gate(4), 'gate: UNDECIDED, nothing was judged', 'inconclusive'],
    [gate(130), 'gate: UNDECIDED, it was not finished; 0 of 0 findings so far fail', 'inconclusive'],
    [gate(3, { ...pin, aside: 'a copy' }, pin), 'gate: FAILED, 1 of 1 finding fails', 'affected'],
  ])('%#', (report, text, tone) => expect(answerOf(report)).toEqual({ text, tone }));

  test('a name that is not there is told', () => {
    const missing = { ...fixed, verdict: 'inconclusive', finding: 'missing-subject' } as const;
    expect(answerOf(gate(1, missing)).text).toBe(
      'gate: FAILED, 1 of 1 finding fails; something that was named is not there',
    );
  });

  test('what the policy accepts does not fail', () => {
    const acceptance = { reason: 'ships in January', expires: '2027-01-31', holds: true };
    expect(answerOf(gate(0, { ...pin, acceptance })).text).toBe('gate: passed, 1 accepted by the policy');
  });
});
