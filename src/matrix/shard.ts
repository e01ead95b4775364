/** One part of several; `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** Milliseconds, stage by stage. */
export interface CellCost {
  readonly installMs: number;
  readonly buildMs: number;
  readonly trialsMs: number;
}

/**
 * The cost on a machine that has nothing yet: the same on every machine, as splitting into shards needs it. Measured on
 * two cores: `go mod download` of one toolchain 4.4–6.7 s, a cold build 7.5–8.7 s, the probes of a fixed release up to
 * 5 s. Only their proportions matter.
 */
export const costFromNothing: CellCost = { installMs: 6_000, buildMs: 8_000, trialsMs: 5_000 };

export function totalMs({ installMs, buildMs, trialsMs }: CellCost): number {
  return installMs + buildMs + trialsMs;
}

/** The facts that are needed to assign a cell to a shard. All of them must be the same on every machine. */
export interface Shardable {
  /** Identifies the cell. */
  readonly key: string;
  /** Cells of one release share its installation when they are on the same shard. */
  readonly release: string;
  readonly cost: CellCost;
}

/** The cells of one shard, in the order given. Each machine computes its own; together they have every cell once. */
export function cellsOfShard<Cell extends Shardable>(
  cells: readonly Cell[],
  { index, total }: Shard,
): Cell[] {
  const shardOf = dealCells(cells, total);
  return cells.filter((cell) => shardOf.get(cell.key) === index);
}

interface Load {
  readonly index: number;
  ms: number;
  readonly releases: Set<string>;
}

/**
 * Assigns each cell, by its key, to the shard that finishes it soonest, the most expensive first: R. L. Graham, "Bounds on
 * Multiprocessing Timing Anomalies", SIAM Journal on Applied Mathematics 17(2), 1969. No shard ends later than another
 * by more than one cell. One cell of every release is dealt out before the second of any, so that later ones find a
 * shard that has theirs.
 */
export function dealCells(cells: readonly Shardable[], total: number): ReadonlyMap<string, number> {
  const loads = Array.from({ length: total }, (_, at): Load => ({
    index: at + 1,
    ms: 0,
    releases: new Set(),
  }));
  const shardOf = new Map<string, number>();
  for (const cell of dealingOrder(cells)) {
    const load = soonest(loads, cell);
    load.ms = msWith(load, cell);
    load.releases.add(cell.release);
    shardOf.set(cell.key, load.index);
  }
  return shardOf;
}

function soonest(loads: readonly Load[], cell: Shardable): Load {
  return loads.reduce((best, load) => (msWith(load, cell) < msWith(best, cell) ? load : best));
}

function msWith({ ms, releases }: Load, { release, cost }: Shardable): number {
  return ms + cost.buildMs + cost.trialsMs + (releases.has(release) ? 0 : cost.installMs);
}

function dealingOrder(cells: readonly Shardable[]): Shardable[] {
  const dealt = new Map<string, number>();
  const turns = cells.toSorted(dearestFirst).map((cell) => {
    const turn = dealt.get(cell.release) ?? 0;
    dealt.set(cell.release, turn + 1);
    return { cell, turn };
  });
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ cell }) => cell);
}

/** Breaks ties by key, so that the order in which the cells were given does not matter. */
function dearestFirst(a: Shardable, b: Shardable): number {
  const difference = totalMs(b.cost) - totalMs(a.cost);
  if (difference !== 0) return difference;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
