/** Finds the place of a folder in a git work tree, and the files tracked there. Git itself is never started. */
import { lstat, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { err, type Result } from '../../model/result.js';
import { parseGitIndex, type GitIndex } from './git-index.js';
import { readSmallFile } from '../files/files.js';
import { readWithoutWaiting } from '../files/open-flags.js';
import { kindOfPath } from '../files/path-kind.js';

/** A million files take 100 MB. */
const mostIndexBytes = 256 * 2 ** 20;
const mostLinkBytes = 8192;

export interface GitPlace {
  /** The root of the work tree. */
  readonly root: string;
  /** The folder, relative to the root, with `/`; '' for the root itself. */
  readonly name: string;
  /** git's own folder: `.git`, or the folder that a file of this name points to. */
  readonly gitFolder: string;
}

/** Finds the work tree around a folder, by the nearest `.git` upwards; null if there is none. */
export async function findWorkTree(folder: string): Promise<GitPlace | null> {
  const asked = await realpath(folder).catch(() => path.resolve(folder));
  for (let root = asked; ; root = path.dirname(root)) {
    const gitFolder = await gitFolderOf(root);
    if (gitFolder !== null)
      return { root, name: path.relative(root, asked).split(path.sep).join('/'), gitFolder };
    if (path.dirname(root) === root) return null;
  }
}

/**
 * Finds the git folder of a work tree's root; null if it is not one. Linked work trees and submodules have a file that
 * names the folder.
 */
export async function gitFolderOf(root: string): Promise<string | null> {
  const mark = path.join(root, '.git');
  const kind = await kindOfPath(mark);
  if (kind === 'folder') return (await isGitFolder(mark)) ? mark : null;
  if (kind !== 'file') return null;
  const named = /^gitdir: ([^\0\n]+?)\r?\n*$/.exec((await readSmallFile(mark, mostLinkBytes)) ?? '')?.[1];
  const target = named === undefined ? null : path.resolve(root, named);
  return target !== null && (await isGitFolder(target)) ? target : null;
}

const isGitFolder = async (folder: string): Promise<boolean> =>
  (await lstat(path.join(folder, 'HEAD')).catch(() => null)) !== null;

/** Reads the list of tracked files; the error says why it cannot be read. Without an index, nothing is tracked. */
export async function readTracked(gitFolder: string): Promise<Result<GitIndex, string>> {
  const file = path.join(gitFolder, 'index');
  let handle;
  try {
    handle = await open(file, readWithoutWaiting);
  } catch {
    const isThere = (await lstat(file).catch(() => null)) !== null;
    return isThere
      ? err('it cannot be read')
      : { ok: true, value: { files: new Set(), folders: new Set(), submodules: new Set() } };
  }
  try {
    const info = await handle.stat();
    if (!info.isFile() || info.size > mostIndexBytes) return err('it is too large, or not a file');
    return parseGitIndex(await handle.readFile());
  } catch {
    return err('it cannot be read');
  } finally {
    await handle.close();
  }
}
