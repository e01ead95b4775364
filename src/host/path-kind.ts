import { stat } from 'node:fs/promises';

export type PathKind = 'file' | 'folder' | 'special' | 'missing' | 'forbidden' | 'link-loop';

/** What is at a path, links followed. Nothing is opened. */
export async function kindOfPath(file: string): Promise<PathKind> {
  try {
    const info = await stat(file);
    if (info.isFile()) return 'file';
    return info.isDirectory() ? 'folder' : 'special';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ELOOP') return 'link-loop';
    return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'missing';
  }
}
