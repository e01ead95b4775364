import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/model/report.js';
import { unasked } from '../../../../src/pipeline/gate/cells/gate-cell.js';
import { cellsOfArchivedPins } from '../../../../src/pipeline/gate/pins/pin-cells.js';
import { findingsInTexts } from '../../../../src/pipeline/gate/pins/pin-findings.js';
import { describeGate } from '../../../../src/report/page/describe-gate.js';
import { renderHtml } from '../../../../src/report/formats/html.js';
import { renderMarkdown } from '../../../../src/report/formats/markdown.js';
import { plainRendering } from '../../../helpers/plain-rendering.js';
import { renderText } from '../../../../src/report/formats/text.js';
import { goldenReport } from '../../../helpers/golden-report.js';
import { pinJudging } from '../../../helpers/pin-judging.js';

const gateOf = (cells: readonly Cell[]) => ({ ...goldenReport('gate'), cells: [...cells] });
const textOf = (cells: readonly Cell[]): string =>
  renderText(gateOf(cells), { ...plainRendering, verbose: true });
/** Without the breaks that 80 columns make. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

const job = (name: string, inputs: readonly string[], matrix = ''): string =>
  [
    `  ${name}:`,
    ...(matrix === '' ? [] : [`    strategy: { matrix: { go: ${matrix} } }`]),
    '    steps:',
    ...inputs.map((input) => `      - uses: actions/setup-go@v5\n        with: { ${input} }`),
    '',
  ].join('\n');
const jobs = (
  count: number,
  ...of: Parameters<typeof job> extends [string, ...infer R] ? R : never
): string => Array.from({ length: count }, (_, index) => job(`j${index}`, ...of)).join('');

/** 75 pins in 40 jobs, as repositories have them: each says the same few things over and over. */
const repository = new Map([
  ['go.mod', 'module x\n\ngo 1.22.0\n\ntoolchain go1.23.4\n'],
  ['.go-version', '1.23.4\n'],
  ['Dockerfile', `ARG GO=1.23.4\n${'FROM golang:${GO}-alpine\n'.repeat(9)}`],
  ['.github/workflows/a.yml', `jobs:\n${jobs(13, ['go-version-file: .go-version'])}`],
  ['.github/workflows/b.yml', `env: { GO: 1.24.0 }\njobs:\n${jobs(4, ['go-version: "${{ env.GO }}"'])}`],
  [
    '.github/workflows/c.yml',
    `jobs:\n${jobs(6, ['go-version: "${{ matrix.go }}"'], '[1.21.x, 1.22.x, 1.24.x]')}`,
  ],
  ['.github/workflows/d.yml', `jobs:\n${jobs(11, ['go-version: 1.23.7', 'go-version: stable'])}`],
  [
    '.github/workflows/e.yml',
    `jobs:\n${jobs(6, ['go-version-file: go.mod', 'go-version: "${{ vars.GO }}"'])}`,
  ],
  ['third_party/x/.github/workflows/f.yml', `jobs:\n${jobs(6, ['go-version: 1.22.1'])}`],
]);

const cellsOfRepository = async (): Promise<readonly Cell[]> =>
  cellsOfArchivedPins(await findingsInTexts(repository, pinJudging), (file) => file);

test('75 pins in 40 jobs are a page, and none of them is lost', async () => {
  const cells = await cellsOfRepository();
  expect(cells).toHaveLength(75);
  const text = textOf(cells);
  expect(text.split('\n').length).toBeLessThan(95);
  for (const told of [
    'AFFECTED: go1.23.4 in .go-version:1, Dockerfile:1 has the bug',
    'Read in .github/workflows/a.yml:5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45, 49, 53',
    'AFFECTED: 1.21.x (go1.21.13), 1.22.x (go1.22.12) in 6 places have the bug',
    'Where .github/workflows/d.yml:5, 11, 17, 23, 29, 35, 41, 47, 53, 59, 65',
    'but another item of the list would become the same.',
    'INCONCLUSIVE: "${{ vars.GO }}" in 6 places could not be decided',
    'Nothing is to be done about 17 more: 17 fixed (-o json=FILE has all).',
    'Aside 6 affected (third_party/x/.github/workflows/f.yml:5, 9, 13 and 3 more). Does not decide: it lies in third_party',
    'Counted 46 affected, 6 inconclusive, 17 fixed, 6 told aside',
  ])
    expect(flat(text)).toContain(told);
  const first = JSON.stringify(describeGate({ cells }).find(({ kind }) => kind === 'table'));
  for (const told of ['2 places: .go-version:1, Dockerfile:1', 'used 9 times; read in 13 places'])
    expect(first).toContain(told);
  // Each advice and each place is said in the table and in one block.
  expect(flat(text).split('d.yml:5, 11, 17').length - 1).toBeLessThanOrEqual(2);
  expect(text.split('which is affected').length - 1).toBeLessThanOrEqual(6);
  expect(renderMarkdown(gateOf(cells)).split('\n').length).toBeLessThan(95);
  expect(renderHtml(gateOf(cells), null)).toContain('.go-version:1, Dockerfile:1');
});

const pin = (line: number, more: Partial<Cell> = {}): Cell => ({
  ...unasked,
  subject: `golang:1.23.${line}`,
  go: `go1.23.${line}`,
  verdict: 'affected',
  reason: `Reason ${line}.`,
  location: { file: 'a', line },
  ...more,
});

test('of many causes each has its row; those without a block have the whole advice there', () => {
  const fix = (line: number) => ({ fix: `write ${line}: ask ${line} first` });
  const cells = Array.from({ length: 40 }, (_, line) => pin(2 * line + 1, fix(2 * line + 1)));
  const blocks = describeGate({ cells });
  const table = blocks.find((block) => block.kind === 'table');
  const notes = table?.kind === 'table' ? table.table.rows.map((row) => row.at(-1)?.text) : [];
  expect(notes).toHaveLength(40);
  expect(notes[0]).toBe('write 1');
  expect(notes[39]).toBe('write 79: ask 79 first');
  expect(blocks.filter((block) => block.kind === 'cell')).toHaveLength(25);
  expect(JSON.stringify(blocks)).toContain('And 15 more rows of the table (-o json=FILE has all).');
});

test('an undecided row without a block tells why', () => {
  const cells = Array.from({ length: 30 }, (_, line) => pin(2 * line + 1, { verdict: 'inconclusive' }));
  const text = flat(textOf(cells));
  for (const { reason } of cells) expect(text).toContain(reason);
});

test('what needs nothing done is told row by row where it is the answer', () => {
  const cells = [1, 3, 5, 7].map((line) => pin(line, { verdict: 'fixed' }));
  const text = flat(textOf(cells));
  for (const { reason } of cells) expect(text).toContain(reason);
  const [first] = cells;
  expect(flat(textOf([pin(9), ...cells]))).toContain('Nothing is to be done about 4 more: 4 fixed');
  expect(flat(textOf([pin(9), ...(first === undefined ? [] : [first])]))).toContain('Reason 1.');
});

test('places that cannot be read are all named, one reason once', () => {
  const reason = 'It may pin Go, and it could not be read: it is too long.';
  const cells = ['x.yml', 'y.yml', 'z.yml'].map((file): Cell => ({
    ...unasked,
    subject: file,
    location: { file },
    verdict: 'inconclusive',
    finding: 'unread-file',
    reason,
    skipped: { reason },
  }));
  const text = flat(textOf(cells));
  expect(text.split('could not be read').length - 1).toBe(1);
  for (const { subject } of cells) expect(text).toContain(subject);
});

test('what several releases in one place are to become is told for each', () => {
  const cells = [
    pin(1, { subject: '1.22.1', fix: 'write 1.23.8' }),
    pin(2, { subject: '1.24.0', fix: 'write 1.24.2' }),
  ];
  expect(JSON.stringify(describeGate({ cells }))).toContain(
    '1.22.1 (go1.23.1): write 1.23.8; 1.24.0 (go1.23.2): write 1.24.2',
  );
});
