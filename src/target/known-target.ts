/** Describes the facts that one file of `known/` states about a target. */
import type { Runner } from '../model/target.js';

/** Operating system and architecture in Go's words, and the C library. */
export interface Platform {
  readonly goos: string;
  readonly goarch: string;
  readonly libc: string;
}

/** The machine that this tool runs on. */
export type Machine = Platform;

/** For pages and lists that are the same on every machine. */
export const usualMachine: Machine = { goos: 'linux', goarch: 'amd64', libc: 'glibc' };

/** How programs for a target are run on a machine; `none` says why they cannot be. */
export type Way =
  | { readonly kind: 'native' }
  /** The first of these that is there. */
  | { readonly kind: 'runner'; readonly runners: readonly Runner[] }
  | { readonly kind: 'none'; readonly reason: string };

/** The systems whose package managers are known, by ID of os-release(5); `brew` is macOS. */
export const packageSystems = ['debian', 'fedora', 'alpine', 'brew'] as const;
export type PackageSystem = (typeof packageSystems)[number];

export interface KnownTarget extends Platform {
  /** Command lines that compile C for it; the first that is there. */
  readonly compilers: readonly string[];
  readonly wayOn: (machine: Machine) => Way;
  /** What to install; a system that has no such packages is left out. */
  readonly packages: Readonly<Partial<Record<PackageSystem, readonly string[]>>>;
  /** Files without which its programs do not run: a dynamic linker. */
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly linkerFlags?: readonly string[];
  /** The parts of a target (`buildmode=c-shared`) with which `all-available` asks it too. */
  readonly forms: readonly string[];
  /** What can be seen there, in a sentence. */
  readonly shows: string;
}

export const everything = 'All probes tell the two sides apart.';
