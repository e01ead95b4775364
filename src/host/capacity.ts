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
  const limit = process.constrainedMemory?.() ?? 0;
  const isLimited = limit > 0 && limit < totalmem();
  return isLimited ? available + reclaimable(ownGroups(), readCgroup) : available;
}

/**
 * Counts the CPUs that this process may use: those that it may be scheduled on, and no more than its quota allows. Node
 * 20 does not know quotas.
 */
export function cpuCount(): number {
  const quota = cpuQuota(ownGroups(), readCgroup);
  return Math.max(1, Math.floor(Math.min(availableParallelism(), quota)));
}

const ownGroups = (): string => readOrEmpty('/proc/self/cgroup');
const readCgroup = (file: string): string => readOrEmpty(path.join('/sys/fs/cgroup', file));

/**
 * Reads how much of the memory of a process's cgroup holds files that nobody uses at the moment, in bytes.
 * @param groups the text of `/proc/self/cgroup` (cgroups(7))
 * @param read reads a file below `/sys/fs/cgroup`; empty if there is none
 */
export function reclaimable(groups: string, read: (file: string) => string): number {
  for (const { folders } of groupsWith(groups, 'memory')) {
    const stat = folders.map((folder) => read(`${folder}/memory.stat`)).find((text) => text !== '');
    const bytes = /^(?:total_)?inactive_file (\d+)$/m.exec(stat ?? '')?.[1];
    if (bytes !== undefined) return Number(bytes);
  }
  return 0;
}

/**
 * Finds the lowest quota of a process's cgroups, in CPUs; infinite without one. In a container the root is its own group.
 * @param groups the text of `/proc/self/cgroup` (cgroups(7))
 * @param read reads a file below `/sys/fs/cgroup`; empty if there is none
 */
export function cpuQuota(groups: string, read: (file: string) => string): number {
  const quotas = groupsWith(groups, 'cpu').flatMap(({ version, folders }) =>
    folders.map((folder) => {
      const files = version === 2 ? ['cpu.max'] : ['cpu.cfs_quota_us', 'cpu.cfs_period_us'];
      return quotaOf(files.map((file) => read(`${folder}/${file}`).trim()).join(' '));
    }),
  );
  return Math.min(...quotas);
}

interface ControlGroup {
  readonly version: 1 | 2;
  /** The group and those above it, below `/sys/fs/cgroup`. */
  readonly folders: readonly string[];
}

/** The groups that may hold the files of a controller: that of version 2, and that of the controller itself. */
function groupsWith(groups: string, controller: string): ControlGroup[] {
  return groups.split('\n').flatMap((line): ControlGroup[] => {
    const [, controllers, group = ''] = line.split(':');
    if (controllers === '') return [{ version: 2, folders: withParents(group) }];
    return controllers?.split(',').includes(controller) === true
      ? [{ version: 1, folders: withParents(group).map((folder) => `${controller}${folder}`) }]
      : [];
  });
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
