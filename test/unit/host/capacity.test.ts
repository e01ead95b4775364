import { describe, expect, it, test } from 'vitest';
import { cpuCount, cpuQuota, readCapacity, reclaimable } from '../../../src/host/capacity.js';

/** Reads files that are given by name. */
const reader =
  (files: Record<string, string>) =>
  (name: string): string =>
    files[name] ?? '';

describe('cpuQuota', () => {
  test.each([
    ['version 2', '0::/app.slice/job\n', { '/app.slice/job/cpu.max': '150000 100000\n' }, 1.5],
    [
      'a group above',
      '0::/app.slice/job\n',
      { '/app.slice/job/cpu.max': 'max 100000\n', '/app.slice/cpu.max': '200000 100000\n' },
      2,
    ],
    ['the root of a container', '0::/../../elsewhere\n', { '/cpu.max': '50000 100000\n' }, 0.5],
    [
      'the lowest of several',
      '0::/a/b\n',
      { '/a/b/cpu.max': '300000 100000\n', '/a/cpu.max': '100000 100000\n' },
      1,
    ],
    [
      'version 1',
      '4:memory:/x\n1:cpu,cpuacct:/docker/1\n',
      { 'cpu/docker/1/cpu.cfs_quota_us': '250000\n', 'cpu/docker/1/cpu.cfs_period_us': '100000\n' },
      2.5,
    ],
    [
      'version 1 without a limit',
      '1:cpu:/\n',
      { 'cpu/cpu.cfs_quota_us': '-1\n', 'cpu/cpu.cfs_period_us': '100000\n' },
      Infinity,
    ],
    ['another controller', '3:cpuset:/x\n', { 'cpuset/x/cpu.max': '1 2' }, Infinity],
    ['nonsense', '0::/x\nno line\n', { '/x/cpu.max': 'much of it' }, Infinity],
    ['no cgroups', '', {}, Infinity],
  ])('of %s', (_, groups, files, quota) => {
    expect(cpuQuota(groups, reader(files))).toBe(quota);
  });
});

it('counts at least one CPU, and some memory', () => {
  expect(cpuCount()).toBeGreaterThanOrEqual(1);
  expect(readCapacity().memoryBytes).toBeGreaterThan(0);
});

describe('reclaimable', () => {
  test.each([
    ['version 2', '0::/a/b\n', { '/a/b/memory.stat': 'anon 5\ninactive_file 4096\n' }, 4096],
    ['version 1', '4:memory:/x\n0::/\n', { 'memory/x/memory.stat': 'inactive_file 7\n' }, 7],
    ['a container', '0::/elsewhere\n', { '/memory.stat': 'inactive_file 12\n' }, 12],
    ['nothing', '1:cpu:/\n', {}, 0],
  ])('memory of %s', (_, groups, files, bytes) => {
    expect(reclaimable(groups, reader(files))).toBe(bytes);
  });
});
