/** Short names for the targets of a report: no more of each than tells it from the others. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell } from '../../../model/report.js';
import { joinParts, targetParts } from '../words.js';

/** Names the target of each cell; equal targets have equal names. */
export function targetNames(cells: readonly Cell[]): (cell: Cell) => string {
  const named = new Map<string, string>();
  nameGroup([...new Map(cells.map((cell) => [keyOf(cell), nameOrder(cell)])).entries()], 0, [], named);
  return (cell) => named.get(keyOf(cell)) ?? keyOf(cell);
}

const keyOf = (cell: Cell): string => joinParts(nameOrder(cell));

/** The platform first, then what people choose, then what follows from that. */
function nameOrder(cell: Cell): string[] {
  const [platform = '', libc = '', cc = '', buildmode = '', variant = '', runner = ''] = targetParts(cell);
  return [platform, buildmode, libc, variant, cc, runner];
}

function nameGroup(
  group: readonly (readonly [key: string, parts: readonly string[]])[],
  at: number,
  name: readonly string[],
  named: Map<string, string>,
): void {
  const [first] = group;
  if (first === undefined) return;
  const isLast = at >= first[1].length;
  if (isLast || (group.length === 1 && at > 0)) {
    for (const [key] of group) named.set(key, joinParts(name));
    return;
  }
  const byPart = groupBy(group, ([, parts]) => parts[at] ?? '');
  for (const [part, alike] of byPart)
    nameGroup(alike, at + 1, byPart.size === 1 && at > 0 ? name : [...name, part], named);
}
