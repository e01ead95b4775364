import { describe, expect, it } from 'vitest';
import { planCells } from '../../../src/matrix/plan-cells.js';
import { cellsOfShard } from '../../../src/matrix/shard.js';
import { usualAsked as asked, usualTarget as target } from '../../helpers/targets.js';

const releases = ['go1.23.6', 'go1.23.7', 'go1.23.8', 'go1.23.9'].map((release, at) => ({
  release,
  fromScan: at === 0 || at === 3,
}));

describe('planCells', () => {
  it('gives every release every target, release by release, under a key of its own', () => {
    const cells = planCells(releases, [
      asked,
      { ...asked, target: { ...target, race: true } },
      { ...asked, target: { ...target, buildmode: 'pie' } },
    ]);
    expect(cells).toHaveLength(12);
    expect(new Set(cells.map(({ key }) => key)).size).toBe(12);
    expect(cells.slice(0, 3).map(({ release }) => release)).toEqual(['go1.23.6', 'go1.23.6', 'go1.23.6']);
  });

  it('lets what is taken from the scan weigh nothing, so that shards share what is run', () => {
    const cells = planCells(releases, [asked]);
    const shards = [1, 2].map((index) => cellsOfShard(cells, { index, total: 2 }));
    expect(shards.map((shard) => shard.filter(({ fromScan }) => !fromScan).length)).toEqual([1, 1]);
    expect(shards.flat()).toHaveLength(4);
  });

  it('keeps what stands in the way of a target here, which changes nothing for the other shards', () => {
    const [open] = planCells(releases.slice(1, 2), [asked]);
    const [cell] = planCells(releases.slice(1, 2), [{ ...asked, obstacle: 'there is no emulator' }]);
    expect(cell).toStrictEqual({ ...open, obstacle: 'there is no emulator' });
  });
});
