import type { Target } from '../model/target.js';
import { targetKey } from '../target/target-key.js';
import { costFromNothing, type CellCost, type Shardable } from './shard.js';

/** One release on one target, before anything is known of it. */
export interface PlannedCell extends Shardable {
  readonly target: Target;
  /** As it was typed. */
  readonly name: string;
  /** Why nothing can be asked of the target here; null if it can. */
  readonly obstacle: string | null;
  /** True if it is not run and its verdict is taken from the scan. */
  readonly fromScan: boolean;
}

const free: CellCost = { installMs: 0, buildMs: 0, trialsMs: 0 };

/** Release by release, so that a toolchain is needed for one stretch of time only. */
export function planCells(
  releases: readonly { readonly release: string; readonly fromScan: boolean }[],
  targets: readonly Pick<PlannedCell, 'target' | 'name' | 'obstacle'>[],
): PlannedCell[] {
  return releases.flatMap(({ release, fromScan }) =>
    targets.map(({ target, name, obstacle }) => ({
      key: `${release} ${targetKey(target)}`,
      release,
      target,
      name,
      obstacle,
      fromScan,
      // What stands in the way here may not elsewhere, and every machine has to deal the cells out alike.
      cost: fromScan ? free : costFromNothing,
    })),
  );
}
