import { expect, test } from 'vitest';
import { planCells } from '../../../../src/matrix/plan-cells.js';
import { cellsOfShard } from '../../../../src/matrix/shard.js';
import { shardRecord } from '../../../../src/pipeline/matrix/shard-record.js';
import { usualTarget } from '../../../helpers/targets.js';

const releases = ['go1.23.7', 'go1.23.8', 'go1.24.1'];
const targets = [usualTarget, { ...usualTarget, buildmode: 'pie' as const, race: true }];
const all = planCells(
  releases.map((release) => ({ release, fromScan: false })),
  targets.map((target) => ({ target, name: 'x', obstacle: null })),
);

test('the plan says of each cell which part has it, and each part says the same', () => {
  const shards = [1, 2, 3, 4].map((index) => shardRecord(all, { index, total: 4 }));
  for (const shard of shards) {
    expect(shard.releases).toEqual(releases);
    expect(shard.targets).toMatchObject([{ buildmode: 'exe' }, { buildmode: 'pie', race: true }]);
    expect(shard.parts).toEqual(shards[0]?.parts);
    const own = all.filter((_, at) => shard.parts.flat()[at] === shard.index);
    expect(own).toEqual(cellsOfShard(all, shard));
  }
  expect(new Set(shards[0]?.parts.flat())).toEqual(new Set([1, 2, 3, 4]));
});

test('nothing planned is an empty plan', () => {
  expect(shardRecord([], { index: 1, total: 2 })).toEqual({
    index: 1,
    total: 2,
    releases: [],
    targets: [],
    parts: [],
  });
});
