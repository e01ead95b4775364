import { stat } from 'node:fs/promises';

export type PathKind = 'file' | 'folder' | 'special' | 'missing' | 'forbidden';

/** What is at a path, links followed. Nothing is opened. */
export async function kindOfPath(file: string): Promise<PathKind> {
  try {
    const info = await stat(file);
    if (info.isFile()) return 'file';
    return info.isDirectory() ? 'folder' : 'special';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'missing';
  }
}
