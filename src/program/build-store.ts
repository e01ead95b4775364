/**
 * Keeps everything that was built with each toolchain, a folder each: its GOCACHE and its programs. Each has a GOCACHE
 * of its own, since every action in it is keyed by the compiler that did it: the files of one release serve no other,
 * and can be removed with it.
 */
import { createHash } from 'node:crypto';
import { stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../host/clock.js';
import { listFolder, makeDirectory, removeTree, renameInto } from '../host/files/files.js';
import { claimUnused, takeLease, type GiveBack } from '../host/locks/lease.js';
import type { CachePaths } from '../host/files/paths.js';
import { ownedName } from '../host/scratch/temporary-folder.js';
import type { EventSink } from '../model/event.js';
import type { StoredItem } from '../model/stored-item.js';
import { forgetSize, sizeOfBuilds } from './kept-size.js';

export interface BuildFolder {
  readonly gocache: string;
  /** The programs by content hash. */
  readonly programs: string;
}

export interface LeasedBuilds extends BuildFolder {
  /** Gives the folder back. Until then, nothing of it is removed. */
  readonly giveBack: GiveBack;
}

export interface BuildStoreContext {
  readonly paths: CachePaths;
  readonly clock: Clock;
  readonly onEvent: EventSink;
  readonly signal?: AbortSignal | undefined;
}

/** The builds of the trees that `git bisect` walks through: they have most of their packages in common. */
export const checkoutBuilds = 'checkouts';

/** Names the builds of a toolchain. Two GOROOTs of one release are kept apart: their edits may differ. */
export function buildsOf({ release, goroot }: { readonly release: string; readonly goroot: string }): string {
  const hash = createHash('sha256').update(goroot).digest('hex').slice(0, 8);
  return `${/^go\d[\d.a-z]{0,20}$/.test(release) ? release : 'go'}-${hash}`;
}

export async function leaseBuilds(
  name: string,
  { paths, clock, onEvent, signal }: BuildStoreContext,
): Promise<LeasedBuilds> {
  const folder = path.join(paths.builds, name);
  const giveBack = await takeLease(folder, {
    clock,
    signal,
    onWait: (owner) =>
      onEvent({ type: 'warning', message: `waiting for ${owner}, which removes the builds of ${name}` }),
  });
  const builds = { gocache: path.join(folder, 'gocache'), programs: path.join(folder, 'programs') };
  try {
    await Promise.all([makeDirectory(builds.gocache), makeDirectory(builds.programs)]);
  } catch (error) {
    await giveBack();
    throw error;
  }
  const now = new Date(clock.now());
  await utimes(folder, now, now).catch(() => undefined);
  return { ...builds, giveBack };
}

/** Lists all builds. Their sizes are the kept ones where those hold, unless `countAgain`. */
export async function listBuilds(
  { paths, clock, signal }: Pick<BuildStoreContext, 'paths' | 'clock' | 'signal'>,
  countAgain = false,
): Promise<StoredItem[]> {
  const names = (await listFolder(paths.builds)).filter(isBuildsName);
  const stored = names.map(async (name): Promise<StoredItem | null> => {
    const folder = path.join(paths.builds, name);
    const info = await stat(folder).catch(() => null);
    if (info?.isDirectory() !== true) return null;
    const size = await sizeOfBuilds(folder, { clock, signal, countAgain });
    return { kind: 'builds', name, lastUsedMs: info.mtimeMs, ...size };
  });
  return (await Promise.all(stored)).filter((builds) => builds !== null);
}

const isBuildsName = (name: string): boolean => /^(?:go[\d.a-z]*-[0-9a-f]{8}|checkouts)$/.test(name);

/** Removes builds. False when somebody uses them, or when they are not there. */
export async function removeBuilds(
  name: string,
  { paths, clock }: Pick<BuildStoreContext, 'paths' | 'clock'>,
): Promise<boolean> {
  const folder = path.join(paths.builds, name);
  const giveBack = await claimUnused(folder, clock);
  if (giveBack === null) return false;
  const trash = path.join(paths.downloads, ownedName(name));
  try {
    if ((await stat(folder).catch(() => null)) === null) return false;
    await makeDirectory(paths.downloads);
    await renameInto(folder, trash);
    await forgetSize(folder);
  } finally {
    await giveBack();
  }
  await removeTree(trash);
  return true;
}
