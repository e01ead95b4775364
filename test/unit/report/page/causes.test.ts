import { expect, test } from 'vitest';
import type { Cell } from '../../../../src/model/report.js';
import { unasked } from '../../../../src/pipeline/gate/cells/gate-cell.js';
import { causesOf, listed, placesOf, placeWords, usesOf } from '../../../../src/report/page/causes.js';

const cell = (file: string, line: number, more: Partial<Cell> = {}): Cell => ({
  ...unasked,
  subject: '1.23.7',
  go: 'go1.23.7',
  verdict: 'affected',
  reason: 'It selects go1.23.7.',
  fix: 'write 1.23.8',
  location: { file, line },
  ...more,
});
const { fix: _fix, ...unfixed } = cell('x', 1);
const reader = (file: string, line: number, definedAt: Cell['location']): Cell => ({
  ...unfixed,
  subject: '.go-version',
  location: { file, line },
  definedAt,
});
const told = (cells: readonly Cell[]): string[] =>
  causesOf(cells).map(
    ({ standing, deciding, readers }) =>
      `${standing} ${placeWords(placesOf(deciding), 9)}; ${placeWords(placesOf(readers), 9)}`,
  );

test('what reads a definition is of its cause, and also where the definition is no row', () => {
  const definedAt = { file: '.go-version', line: 1 };
  const readers = [3, 9, 15].map((line) => reader('ci.yml', line, definedAt));
  expect(told([...readers, cell('.go-version', 1)])).toStrictEqual(['fails .go-version:1; ci.yml:3, 9, 15']);
  expect(told(readers)).toStrictEqual(['fails ci.yml:3, 9, 15; ']);
});

test('a file that says one thing to one reader and another to others has several causes', () => {
  const definedAt = { file: 'go.mod', line: 3 };
  const fixed = { verdict: 'fixed', go: 'go1.24.9', reason: 'It selects go1.24.9.' } as const;
  expect(
    told([cell('go.mod', 3), reader('a.yml', 5, definedAt), { ...reader('b.yml', 5, definedAt), ...fixed }]),
  ).toStrictEqual(['fails go.mod:3; a.yml:5', 'clear b.yml:5; ']);
});

test.each([
  ['on one line', [7, 7, 7], undefined],
  ['on neighbouring lines', [7, 8, 9], undefined],
  ['wherever they stand, by what uses them', [7, 12, 20], [25]],
])('the items of a list are one cause a verdict: %s', (_, [a = 0, b = 0, c = 0], usedOn) => {
  const used = usedOn === undefined ? {} : { usedOn };
  const cells = [
    cell('ci.yml', a, { ...used, subject: '1.21.x', go: 'go1.21.13', fix: 'write 1.23.8: ask' }),
    cell('ci.yml', b, { ...used, subject: '1.24.x', go: 'go1.24.9', verdict: 'fixed' }),
    cell('ci.yml', c, { ...used, subject: '1.23.4', go: 'go1.23.4' }),
  ];
  const causes = causesOf(cells);
  expect(causes.map(({ deciding }) => deciding.map(({ subject }) => subject))).toStrictEqual([
    ['1.21.x', '1.23.4'],
    ['1.24.x'],
  ]);
});

test('images on neighbouring lines are no list', () => {
  const image = (line: number, variant: string): Cell =>
    cell('Dockerfile', line, { subject: `golang:1.23.7-${variant}`, fix: `write golang:1.23.8-${variant}` });
  expect(causesOf([image(1, 'alpine'), image(2, 'bookworm')])).toHaveLength(2);
});

test('one advice for several places is told once; another release or verdict is another cause', () => {
  const cells = [
    cell('a.yml', 5),
    cell('b.yml', 5),
    cell('b.yml', 5),
    cell('c.yml', 5, { go: 'go1.23.6' }),
    cell('d.yml', 5, { verdict: 'inconclusive' }),
  ];
  expect(told(cells)).toStrictEqual(['fails a.yml:5, b.yml:5; ', 'fails c.yml:5; ', 'undecided d.yml:5; ']);
});

test('whether anything reads a file is one question, whatever it states', () => {
  const mention = (file: string, line: number, release: string): Cell => ({
    ...unfixed,
    verdict: 'inconclusive',
    finding: 'undecided-mention',
    reason: `It states ${release}.`,
    location: { file, line },
  });
  expect(
    told([mention('a.cfg', 1, '1.23.4'), mention('b.cfg', 2, '1.22.1'), mention('a.cfg', 9, '1.22.1')]),
  ).toStrictEqual(['undecided a.cfg:1, 9; ', 'undecided b.cfg:2; ']);
});

test('what one acceptance answers is told once', () => {
  const acceptance = { reason: 'tables', expires: '2999-01-01', holds: true };
  const accepted = [cell('a', 1), cell('b', 2, { fix: 'write 1.24.2', go: 'go1.24.0' })];
  const other = { ...acceptance, reason: 'tests' };
  expect(
    told([...accepted.map((one) => ({ ...one, acceptance })), cell('c', 3, { acceptance: other })]),
  ).toStrictEqual(['accepted a:1, b:2; ', 'accepted c:3; ']);
  const expired = { ...acceptance, holds: false };
  expect(told(accepted.map((one) => ({ ...one, acceptance: expired })))).toHaveLength(2);
});

test('what fails comes first, what decides nothing last, by its reasons only', () => {
  const aside = (file: string, why: string, more: Partial<Cell> = {}): Cell =>
    cell(file, 1, { ...more, aside: why });
  const acceptance = { reason: 'The vendor mends it.', expires: '2027-01-01', holds: true };
  const cells = [
    aside('third_party/a', 'it is a copy'),
    aside('third_party/b', 'it is a copy', { verdict: 'fixed', go: 'go1.24.9' }),
    aside('testdata/c', 'it is test data'),
    cell('clear', 1, { verdict: 'fixed' }),
    cell('accepted', 1, { acceptance }),
    cell('open', 1, { verdict: 'inconclusive' }),
    cell('expired', 1, { acceptance: { ...acceptance, holds: false } }),
    cell('by policy', 1, { verdict: 'fixed', fails: true }),
    cell('not there', 1, { verdict: 'inconclusive', finding: 'missing-subject' }),
  ];
  expect(told(cells)).toStrictEqual([
    'fails expired:1; ',
    'fails by policy:1; ',
    'fails not there:1; ',
    'undecided open:1; ',
    'accepted accepted:1; ',
    'clear clear:1; ',
    'aside third_party/a:1, third_party/b:1; ',
    'aside testdata/c:1; ',
  ]);
});

test('compiled files are told each: what is known of them differs', () => {
  const evidence: Cell['evidence'] = [{ oracle: 'binary', verdict: 'affected', detail: '2 runtimes' }];
  const { location: _, ...library } = cell('x', 1, { evidence });
  expect(
    causesOf([
      { ...library, subject: 'a.so' },
      { ...library, subject: 'b.so' },
    ]),
  ).toHaveLength(2);
});

test('no cell is lost, in one pass over many', () => {
  // Quadratic time would take minutes here and run into the runner's own limit.
  const cells = Array.from({ length: 20_000 }, (_, index) =>
    cell(`${index % 977}.yml`, index, { go: `go1.23.${index % 7}`, usedOn: [index % 5] }),
  );
  const causes = causesOf(cells);
  expect(causes.reduce((sum, cause) => sum + cause.cells.length, 0)).toBe(cells.length);
  expect(causes.length).toBeLessThan(2000);
});

test('places name each file once, and count what is left out', () => {
  const places = placesOf([cell('a', 9), cell('b', 2), cell('a', 3), cell('a', 3), cell('c', 1)]);
  expect(placeWords(places, 9)).toBe('a:3, 9, b:2, c:1');
  expect(placeWords(places, 2)).toBe('a:9, b:2 and 2 more');
  expect(placeWords(places, 3)).toBe('a:3, 9, b:2, c:1');
  expect(placeWords(placesOf([{ ...unfixed, location: { file: 'a' } }]), 3)).toBe('');
  expect(placeWords(usesOf([cell('a', 1, { usedOn: [4, 8] }), cell('a', 2, { usedOn: [8] })]), 9)).toBe(
    'a:4, 8',
  );
});

test('a list names what differs, and never leaves out a single one', () => {
  expect(listed(['a', 'b', 'a', 'c'], 2)).toBe('a, b, c');
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  expect(listed([], 2)).toBe('');
});
