export interface PruneLimits {
  /** Remove until no more than this is left. Without it and without `keepLast` everything goes. */
  readonly maxBytes?: number | undefined;
  /** The N most recently used stay, whatever the size. */
  readonly keepLast?: number | undefined;
}

interface Prunable {
  readonly sizeBytes: number;
  readonly lastUsedMs: number;
  readonly inUse: boolean;
}

/** What to remove, least recently used first. Pure. One in use is never among it. */
export function planPrune<T extends Prunable>(installed: readonly T[], limits: PruneLimits): T[] {
  const newestFirst = installed.toSorted((a, b) => b.lastUsedMs - a.lastUsedMs);
  const spared = new Set(newestFirst.slice(0, limits.keepLast ?? 0));
  const maxBytes = limits.maxBytes ?? 0;
  let left = installed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const removed: T[] = [];
  for (const toolchain of newestFirst.toReversed()) {
    if (left <= maxBytes) break;
    if (spared.has(toolchain) || toolchain.inUse) continue;
    removed.push(toolchain);
    left -= toolchain.sizeBytes;
  }
  return removed;
}
