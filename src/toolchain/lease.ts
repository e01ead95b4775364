/**
 * Who is using an installed toolchain: one small file for each use, named after the process. `prune` and `remove` spare
 * toolchains with a live lease. A process that died leaves its file behind; it is swept away when it is met.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { listFolder, readSmallFile, writeFileAtomic } from '../host/files.js';
import { isProcessAlive } from '../host/process-groups.js';
import type { CachePaths } from '../host/paths.js';
import { ReproError } from '../model/errors.js';

/** A cache on a network disk may be used by other machines, whose processes cannot be asked for. */
const foreignLeaseMs = 24 * 3600_000;

const leaseFolder = (paths: CachePaths, name: string): string => path.join(paths.toolchains, '.leases', name);

/** Takes a lease and returns how to give it back. In a cache that cannot be written nothing is removed: no lease then. */
export async function takeLease(paths: CachePaths, name: string): Promise<() => Promise<void>> {
  const file = path.join(leaseFolder(paths, name), `${process.pid}-${randomUUID()}`);
  try {
    await writeFileAtomic(file, hostname());
  } catch (error) {
    if (error instanceof ReproError) return () => Promise.resolve();
    throw error;
  }
  return () => rm(file, { force: true }).catch(() => undefined);
}

export async function isLeased(paths: CachePaths, name: string, nowMs: number): Promise<boolean> {
  const folder = leaseFolder(paths, name);
  for (const entry of await listFolder(folder)) {
    const pid = /^(\d{1,10})-/.exec(entry)?.[1];
    if (pid === undefined || entry.endsWith('.tmp')) continue;
    const file = path.join(folder, entry);
    if (await isLive(file, Number(pid), nowMs)) return true;
    await rm(file, { force: true }).catch(() => undefined);
  }
  return false;
}

async function isLive(file: string, pid: number, nowMs: number): Promise<boolean> {
  if ((await readSmallFile(file, 1024)) === hostname()) return isProcessAlive(pid);
  const info = await stat(file).catch(() => null);
  return info !== null && nowMs - info.mtimeMs < foreignLeaseMs;
}
