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
  const shown = columns.filter(({ text }) => rows.some((row) => text(row) !== ''));
  return {
    kind: 'table',
    table: {
      columns: shown.map(({ title, align = 'left' }) => ({ title, align })),
      rows: rows.map((row) =>
        shown.map(({ text, tone }): TableCell => ({ text: text(row), tone: tone?.(row) ?? 'plain' })),
      ),
    },
  };
}

export const paragraph = (text: string, tone: Tone = 'plain'): Block => ({ kind: 'paragraph', text, tone });
