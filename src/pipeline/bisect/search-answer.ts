import type { Answer } from '../../model/bisect.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';

/** The answer of an examined release to a search. Only a verdict is an answer; anything else leaves the release out. */
export function answerOf(cell: Cell): Answer {
  switch (cell.verdict) {
    case 'affected':
      return { kind: 'bad' };
    case 'fixed':
      return { kind: 'good' };
    case 'not-applicable':
      return { kind: 'not-applicable' };
    case 'inconclusive':
      return { kind: 'skip', reason: cell.reason };
    default:
      return unreachable(cell.verdict);
  }
}
