/** The toolchains this tool has installed: listing, removing, and keeping them within a size. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { diskUsageBytes, isFolder, listFolder, removeTree, renameInto } from '../../host/files/files.js';
import { claimUnused, isLeased, takeLease, type GiveBack } from '../../host/locks/lease.js';
import { withLock } from '../../host/locks/lock.js';
import { ownedName } from '../../host/scratch/temporary-folder.js';
import type { ToolchainContext } from '../context.js';
import { lastUsedMs, markerFile, readMarker, touchUsed } from './marker.js';

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

/**
 * Everything installed, of other platforms too, most recently used first. A toolchain is never written to, so its size
 * is the one that was counted when it was installed, unless `countAgain`.
 */
export async function listInstalled(
  context: ToolchainContext,
  countAgain = false,
): Promise<InstalledToolchain[]> {
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
        sizeBytes: (countAgain ? null : marker?.sizeBytes) ?? (await diskUsageBytes(goroot, context)),
        lastUsedMs: (await lastUsedMs(context.paths, name)) ?? 0,
        inUse: await isLeased(goroot, context.clock),
      };
    }),
  );
  return installed.filter((toolchain) => toolchain !== null).toSorted((a, b) => b.lastUsedMs - a.lastUsedMs);
}

/** `go1.23.0.linux-amd64`; markers end in .json, bookkeeping begins with a dot. */
export const isInstallName = (name: string): boolean => /^go\d[\w.]*\.[a-z0-9]+-[a-z0-9]+$/.test(name);

export type Removal = 'removed' | 'in-use' | 'not-installed';

/** Hides it in one rename, then deletes it; never one that a live process uses. */
export async function removeInstalled(name: string, context: ToolchainContext): Promise<Removal> {
  const { paths, clock, signal, onEvent } = context;
  const goroot = path.join(paths.toolchains, name);
  if (!isInstallName(name) || !(await isFolder(goroot))) return 'not-installed';
  // The lock that `installToolchain` takes: otherwise the marker of a new install could be taken for that of the old
  // one.
  const onWait = (owner: string): void =>
    onEvent({ type: 'warning', message: `waiting for ${owner}, which installs or removes ${name}` });
  return withLock(path.join(paths.downloads, name), { clock, signal, onWait }, async () => {
    const giveBack = await claimUnused(goroot, clock);
    if (giveBack === null) return 'in-use';
    const trash = path.join(paths.downloads, ownedName(name));
    try {
      if (!(await isFolder(goroot))) return 'not-installed';
      await renameInto(goroot, trash);
      await rm(markerFile(paths, name), { force: true });
    } finally {
      await giveBack();
    }
    await removeTree(trash);
    return 'removed';
  });
}

/**
 * Marks an installed toolchain as in use until the returned function is called. Returns null if it was removed
 * meanwhile.
 */
export async function leaseInstalled(
  name: string,
  { paths, clock, signal, onEvent }: ToolchainContext,
): Promise<GiveBack | null> {
  const goroot = path.join(paths.toolchains, name);
  const onWait = (owner: string): void =>
    onEvent({ type: 'warning', message: `waiting for ${owner}, which removes ${name}` });
  const giveBack = await takeLease(goroot, { clock, signal, onWait });
  if (await isFolder(goroot)) {
    await touchUsed(paths, name, clock.now());
    return giveBack;
  }
  await giveBack();
  return null;
}
