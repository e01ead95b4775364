/** The toolchains this tool has installed: listing, removing, and keeping them within a size. */
import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { directorySizeBytes, isFolder, listFolder, removeTree, renameInto } from '../host/files.js';
import { withLock } from '../host/lock.js';
import type { ToolchainContext } from './context.js';
import { isLeased, takeLease } from './lease.js';
import { lastUsedMs, markerFile, readMarker, touchUsed } from './marker.js';
import { planPrune, type PruneLimits } from './prune-plan.js';

export interface InstalledToolchain {
  /** Folder name, `go1.23.0.linux-amd64`. */
  readonly name: string;
  readonly release: string;
  readonly goroot: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsedMs: number;
  readonly inUse: boolean;
}

/** Everything installed, of other platforms too, most recently used first. */
export async function listInstalled(context: ToolchainContext): Promise<InstalledToolchain[]> {
  const { toolchains } = context.paths;
  const names = (await listFolder(toolchains)).filter(isInstallName);
  const installed = await Promise.all(
    names.map(async (name): Promise<InstalledToolchain | null> => {
      const goroot = path.join(toolchains, name);
      if (!(await isFolder(goroot))) return null;
      const marker = await readMarker(context.paths, name);
      return {
        name,
        goroot,
        release: marker?.release ?? name.replace(/\.[a-z0-9]+-[a-z0-9]+$/, ''),
        sizeBytes: marker?.sizeBytes ?? (await directorySizeBytes(goroot)),
        lastUsedMs: (await lastUsedMs(context.paths, name)) ?? 0,
        inUse: await isLeased(context.paths, name, context.clock.now()),
      };
    }),
  );
  return installed.filter((toolchain) => toolchain !== null).toSorted((a, b) => b.lastUsedMs - a.lastUsedMs);
}

/** `go1.23.0.linux-amd64`; markers end in .json, bookkeeping begins with a dot. */
const isInstallName = (name: string): boolean => /^go\d[\w.]*\.[a-z0-9]+-[a-z0-9]+$/.test(name);

export type Removal = 'removed' | 'in-use' | 'not-installed';

/** Out of sight in one rename, then deleted; never one that a live process uses. */
export async function removeInstalled(name: string, context: ToolchainContext): Promise<Removal> {
  const goroot = path.join(context.paths.toolchains, name);
  if (!isInstallName(name) || !(await isFolder(goroot))) return 'not-installed';
  return underLock(name, context, async () => {
    if (await isLeased(context.paths, name, context.clock.now())) return 'in-use';
    if (!(await isFolder(goroot))) return 'not-installed';
    const trash = path.join(context.paths.downloads, `${name}-${randomUUID()}`);
    await renameInto(goroot, trash);
    await rm(markerFile(context.paths, name), { force: true });
    await removeTree(trash);
    return 'removed';
  });
}

/**
 * Marks an installed toolchain as in use until the returned function is called. Null when it was removed meanwhile:
 * the lock is the one `removeInstalled` holds between looking for leases and taking the folder away.
 */
export async function leaseInstalled(
  name: string,
  context: ToolchainContext,
): Promise<(() => Promise<void>) | null> {
  return underLock(name, context, async () => {
    if (!(await isFolder(path.join(context.paths.toolchains, name)))) return null;
    await touchUsed(context.paths, name, context.clock.now());
    return takeLease(context.paths, name);
  });
}

export interface PruneResult {
  readonly removed: readonly InstalledToolchain[];
  /** Should have gone, but is in use. */
  readonly kept: readonly InstalledToolchain[];
  readonly sizeBytesAfter: number;
}

/** Removes the least recently used until the limits are met, and what interrupted installs have left. */
export async function pruneInstalled(limits: PruneLimits, context: ToolchainContext): Promise<PruneResult> {
  await removeOldLeftovers(context);
  const installed = await listInstalled(context);
  const removed: InstalledToolchain[] = [];
  const kept: InstalledToolchain[] = [];
  for (const toolchain of planPrune(installed, limits)) {
    const outcome = await removeInstalled(toolchain.name, context);
    (outcome === 'in-use' ? kept : removed).push(toolchain);
  }
  const total = (list: readonly InstalledToolchain[]): number =>
    list.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { removed, kept, sizeBytesAfter: total(installed) - total(removed) };
}

// No install takes this long, so whoever made a folder this old is gone.
const leftoverMs = 24 * 3600_000;

async function removeOldLeftovers(context: ToolchainContext): Promise<void> {
  const { downloads } = context.paths;
  for (const entry of await listFolder(downloads)) {
    if (entry.endsWith('.lock')) continue;
    const info = await stat(path.join(downloads, entry)).catch(() => null);
    const isOld = info !== null && context.clock.now() - info.mtimeMs > leftoverMs;
    if (isOld) await removeTree(path.join(downloads, entry));
  }
}

/** The lock `installToolchain` takes as well: one install, removal or lease of a release at a time. */
function underLock<T>(name: string, context: ToolchainContext, work: () => Promise<T>): Promise<T> {
  const { clock, signal } = context;
  return withLock(path.join(context.paths.downloads, name), { clock, signal }, work);
}
