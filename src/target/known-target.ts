/** Describes the facts that one file of this folder states about a target. */
import type { Target } from '../model/target.js';

/** Operating system and architecture in Go's words; `libc` only where it was named. */
export interface Platform {
  readonly goos: string;
  readonly goarch: string;
  readonly libc: string | null;
}

/** The machine that this tool runs on. */
export interface Machine extends Platform {
  readonly libc: string;
}

/** All of a target that does not depend on what is built for it. */
export type TargetSettings = Omit<Target, 'goos' | 'goarch' | 'cc' | 'buildmode' | 'race'> & {
  /** The C compiler if none is named. */
  readonly cc: string;
};

export interface KnownTarget {
  /** The settings for this platform on this machine; null if the platform is another target. */
  readonly settings: (platform: Platform, machine: Machine) => TargetSettings | null;
  /** The platforms that it can be asked for on this machine, as they are typed. */
  readonly names: (machine: Machine) => readonly string[];
}
