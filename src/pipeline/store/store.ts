/** What the cache keeps and may lose: installed toolchains and what was built with them, least recently used first. */
import { buildsOf, listBuilds, removeBuilds } from '../../program/build-store.js';
import { ReproError } from '../../model/errors.js';
import type { StoredItem } from '../../model/stored-item.js';
import type { Session } from '../session.js';
import { clearLeftovers } from './leftovers.js';
import { planPrune, type PruneLimits } from './prune-plan.js';
import {
  listInstalled,
  removeInstalled,
  type InstalledToolchain,
  type Removal,
} from '../../toolchain/store/store.js';

export interface PruneResult {
  readonly removed: readonly StoredItem[];
  /** Should have gone, but is in use. */
  readonly kept: readonly StoredItem[];
  readonly sizeBytesAfter: number;
}

export async function listStored(context: Session): Promise<StoredItem[]> {
  const [installed, builds] = await Promise.all([listInstalled(context), listBuilds(context)]);
  return [
    ...installed.map(({ name, sizeBytes, lastUsedMs, inUse }) => {
      return { kind: 'toolchain', name, sizeBytes, lastUsedMs, inUse } as const;
    }),
    ...builds,
  ];
}

/** What is built takes this much, whoever's toolchain it was built with. */
export async function buildsSizeBytes(context: Session): Promise<number> {
  return totalBytes(await listBuilds(context));
}

const totalBytes = (items: readonly StoredItem[]): number =>
  items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Removes until the limits are met, and what interrupted installs have left. */
export async function pruneStore(limits: PruneLimits, context: Session): Promise<PruneResult> {
  await clearLeftovers(context);
  const stored = await listStored(context);
  const removed: StoredItem[] = [];
  const kept: StoredItem[] = [];
  for (const item of planPrune(stored, limits)) {
    ((await remove(item, context)) ? removed : kept).push(item);
  }
  return { removed, kept, sizeBytesAfter: totalBytes(stored) - totalBytes(removed) };
}

/**
 * The limit that was set for all runs. Called when a toolchain was taken into use and when a run ends, so that a matrix
 * of a hundred releases runs in bounded space.
 */
export async function enforceLimit(context: Session): Promise<void> {
  const maxBytes = context.maxCacheBytes;
  if (maxBytes === undefined) return;
  try {
    for (const item of planPrune(await listStored(context), { maxBytes })) {
      if (!(await remove(item, context))) continue;
      context.onEvent({ type: 'pruned', kind: item.kind, name: item.name, bytes: item.sizeBytes });
    }
  } catch (error) {
    // What was asked for is there all the same, and so is what an interrupted run has found: the next run makes room.
    if (context.signal.aborted) return;
    if (!(error instanceof ReproError)) throw error;
    context.onEvent({ type: 'warning', message: `cannot keep to the size limit: ${error.message}` });
  }
}

/** An installed toolchain and what was built with it. */
export async function removeToolchain(toolchain: InstalledToolchain, context: Session): Promise<Removal> {
  const [result] = await Promise.all([removeInstalled(toolchain.name, context), clearLeftovers(context)]);
  if (result === 'removed') await removeBuilds(buildsOf(toolchain), context);
  return result;
}

async function remove({ kind, name }: StoredItem, context: Session): Promise<boolean> {
  switch (kind) {
    case 'toolchain':
      return (await removeInstalled(name, context)) === 'removed';
    case 'builds':
      return removeBuilds(name, context);
  }
}
