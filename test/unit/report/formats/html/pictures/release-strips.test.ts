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

test('a line that occurs has all its releases: judged, by their source, or not known', () => {
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
    knownBy: 'source',
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
    knownBy: 'source',
    asked: true,
  });
});

test('a release that was skipped keeps what its source says', () => {
  const cell = {
    ...goldenCell('run-affected'),
    verdict: 'inconclusive' as const,
    skipped: { reason: 'not served' },
  };
  expect(square(run(cell), 'go1.23.0')).toMatchObject({
    verdict: 'affected',
    knownBy: 'source',
    asked: true,
  });
});

test('on several targets the worst verdict counts', () => {
  const fixed = { ...goldenCell('run-affected'), verdict: 'fixed' as const };
  expect(square(run(fixed, goldenCell('run-affected')), 'go1.23.0')?.verdict).toBe('affected');
});

test('what a bisect found is marked at its two ends', () => {
  const boundaries = strips(goldenReport('bisect')).flatMap(({ squares }) =>
    squares.flatMap(({ boundary, release }) => (boundary === null ? [] : [`${release} ${boundary}`])),
  );
  expect(boundaries).toEqual([
    'go1.21.0 introduced',
    'go1.23.0 introduced',
    'go1.23.8 fixed',
    'go1.24.0 introduced',
    'go1.24.2 fixed',
  ]);
});

test('words: of a line, and of a square', () => {
  const [strip] = strips(goldenReport('run-affected'));
  expect(strip === undefined ? '' : runsInWords(strip)).toBe('affected 1.23.0 to 1.23.7, fixed from 1.23.8');
  const found = square(goldenReport('bisect'), 'go1.24.2');
  expect(found === undefined ? '' : squareWords(found)).toBe(
    'go1.24.2, 2025-04-01: fixed by its source, not in this report; the fix begins here',
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
