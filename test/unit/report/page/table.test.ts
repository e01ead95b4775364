import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Table } from '../../../../src/report/page/document.js';
import { createPaint } from '../../../../src/report/page/paint.js';
import { drawMarkdownTable, drawTerminalTable } from '../../../../src/report/page/table.js';
import { displayWidth } from '../../../../src/report/page/width.js';

const plain = createPaint(0);
const table = (rows: string[][], titles = ['Name', 'Count']): Table => ({
  columns: titles.map((title, index) => ({ title, align: index === 1 ? 'right' : 'left' })),
  rows: rows.map((row) => row.map((text) => ({ text, tone: 'plain' }))),
});

test('terminal: columns line up, also with wide characters', () => {
  expect(
    drawTerminalTable(
      table([
        ['日本', '5'],
        ['a', '12'],
      ]),
      80,
      plain,
    ),
  ).toEqual(['Name  Count', '────  ─────', '日本      5', 'a        12']);
});

test('terminal: the widest column wraps first', () => {
  expect(drawTerminalTable(table([['a long text that wraps', '5']]), 20, plain)).toEqual([
    'Name           Count',
    '─────────────  ─────',
    'a long text        5',
    'that wraps',
  ]);
});

test('terminal: any table fits any width that has room for its columns', () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }),
      fc.integer({ min: 21, max: 120 }),
      (rows, width) => {
        const lines = drawTerminalTable(table(rows, ['a', 'b', 'c']), width, plain);
        expect(lines.length).toBeGreaterThanOrEqual(rows.length + 2);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('Markdown: a cell cannot end its cell, start markup or notify people', () => {
  expect(drawMarkdownTable(table([['a|b `c` <i> @all\nnext', '1']]))).toBe(
    ['| Name | Count |', '| --- | --: |', String.raw`| a\|b \`c\` \<i\> @<!-- -->all next | 1 |`].join('\n'),
  );
});

test('terminal: more rows than a call takes arguments', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [String(index), '1']);
  expect(drawTerminalTable(table(rows), 80, plain)).toHaveLength(rows.length + 2);
});
