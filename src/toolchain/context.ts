import type { Clock } from '../host/clock.js';
import type { Environment } from '../host/environment.js';
import type { CachePaths } from '../host/files/paths.js';
import type { EventSink } from '../model/event.js';

/** The things that every part of this folder needs from outside, so that tests can use a machine of their own. */
export interface ToolchainContext {
  readonly env: Environment;
  readonly home: string;
  readonly paths: CachePaths;
  /** GOOS and GOARCH of the toolchains to look for: those of the host. */
  readonly platform: { readonly goos: string; readonly goarch: string };
  readonly clock: Clock;
  readonly onEvent: EventSink;
  /** Nothing may be fetched. */
  readonly offline: boolean;
  /**
   * True if a tree that nobody has examined yet is hashed to find out if the checksum database vouches for it: 1–2 s,
   * once. Without it such a tree counts as not verified.
   */
  readonly hashFiles: boolean;
  /**
   * Installed toolchains and builds are kept within this size, the least recently used removed first; undefined for no
   * limit.
   */
  readonly maxCacheBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Folder name of an install, `go1.23.0.linux-amd64`. */
export function installName(release: string, platform: ToolchainContext['platform']): string {
  return `${release}.${platform.goos}-${platform.goarch}`;
}

/** The module version under which a proxy serves a toolchain (https://go.dev/ref/mod#toolchains). */
export function moduleVersion(name: string): string {
  return `v0.0.1-${name}`;
}

export const toolchainModule = 'golang.org/toolchain';
