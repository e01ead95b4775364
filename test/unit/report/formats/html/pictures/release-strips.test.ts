import { expect, test } from 'vitest';
import { theBug } from '../../../../../helpers/the-bug.js';
import type { Cell, Report } from '../../../../../../src/model/report.js';
import {
  drawReleaseStrips,
  runsInWords,
  squareWords,
  stripsOf,
  type Square,
} from '../../../../../../src/report/formats/html/pictures/release-strips.js';
import { goldenCell, goldenReport } from '../../../../../helpers/golden-report.js';

const strips = (report: Report) => stripsOf(report, theBug.predictions);
const run = (...cells: Cell[]): Report => ({ ...goldenReport('run-affected'), cells });
const square = (report: Report, release: string): Square | undefined =>
  strips(report)
    .flatMap(({ squares }) => squares)
    .find((one) => one.release === release);

test('a line that occurs has all its releases: judged, as the table expects, or not known', () => {
  const [strip, ...others] = strips(goldenReport('run-affected'));
  expect(others).toEqual([]);
  expect(strip?.line).toBe('1.23');
  expect(strip?.squares.map(({ release }) => release)).toEqual(
    expect.arrayContaining(['go1.23rc1', 'go1.23.0', 'go1.23.12']),
  );
  expect(square(goldenReport('run-affected'), 'go1.23.0')).toEqual({
    release: 'go1.23.0',
    date: '2024-08-13',
    verdict: 'affected',
    knownBy: 'report',
    asked: true,
    cell: 0,
    boundary: null,
  });
  expect(square(goldenReport('run-affected'), 'go1.23.8')).toMatchObject({
    verdict: 'fixed',
    knownBy: 'table',
    asked: false,
    cell: null,
  });
  expect(stripsOf(goldenReport('run-affected'), {})[0]?.squares[2]).toMatchObject({
    verdict: 'inconclusive',
    knownBy: 'nothing',
  });
});

test('a release that this version of the tool does not know is in its place', () => {
  const cell = { ...goldenCell('run-fixed'), subject: '1.23.99', go: 'go1.23.99' };
  expect(strips(run(cell))[0]?.squares.at(-1)).toMatchObject({
    release: 'go1.23.99',
    date: null,
    knownBy: 'report',
  });
});

test('a copy of a release says nothing of the release, which is only ringed', () => {
  const cell = { ...goldenCell('run-affected'), subject: '/opt/go', verdict: 'fixed' as const };
  expect(square(run(cell), 'go1.23.0')).toMatchObject({
    verdict: 'affected',
    knownBy: 'table',
    asked: true,
  });
});

test.each([
  ['skipped', { skipped: { reason: 'not served' } }],
  ['not decided', {}],
])('a release that was asked and %s is undecided, whatever is expected of it', (_, more) => {
  const cell = { ...goldenCell('run-affected'), verdict: 'inconclusive' as const, ...more };
  expect(square(run(cell), 'go1.23.0')).toMatchObject({
    verdict: 'inconclusive',
    knownBy: 'report',
    asked: true,
  });
  const drawn = String(drawReleaseStrips(strips(run(cell)), () => null));
  expect(drawn).toMatch(/<a class="square inconclusive by-report asked"[^>]*><span[^>]*>\?</);
  expect(drawn).toContain('go1.23.0, 2024-08-13: undecided in this report');
});

test('a line is not called free while a release that was asked on it is open', () => {
  const open = {
    ...goldenCell('run-not-applicable'),
    subject: 'go1.20.14',
    go: 'go1.20.14',
    verdict: 'inconclusive' as const,
  };
  const [strip] = strips(run(open));
  expect(strip === undefined ? '' : runsInWords(strip)).toBe(
    'undecided 1.20.14; by the release table not-applicable 1.20 to 1.20.13 (3 releases not in it)',
  );
});

test('on several targets the worst verdict counts', () => {
  const fixed = { ...goldenCell('run-affected'), verdict: 'fixed' as const };
  expect(square(run(fixed, goldenCell('run-affected')), 'go1.23.0')?.verdict).toBe('affected');
});

test('a boundary is marked where both of its sides were run: none before a line’s first release', () => {
  const boundaries = strips(goldenReport('bisect')).flatMap(({ squares }) =>
    squares.flatMap(({ boundary, release }) => (boundary === null ? [] : [`${release} ${boundary}`])),
  );
  expect(boundaries).toEqual(['go1.23.8 fixed', 'go1.24.2 fixed']);
});

test('what a bisect ran and what it could not run are told without a cell, too', () => {
  const found = (release: string) => square(goldenReport('bisect'), release);
  expect(found('go1.24.1')).toMatchObject({ verdict: 'affected', knownBy: 'report', asked: true });
  expect(found('go1.20.14')).toMatchObject({ verdict: 'not-applicable', knownBy: 'report' });
  expect(found('go1.20.3')).toMatchObject({ verdict: 'inconclusive', knownBy: 'report', asked: true });
  expect(found('go1.24.3')).toMatchObject({ verdict: 'fixed', knownBy: 'table', asked: false });
});

test('words: of a line, and of a square', () => {
  const [strip] = strips(goldenReport('run-affected'));
  expect(strip === undefined ? '' : runsInWords(strip)).toBe(
    'affected 1.23.0; by the release table affected 1.23.1 to 1.23.7, fixed from 1.23.8',
  );
  const found = square(goldenReport('bisect'), 'go1.24.2');
  expect(found === undefined ? '' : squareWords(found)).toBe(
    'go1.24.2, 2025-04-01: fixed in this report; the fix begins here',
  );
});

test('drawn: a square leads to its card, or else to the notes of its release', () => {
  const drawn = String(
    drawReleaseStrips(strips(goldenReport('run-affected')), (index) => `#cell-${index + 1}`),
  );
  expect(drawn).toContain('<a class="square affected by-report asked" href="#cell-1">');
  expect(drawn).toContain('href="https://go.dev/doc/devel/release#go1.23.8"');
  expect(drawReleaseStrips([], () => null)).toBeNull();
});
