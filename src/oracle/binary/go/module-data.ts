/**
 * Finds where Go's text begins. It is not `.text` (C's start-up code may come first) and, since Go 1.26, no longer in
 * the function table's header. So it is taken from runtime.moduledata: the structure that begins with a pointer to that
 * table and holds minpc and maxpc, whose distance the function table knows. src/runtime/symtab.go, `type moduledata`.
 */
import { pointersAt, pointersTo, segmentAt, type Image } from '../image.js';
import type { FunctionTable } from './pclntab.js';

/** minpc was word 20 in every release from 1.21 to 1.27; the range leaves some room for it to move. */
const [firstWord, lastWord] = [8, 40];
const candidatesAtMost = 16;

/** Returns null if no such structure is found. `first` and `last` are entry offsets of the table. */
export function findTextStart(
  image: Image,
  table: FunctionTable,
  first: number,
  last: number,
): number | null {
  let candidates = 0;
  for (const address of pointersTo(image, table.address)) {
    const words = pointersAt(image, address, lastWord + 2);
    for (let index = firstWord; index <= lastWord; index++) {
      const low = words[index];
      const high = words[index + 1];
      if (low === undefined || high === undefined || high - low !== last - first) continue;
      if (segmentAt(image, low)?.executable === true) return low - first;
    }
    if (++candidates >= candidatesAtMost) break;
  }
  return null;
}
