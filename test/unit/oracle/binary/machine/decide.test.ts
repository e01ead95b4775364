import { describe, expect, it } from 'vitest';
import { decideNonzero } from '../../../../../src/oracle/binary/machine/decide.js';
import type { Value } from '../../../../../src/oracle/binary/machine/value.js';

const load = (id: number): Value => ({ kind: 'load', id, place: { base: 'm', offset: id, size: 1 } });

describe('decideNonzero', () => {
  it('tells each way in which fields can make a condition true', () => {
    const both: Value = { kind: 'both', left: load(1), right: load(2) };
    const answers = decideNonzero(both, new Map());
    const ways = answers.map(({ truth, decisions }) => [
      truth,
      ...decisions.map(({ load: { id }, zero }) => (zero ? -id : id)),
    ]);
    expect(ways).toStrictEqual([
      [true, 1, 2],
      [false, 1, -2],
      [false, -1],
    ]);
  });

  it('gives up on a condition of so many fields that its ways would not end', () => {
    let id = 0;
    const tree = (depth: number): Value =>
      depth === 0
        ? { kind: 'both', left: load(id++), right: load(id++) }
        : { kind: 'either', left: tree(depth - 1), right: tree(depth - 1) };
    const answers = decideNonzero(tree(12), new Map());
    expect(answers.length).toBeLessThanOrEqual(64);
    expect(new Set(answers.map(({ truth }) => truth))).toStrictEqual(new Set([true, false]));
  });
});
