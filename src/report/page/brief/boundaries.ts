import type { Report } from '../../../model/report.js';
import { linesTable, undecidedTable } from '../describe-table.js';
import type { Block } from '../document.js';
import { paragraph } from '../plain-table.js';
import { target } from '../words.js';

/** The boundaries of each line, and the releases that could not tell. */
export function describeBoundaries({ lines = [], cells }: Report): Block[] {
  const [first] = cells;
  const isOne = lines.every((line) => line.target === undefined);
  return [
    ...(first === undefined || !isOne ? [] : [paragraph(`Target: ${target(first)}`)]),
    ...(lines.length === 0 ? [] : [linesTable(lines)]),
    ...undecidedTable(cells),
  ];
}
