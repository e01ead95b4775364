import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from './files.js';

export type PathKind = 'file' | 'folder' | 'special' | 'missing' | 'forbidden' | 'link-loop';

/** Tells what is at a path; links are followed. Nothing is opened. */
export async function kindOfPath(file: string): Promise<PathKind> {
  try {
    const info = await stat(file);
    if (info.isFile()) return 'file';
    return info.isDirectory() ? 'folder' : 'special';
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ELOOP') return 'link-loop';
    return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'missing';
  }
}

/** The place of a file after following links; unchanged if they are broken. */
export const realPathOf = (file: string): Promise<string> => realpath(file).catch(() => file);

/**
 * The target of a link, relative to the folder, with `/`; '' for the folder itself; null if it leads out of it or is
 * broken.
 */
export async function linkTarget(realRoot: string, link: string): Promise<string | null> {
  const target = await realpath(link).catch(() => null);
  return target === null ? null : within(realRoot, target);
}

function within(realRoot: string, target: string): string | null {
  const relative = path.relative(realRoot, target);
  const isInside = !/^\.\.(?:[/\\]|$)/.test(relative) && !path.isAbsolute(relative);
  return isInside ? relative.split(path.sep).join('/') : null;
}

/** The place of `file` after following links, also relative to `root`; unchanged if they are broken. */
export async function withoutLinks(root: string, file: string): Promise<string> {
  const real = await realPaths(root, file);
  return real === null ? file : path.relative(real.root, real.file).split(path.sep).join('/');
}

/** The place of a file below `root` after following links; null if there is no such file, or a link leads out of it. */
export async function realPathWithin(root: string, file: string): Promise<string | null> {
  const real = await realPaths(root, file);
  return real === null || within(real.root, real.file) === null ? null : real.file;
}

const realPaths = async (root: string, file: string): Promise<{ root: string; file: string } | null> => {
  try {
    return { root: await realpath(root), file: await realpath(path.join(root, file)) };
  } catch {
    return null;
  }
};
