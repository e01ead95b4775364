/** Short names for the targets of a report: what is not as usual, and no more than tells each from the others. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell } from '../../../model/report.js';
import { joinParts, targetParts } from '../words.js';

/** Names the target of each cell; equal targets have equal names. */
export function targetNames(cells: readonly Cell[]): (cell: Cell) => string {
  const named = new Map<string, string>();
  const targets = new Map(cells.map((cell) => [keyOf(cell), cell]));
  for (const alike of groupBy(targets.values(), usualName).values()) nameAlike(alike, named);
  return (cell) => named.get(keyOf(cell)) ?? keyOf(cell);
}

const keyOf = (cell: Cell): string => joinParts(targetParts(cell));

/** C libraries that a platform has if none is named. */
const usualLibcs = new Set(['', 'glibc', 'libSystem', 'msvcrt', 'ucrt']);

/** `linux/amd64`, and each part that is not as usual: a target is not named as if it were another one. */
function usualName(cell: Cell): string {
  const [platform = '', libc = '', , buildmode = '', variant = ''] = targetParts(cell);
  return joinParts([
    platform,
    buildmode === 'exe' ? '' : buildmode,
    usualLibcs.has(libc) ? '' : libc,
    variant,
  ]);
}

/** Adds to a name that several targets share the parts in which they differ. */
function nameAlike(alike: readonly [Cell, ...Cell[]], named: Map<string, string>): void {
  const rests = alike.map((cell) => {
    const [, libc = '', cc = '', , , runner = ''] = targetParts(cell);
    return [libc, cc, runner];
  });
  const [first] = rests;
  const differs = (first ?? []).map((part, at) => rests.some((rest) => rest[at] !== part));
  for (const [index, cell] of alike.entries()) {
    const rest = (rests[index] ?? []).filter((_, at) => differs[at]);
    named.set(keyOf(cell), joinParts([usualName(cell), ...rest]));
  }
}
