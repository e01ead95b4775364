import { realpath, stat } from 'node:fs/promises';
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
