import { endianness, release } from 'node:os';
import { cpuCount } from './capacity.js';
import { readOrEmpty } from './files/read-or-empty.js';
import type { HostRecord } from '../model/report.js';

/** Describes the machine for a report, with operating system and architecture in Go's terms. */
export function describeHost(): HostRecord {
  const { goos, goarch } = hostPlatform();
  return { os: goos, arch: goarch, kernel: release(), cpus: cpuCount(), libc: hostLibc() };
}

/** The version of the Node that runs the tool, `20.20.2`. */
export const nodeVersion = (): string => process.versions.node;

/** GOOS and GOARCH of the machine the tool runs on. */
export function hostPlatform(): { readonly goos: string; readonly goarch: string } {
  return {
    goos: goosOf[process.platform] ?? process.platform,
    goarch:
      process.arch === 'ppc64' && endianness() === 'LE'
        ? 'ppc64le'
        : (goarchOf[process.arch] ?? process.arch),
  };
}

const goosOf: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const goarchOf: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', mipsel: 'mipsle' };

/**
 * Found without starting anything: by the files that this process has mapped, or else by Node's own report, which takes
 * 10 ms.
 */
function hostLibc(): string {
  if (process.platform === 'darwin') return 'libSystem';
  if (process.platform === 'win32') return 'msvcrt';
  if (process.platform !== 'linux') return 'unknown';
  const maps = readOrEmpty('/proc/self/maps');
  if (/\/ld-musl-/.test(maps)) return 'musl';
  return /\/libc(?:\.so\.6|-2\.\d+\.so)$/m.test(maps) || nodeRunsOnGlibc() ? 'glibc' : 'unknown';
}

function nodeRunsOnGlibc(): boolean {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return false;
  const { header } = report;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}
