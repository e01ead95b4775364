import type { Cell, Report } from '../../../model/report.js';
import { linesTable } from '../describe-table.js';
import type { Block } from '../document.js';
import { paragraph, tableOf, type ColumnOf } from '../plain-table.js';
import { nameOf, target } from '../words.js';

/** The boundaries of each line, and the releases that could not tell. */
export function describeBoundaries({ lines = [], cells }: Report): Block[] {
  const [first] = cells;
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    ...(first === undefined ? [] : [paragraph(`Target: ${target(first)}`)]),
    ...(lines.length === 0 ? [] : [linesTable(lines)]),
    ...(open.length === 0 ? [] : [tableOf(columns, open)]),
  ];
}

const columns: readonly ColumnOf<Cell>[] = [
  { title: 'Not decided', text: nameOf, tone: () => 'inconclusive' },
  { title: 'Reason', text: ({ reason, skipped }) => skipped?.reason ?? reason },
];
