import { unreachable } from '../model/unreachable.js';
import type { LineResult } from './line-results.js';

/**
 * The nearest release to move to: the fixed one of the same line, else the oldest one on a later line that was run and
 * found free of the bug with nothing affected after it. Null when none is known.
 */
export function upgradeFor(result: LineResult, all: readonly LineResult[]): string | null {
  const later = all.slice(all.findIndex(({ line }) => line === result.line) + 1);
  return [result, ...later].map(firstLastingGood).find((release) => release !== null) ?? null;
}

/** Finds the oldest release of a line from which on every run was good. */
function firstLastingGood({ status, ranges, tested }: LineResult): string | null {
  switch (status) {
    case 'affected':
      return ranges.at(-1)?.fixed?.release ?? null;
    case 'never-affected':
    case 'not-applicable':
      return tested[0]?.release ?? null;
    case 'cannot-tell':
      return null;
  }
  return unreachable(status);
}
