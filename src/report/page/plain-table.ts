import type { Block, Column, TableCell, Tone } from './document.js';

/** One column of a table over `Row`s: its title, and the text it shows for a row. */
export interface ColumnOf<Row> {
  readonly title: string;
  readonly align?: Column['align'];
  readonly text: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
}

/** A table with one line a row; columns that would be empty throughout are left out. */
export function tableOf<Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]): Block {
  return wholeTableOf(
    columns.filter(({ text }) => rows.some((row) => text(row) !== '')),
    rows,
  );
}

/** A table with one line a row, in which columns stay even if they are empty. */
export function wholeTableOf<Row>(columns: readonly ColumnOf<Row>[], rows: readonly Row[]): Block {
  return {
    kind: 'table',
    table: {
      columns: columns.map(({ title, align = 'left' }) => ({ title, align })),
      rows: rows.map((row) =>
        columns.map(({ text, tone }): TableCell => ({ text: text(row), tone: tone?.(row) ?? 'plain' })),
      ),
    },
  };
}

export const paragraph = (text: string, tone: Tone = 'plain'): Block => ({ kind: 'paragraph', text, tone });
