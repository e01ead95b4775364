/**
 * The items that the cache keeps and may lose: installed toolchains and everything built with them, least recently used
 * first.
 */
import path from 'node:path';
import { diskUsageBytes } from '../../host/files/files.js';
import { buildsOf, listBuilds, removeBuilds } from '../../program/build-store.js';
import { ReproError } from '../../model/errors.js';
import type { StoredItem } from '../../model/stored-item.js';
import type { Session } from '../session.js';
import { clearLeftovers } from './leftovers.js';
import { planPrune, type PruneLimits } from './prune-plan.js';
import { acquireToolchain, type AcquiredToolchain, type ToolchainRequest } from '../../toolchain/locate.js';
import {
  listInstalled,
  removeInstalled,
  type InstalledToolchain,
  type Removal,
} from '../../toolchain/store/store.js';

export interface PruneResult {
  readonly removed: readonly StoredItem[];
  /** Items that should have been removed, but are in use. */
  readonly kept: readonly StoredItem[];
  readonly sizeBytesAfter: number;
}

/** Lists all of them, with the sizes that are kept or, if `countAgain`, with what a count of their files says now. */
export async function listStored(context: Session, countAgain = false): Promise<StoredItem[]> {
  const [installed, builds] = await Promise.all([
    listInstalled(context, countAgain),
    listBuilds(context, countAgain),
  ]);
  return [
    ...installed.map(({ name, sizeBytes, lastUsedMs, inUse }) => {
      return { kind: 'toolchain', name, sizeBytes, lastUsedMs, inUse } as const;
    }),
    ...builds,
  ];
}

/** The size of all builds, no matter with whose toolchain. */
export async function buildsSizeBytes(context: Session): Promise<number> {
  return totalBytes(await listBuilds(context));
}

/** The disk space of the whole cache. All that is not in a stored item is little, and counted each time. */
export async function cacheSizeBytes(context: Session, countAgain: boolean): Promise<number> {
  const { root, toolchains, builds } = context.paths;
  const stored = await listStored(context, countAgain);
  const folderOf = ({ kind, name }: StoredItem): string =>
    path.join(kind === 'toolchain' ? toolchains : builds, name);
  const except = new Set(stored.map(folderOf));
  return totalBytes(stored) + (await diskUsageBytes(root, { except, signal: context.signal }));
}

const totalBytes = (items: readonly StoredItem[]): number =>
  items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Removes items until the limits are met, and the leftovers of interrupted installs. */
export async function pruneStore(limits: PruneLimits, context: Session): Promise<PruneResult> {
  await clearLeftovers(context);
  const stored = await listStored(context);
  const removed: StoredItem[] = [];
  const kept: StoredItem[] = [];
  const planned = planPrune(stored, limits);
  for (const [index, item] of planned.entries()) {
    const place = { index, total: planned.length };
    context.onEvent({ type: 'prune-progress', name: item.name, bytes: item.sizeBytes, ...place });
    const isRemoved = await remove(item, context);
    (isRemoved ? removed : kept).push(item);
    if (!isRemoved) continue;
    context.onEvent({ type: 'pruned', kind: item.kind, name: item.name, bytes: item.sizeBytes, place });
  }
  return { removed, kept, sizeBytesAfter: totalBytes(stored) - totalBytes(removed) };
}

/**
 * Enforces the limit that was set for all runs. It is called when a toolchain was taken into use and when a run ends,
 * so that a matrix of a hundred releases runs in bounded space.
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
    // The requested answer is there all the same, and so are the findings of an interrupted run: the next run makes
    // room.
    if (context.signal.aborted) return;
    if (!(error instanceof ReproError)) throw error;
    context.onEvent({ type: 'warning', message: `cannot keep to the size limit: ${error.message}` });
  }
}

/** Acquires a toolchain. If a limit is set, others have made room for it. Throws ReproError. */
export async function acquireWithinLimit(
  request: ToolchainRequest,
  context: Session,
): Promise<AcquiredToolchain> {
  const acquired = await acquireToolchain(request, context);
  await enforceLimit(context);
  return acquired;
}

/** Removes an installed toolchain and everything built with it. */
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
