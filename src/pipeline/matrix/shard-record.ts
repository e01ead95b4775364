import type { PlannedCell } from '../../matrix/plan-cells.js';
import { dealCells, type Shard } from '../../matrix/shard.js';
import { groupBy } from '../../model/group-by.js';
import type { ShardRecord } from '../../model/report.js';
import { targetRecord } from '../targets/targets.js';

/** The whole plan, for the report of one part: merging tells by it what is missing. */
export function shardRecord(all: readonly PlannedCell[], { index, total }: Shard): ShardRecord {
  const shardOf = dealCells(all, total);
  const rows = [...groupBy(all, ({ release }) => release)];
  const [, ofFirst = []] = rows[0] ?? [];
  return {
    index,
    total,
    releases: rows.map(([release]) => release),
    targets: ofFirst.map(({ target }) => targetRecord(target)),
    parts: rows.map(([, cells]) => cells.flatMap(({ key }) => shardOf.get(key) ?? [])),
  };
}
