import { homedir } from 'node:os';
import path from 'node:path';
import envPaths from 'env-paths';
import type { Environment } from './environment.js';

/** Where the tool keeps things. One folder, so that deleting it forgets everything. */
export interface CachePaths {
  readonly root: string;
  /** Installed toolchains, `go1.23.0.linux-amd64` each, and what is known of them. */
  readonly toolchains: string;
  /** GOCACHE shared by all builds. */
  readonly gocache: string;
  /** Built programs, by content hash. */
  readonly programs: string;
  /** Static verdicts, by release and source hash. */
  readonly verdicts: string;
  /** Reports of the last runs. */
  readonly reports: string;
  /** Half-made installs. On the same file system as `toolchains`, so that a rename finishes them. */
  readonly downloads: string;
}

/** `--cache-dir`, else `CGOPROF_REPRO_CACHE`, else the platform's convention. */
export function cachePaths(cacheDir: string | undefined, environment: Environment): CachePaths {
  const chosen = nonEmpty(cacheDir) ?? nonEmpty(environment['CGOPROF_REPRO_CACHE']);
  const root = path.resolve(expandHome(chosen ?? envPaths('cgoprof-repro', { suffix: '' }).cache));
  return {
    root,
    toolchains: path.join(root, 'toolchains'),
    gocache: path.join(root, 'gocache'),
    programs: path.join(root, 'programs'),
    verdicts: path.join(root, 'verdicts'),
    reports: path.join(root, 'reports'),
    downloads: path.join(root, 'downloads'),
  };
}

/** `~` and `~/x`, for settings that no shell has expanded. `~user` is left alone. */
export function expandHome(file: string, home: string = homeFolder()): string {
  return file === '~' || file.startsWith('~/') || file.startsWith('~\\')
    ? path.join(home, file.slice(1))
    : file;
}

/** The user's own, as the system knows it. */
export const homeFolder = (): string => homedir();

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
