import { homedir } from 'node:os';
import path from 'node:path';
import envPaths from 'env-paths';
import type { Environment } from '../environment.js';

/** The places where the tool keeps things. They are in one folder, so that deleting it forgets everything. */
export interface CachePaths {
  readonly root: string;
  /** Installed toolchains, `go1.23.0.linux-amd64` each, and the facts about them. */
  readonly toolchains: string;
  /** The programs built with each toolchain. */
  readonly builds: string;
  /** Static verdicts, by release and source hash. */
  readonly verdicts: string;
  /** Reports of the last runs. */
  readonly reports: string;
  /**
   * Half-made installs, and folders that are being removed. They are on the same file system as the others, so that a
   * rename is enough.
   */
  readonly downloads: string;
}

/** `--cache-dir`, or else `CGOPROF_REPRO_CACHE`, or else the platform's convention. */
export function cachePaths(cacheDir: string | undefined, environment: Environment): CachePaths {
  const chosen = nonEmpty(cacheDir) ?? nonEmpty(environment['CGOPROF_REPRO_CACHE']);
  const root = path.resolve(expandHome(chosen ?? envPaths('cgoprof-repro', { suffix: '' }).cache));
  return {
    root,
    toolchains: path.join(root, 'toolchains'),
    builds: path.join(root, 'builds'),
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

/** The user's home folder, as the system reports it. */
export const homeFolder = (): string => homedir();

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
