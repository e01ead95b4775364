import path from 'node:path';
import { readSmallFile } from '../host/files.js';

/** The real files have 20 to 60 KB. */
const maxFileBytes = 1024 * 1024;

/** The runtime sources of an installed toolchain; null for a file that is missing or cannot be the real one. */
export async function readLocalSource(
  goroot: string,
): Promise<{ readonly cgocall: string | null; readonly runtime2: string | null }> {
  const read = (name: string): Promise<string | null> =>
    readSmallFile(path.join(goroot, 'src', 'runtime', name), maxFileBytes);
  const [cgocall, runtime2] = await Promise.all([read('cgocall.go'), read('runtime2.go')]);
  return { cgocall, runtime2 };
}
