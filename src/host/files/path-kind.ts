import { realpath, stat } from 'node:fs/promises';
import { errorCode } from './files.js';

export type PathKind = 'file' | 'folder' | 'special' | 'missing' | 'forbidden' | 'link-loop';

/** What is at a path, links followed. Nothing is opened. */
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

/** Where a file is when links are followed; as it was given where they lead nowhere. */
export const realPathOf = (file: string): Promise<string> => realpath(file).catch(() => file);
