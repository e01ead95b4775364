import { availableParallelism, freemem, totalmem } from 'node:os';
import path from 'node:path';
import { readOrEmpty } from './files/read-or-empty.js';

/** The part of the machine that this process may use. */
export interface Capacity {
  readonly cpus: number;
  /** Memory that is free or can be had back at once, in bytes. */
  readonly memoryBytes: number;
}

/** Counts CPUs and memory within the limits of the cgroups that this process is in. */
export function readCapacity(): Capacity {
  return { cpus: cpuCount(), memoryBytes: availableMemory() };
}

/**
 * Node 20.13 and newer count the limits of cgroups. They count the files that the kernel keeps in memory as used there,
 * which it gives back when memory is needed.
 */
function availableMemory(): number {
  const available = process.availableMemory?.() ?? freemem();
  const isLimited = (process.constrainedMemory?.() ?? 0) > 0 && process.constrainedMemory() < totalmem();
  return isLimited ? available + reclaimable(readOrEmpty('/proc/self/cgroup'), readCgroup) : available;
}

/**
 * Reads how much of the memory of a process's cgroup holds files that nobody uses at the moment, in bytes.
 * @param groups the text of `/proc/self/cgroup` (cgroups(7))
 * @param read reads a file below `/sys/fs/cgroup`; empty if there is none
 */
export function reclaimable(groups: string, read: (file: string) => string): number {
  for (const line of groups.split('\n')) {
    const [, controllers, group = ''] = line.split(':');
    const isMemory = controllers?.split(',').includes('memory') === true;
    if (controllers !== '' && !isMemory) continue;
    const folders = withParents(group).map((folder) => (isMemory ? `memory${folder}` : folder));
    const stat = folders.map((folder) => read(`${folder}/memory.stat`)).find((text) => text !== '');
    const bytes = /^(?:total_)?inactive_file (\d+)$/m.exec(stat ?? '')?.[1];
    if (bytes !== undefined) return Number(bytes);
  }
  return 0;
}

const cgroupRoot = '/sys/fs/cgroup';
const readCgroup = (file: string): string => readOrEmpty(path.join(cgroupRoot, file));

/**
 * Counts the CPUs that this process may use: those that it may be scheduled on, and no more than its quota allows. Node
 * 20 does not know quotas.
 */
export function cpuCount(): number {
  const quota = cpuQuota(readOrEmpty('/proc/self/cgroup'), (file) =>
    readOrEmpty(path.join(cgroupRoot, file)),
  );
  return Math.max(1, Math.floor(Math.min(availableParallelism(), quota)));
}

/**
 * Finds the lowest quota of a process's cgroups, in CPUs; infinite without one. In a container the root is its own group.
 * @param groups the text of `/proc/self/cgroup` (cgroups(7))
 * @param read reads a file below `/sys/fs/cgroup`; empty if there is none
 */
export function cpuQuota(groups: string, read: (file: string) => string): number {
  const quotas = groups.split('\n').flatMap((line) => {
    const [, controllers, group = ''] = line.split(':');
    if (controllers === '') return withParents(group).map((folder) => quotaOf(read(`${folder}/cpu.max`)));
    if (controllers?.split(',').includes('cpu') !== true) return [];
    return withParents(group).map((folder) => {
      const [quota, period] = ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map((file) =>
        read(`cpu${folder}/${file}`).trim(),
      );
      return quotaOf(`${quota} ${period}`);
    });
  });
  return Math.min(...quotas);
}

/** `/a/b` gives `/a/b`, `/a` and the root, which is empty. */
function withParents(group: string): string[] {
  const names = group.split('/').filter((name) => name !== '' && name !== '..');
  return [...names.keys(), names.length].map((count) =>
    names
      .slice(0, count)
      .map((name) => `/${name}`)
      .join(''),
  );
}

/** Reads `50000 100000`, microseconds of CPU time in a period; `max` or a negative quota is none. */
function quotaOf(text: string): number {
  const [quota = Number.NaN, period = Number.NaN] = text.trim().split(/\s+/).map(Number);
  return quota > 0 && period > 0 ? quota / period : Infinity;
}
