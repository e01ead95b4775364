import { expect, test } from 'vitest';
import type { Cell } from '../../../../../../src/model/report.js';
import { diffOf, drawLineDiff } from '../../../../../../src/report/formats/html/pictures/line-diff.js';
import { goldenCell } from '../../../../../helpers/golden-report.js';

const cell = (edit: Cell['edit'], more: Partial<Cell> = {}): Cell => ({
  ...goldenCell('gate'),
  edit,
  ...more,
});
const diff = (one: Cell): string =>
  diffOf(one)
    .map(({ changed, end, kind, start }) => `${kind}: ${start}[${changed}]${end}`)
    .join('\n');

test('the whole line, if the report has it', () => {
  expect(diff(cell({ newText: '1.23.8', text: 'FROM golang:1.23.4-bookworm' }))).toBe(
    'removed: FROM golang:[1.23.4]-bookworm\nadded: FROM golang:[1.23.8]-bookworm',
  );
});

test('a line that is added leaves the one before it', () => {
  const location = { file: 'go.mod', line: 3, column: 4, endColumn: 10 };
  const added = cell({ newText: '1.23.0\n\ntoolchain go1.23.8', text: 'go 1.23.0' }, { location });
  expect(diff(added)).toBe('same: go [1.23.0]\nadded: []\nadded: [toolchain go1.23.8]');
});

test('only what is known: the subject if the pin is nothing else, otherwise the new text', () => {
  expect(diff(cell({ newText: '1.23.8' }))).toBe('added: … [1.23.8] …');
  expect(diff(cell({ newText: '1.23.8' }, { subject: '1.23.4' }))).toBe(
    'removed: … [1.23.4] …\nadded: … [1.23.8] …',
  );
  expect(diff(cell({ newText: '1.23.8', text: 'x'.repeat(2000) }))).toBe('added: … [1.23.8] …');
  expect(diff(cell(undefined))).toBe('');
});

test('drawn: the place, signs beside colours, and the new line to copy', () => {
  const drawn = String(drawLineDiff(cell({ newText: '1.23.8', text: 'FROM golang:1.23.4-bookworm' })));
  expect(drawn).toContain('<code class="place">Dockerfile:3:13</code>');
  expect(drawn).toContain('- FROM golang:<del>1.23.4</del>-bookworm');
  expect(drawn).toContain('+ FROM golang:<ins>1.23.8</ins>-bookworm');
  expect(drawn).toContain('hidden>FROM golang:1.23.8-bookworm</code>');
});
