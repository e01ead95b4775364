export interface PruneLimits {
  /**
   * The limit of size: items are removed until no more than this is left. Without it and without `keepLast` everything
   * is removed.
   */
  readonly maxBytes?: number | undefined;
  /** The number of most recently used items of each kind that stay, whatever the size. */
  readonly keepLast?: number | undefined;
}

interface Prunable {
  readonly kind: string;
  readonly sizeBytes: number;
  readonly lastUsedMs: number;
  readonly inUse: boolean;
}

/** Chooses the items to remove, the least recently used first. Pure. It never chooses one in use. */
export function planPrune<T extends Prunable>(stored: readonly T[], limits: PruneLimits): T[] {
  const newestFirst = stored.toSorted((a, b) => b.lastUsedMs - a.lastUsedMs);
  const isSpared = ({ kind }: T, at: number): boolean =>
    newestFirst.slice(0, at).filter((newer) => newer.kind === kind).length < (limits.keepLast ?? 0);
  const spared = new Set(newestFirst.filter(isSpared));
  const maxBytes = limits.maxBytes ?? 0;
  let left = stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const removed: T[] = [];
  for (const item of newestFirst.toReversed()) {
    if (left <= maxBytes) break;
    if (spared.has(item) || item.inUse) continue;
    removed.push(item);
    left -= item.sizeBytes;
  }
  return removed;
}
