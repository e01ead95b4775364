import { describe, expect, test } from 'vitest';
import type { Cell, Report } from '../../../../../src/model/report.js';
import { renderText } from '../../../../../src/report/formats/text.js';
import { goldenCell, goldenNames, goldenReport } from '../../../../helpers/golden-report.js';
import { plainRendering } from '../../../../helpers/plain-rendering.js';

const linesOf = (report: Report): string[] => renderText(report, plainRendering).trimEnd().split('\n');
const affected = goldenCell('run-affected');
const fixed = goldenCell('run-fixed');

test.each(goldenNames.filter((name) => /^run-(?!several)/.test(name)))('%s is one screen', (name) =>
  expect(linesOf(goldenReport(name)).length).toBeLessThanOrEqual(20),
);

test('two figures never stand side by side that seem to contradict each other', () => {
  for (const name of goldenNames) {
    for (const verbose of [true, false])
      expect(renderText(goldenReport(name), { ...plainRendering, verbose })).not.toMatch(/Clopper|\b97\.5%/);
  }
});

test('an interval is shown where there are trials enough', () => {
  const evidence = affected.evidence.find(({ rate }) => rate !== undefined);
  if (evidence === undefined) throw new Error('no rate in the golden');
  const interval = { low: 0.2, high: 0.6, level: 0.95, method: 'wilson' } as const;
  const withTrials = (trials: number): string =>
    linesOf({
      ...goldenReport('run-affected'),
      cells: [{ ...affected, evidence: [{ ...evidence, trials, rate: 0.4, interval, detection: null }] }],
    })
      .join(' ')
      .replaceAll(/\s+/g, ' ');
  expect(withTrials(20)).toContain('95% interval 20% to 60%');
  expect(withTrials(3)).not.toContain('interval');
});

test('a go on PATH that is another one is named', () => {
  const { toolchain } = affected;
  if (toolchain === null) throw new Error('no toolchain in the golden');
  const cell = { ...affected, toolchain: { ...toolchain, onPath: 'go1.26.8' } };
  expect(linesOf({ ...goldenReport('run-affected'), cells: [cell] }).join('\n')).toContain(
    'The go on PATH is go1.26.8.',
  );
});

test('a wrong prediction is told', () => {
  const report = { ...goldenReport('run-fixed'), cells: [{ ...fixed, predicted: 'affected' as const }] };
  const told = (cells: Cell[]) => linesOf({ ...report, cells }).join(' ');
  expect(told(report.cells)).toContain('WRONG PREDICTION: the release table expected affected');
  expect(told(report.cells)).not.toContain('more, with -v');
  expect(told([...report.cells, ...report.cells])).toContain('(go1.23.8; and 1 more, with -v)');
});

describe('a scan', () => {
  const release = (go: string, verdict: Cell['verdict'], fix?: string): Cell => ({
    ...fixed,
    subject: go,
    go,
    verdict,
    evidence: [],
    trials: [],
    ...(fix === undefined ? {} : { fix }),
  });
  const rows = (...cells: Cell[]): string[] => linesOf({ ...goldenReport('scan'), cells });
  const rowOf = (line: string, ...cells: Cell[]): string | undefined =>
    rows(...cells).find((row) => row.startsWith(`${line} `));

  test('orders releases by version, not by spelling', () => {
    const row = rowOf('1.23', release('go1.23.10', 'fixed'), release('go1.23.9', 'affected'));
    expect(row).toMatch(/1\.23\.9 +1\.23\.10 +1\.23\.10 +✗✓/);
  });

  test('shows a hole as a hole', () => {
    const row = rowOf(
      '1.23',
      release('go1.23.0', 'affected'),
      release('go1.23.1', 'affected'),
      release('go1.23.2', 'fixed'),
      release('go1.23.3', 'affected'),
    );
    expect(row).toMatch(/1\.23\.0–1\.23\.1, 1\.23\.3 .*✗✗✓✗/);
  });

  test('calls no release the first fixed one that is older than an affected one', () => {
    expect(rowOf('1.23', release('go1.23.2', 'fixed'), release('go1.23.3', 'affected'))).not.toMatch(
      /1\.23\.3 +1\.23\.2/,
    );
  });

  test('says what to upgrade to', () => {
    const fix = 'upgrade to go1.23.8: no 1.22 release has the fix';
    expect(rowOf('1.22', release('go1.22.1', 'affected', fix))).toContain('upgrade to go1.23.8');
  });

  test('names what could not be read', () => {
    const unread: Cell = { ...release('go1.20.3', 'inconclusive'), skipped: { reason: 'not served' } };
    expect(rows(unread).join('\n')).toMatch(/go1\.20\.3 +not served/);
  });

  const unread = (go: string): Cell => ({
    ...release(go, 'inconclusive'),
    skipped: { reason: 'not served' },
  });

  test('never says none where nothing was read', () => {
    expect(rowOf('1.23', unread('go1.23.0'), unread('go1.23.1'))).toMatch(/1\.23 \(2 of \d+\) +\?/);
    expect(rowOf('1.25', release('go1.25.0', 'fixed'), unread('go1.25.1'))).toContain('none, 1 ?');
    expect(rows(unread('go1.23.0'), release('go1.23.1', 'fixed')).join('\n')).toContain(
      'Read from the sources of 1 of 2 releases',
    );
  });

  test('does not skip what is unknown to name the first fixed release', () => {
    const row = rowOf(
      '1.23',
      release('go1.23.0', 'affected'),
      unread('go1.23.1'),
      release('go1.23.2', 'fixed'),
    );
    expect(row).toMatch(/1\.23\.0, 1 \? +\? +1\.23\.2 +✗\?✓/);
  });

  test('a row about some releases does not speak for the line', () => {
    expect(rowOf('1.23', release('go1.23.12', 'fixed'), release('go1.23.11', 'fixed'))).toMatch(
      /^1\.23 \(2 of \d+\) /,
    );
  });

  test('all lines fit on a screen of 24 lines', () => {
    const cells = ['1.20', '1.21', '1.22', '1.23', '1.24', '1.25', '1.26', '1.27'].flatMap((line) =>
      Array.from({ length: 14 }, (_, patch) =>
        release(`go${line}.${patch}`, 'affected', 'upgrade to go1.23.8'),
      ),
    );
    expect(rows(...cells).length).toBeLessThanOrEqual(23);
  });
});

describe('a gate', () => {
  const pin = (line: number, more: Partial<Cell> = {}): Cell => ({
    ...fixed,
    subject: 'go 1.23.0',
    go: 'go1.23.0',
    goos: 'any',
    goarch: 'any',
    verdict: 'affected',
    evidence: [],
    trials: [],
    fix: 'write 1.23.8',
    location: { file: 'go.mod', line, column: 4 },
    ...more,
  });
  /** Without the title. */
  const rows = (...cells: Cell[]): string[] => linesOf({ ...goldenReport('gate'), cells }).slice(2);
  /** Without the breaks that 80 columns make. */
  const flat = (...cells: Cell[]): string =>
    rows(...cells)
      .join(' ')
      .replaceAll(/\s+/g, ' ');

  test('has a line a finding, with a place that terminals make a link, and the advice once', () => {
    expect(rows(pin(3), pin(9)).slice(0, 2)).toEqual([
      'go.mod:3:4: affected: go 1.23.0 (go1.23.0): write 1.23.8',
      'go.mod:9:4: affected: go 1.23.0 (go1.23.0)',
    ]);
  });

  test('repeats an advice that is another one', () => {
    expect(rows(pin(3), pin(9, { fix: 'write 1.24.2' }))[1]).toContain('write 1.24.2');
  });

  test('never breaks a place, however long it is', () => {
    const file = `${'folder/'.repeat(20)}go.mod`;
    expect(rows(pin(3, { location: { file, line: 3, column: 4 } }))[0]).toBe(`${file}:3:4: affected:`);
  });

  test('counts what it does not list', () => {
    const text = rows(...Array.from({ length: 60 }, (_, line) => pin(line + 1))).join('\n');
    expect(text).toContain('And 20 more findings: -v lists them.');
    expect(text).toContain('60 of 60 findings fail');
  });

  test('lists what passed if nothing else is to be said, and its reason', () => {
    const clear = pin(3, { verdict: 'fixed', reason: 'its source is fixed' });
    expect(rows({ ...clear, fix: undefined })[0]).toBe(
      'go.mod:3:4: fixed: go 1.23.0 (go1.23.0): its source is fixed',
    );
    expect(rows(pin(9), { ...clear, fix: undefined }).join('\n')).toContain(
      'Nothing is to be done about others: 1 fixed.',
    );
  });

  test('tells an undecided one why, and what is accepted until when', () => {
    const open = pin(3, { verdict: 'inconclusive', reason: 'A variable.' });
    expect(rows({ ...open, fix: undefined })[0]).toContain('inconclusive: go 1.23.0 (go1.23.0): A variable');
    const acceptance = { reason: 'ships in January', expires: '2027-01-31', holds: true };
    const expired = { ...acceptance, holds: false };
    expect(flat(pin(3, { acceptance: expired }))).toContain(
      'write 1.23.8; acceptance expired on 2027-01-31: ships in January',
    );
    expect(flat(pin(3, { acceptance }))).toContain('accepted until 2027-01-31: ships in January');
  });

  test('counts files that were not judged, and what does not decide', () => {
    const passedOver = [{ kind: 'unknown', count: 1, examples: ['model.bin'] }];
    const report = { ...goldenReport('gate'), cells: [pin(3, { aside: 'it is a copy' })], passedOver };
    const text = linesOf(report).join('\n');
    expect(text).toContain('1 affected. Does not decide: it is a copy');
    expect(text).toContain('1 file not judged: 1 unknown (model.bin)');
  });
});
