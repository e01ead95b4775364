import path from 'node:path';
import { readSmallFile } from '../../host/files/files.js';

/** The real files have 20 to 60 KB. */
const maxFileBytes = 1024 * 1024;

/**
 * Reads sources of an installed toolchain, by their names relative to GOROOT, with `/`. Null for a file that is missing or
 * cannot be the real one.
 */
export async function readLocalSource(
  goroot: string,
  files: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const read = async (file: string) =>
    [file, await readSmallFile(path.join(goroot, ...file.split('/')), maxFileBytes)] as const;
  return Object.fromEntries(await Promise.all(files.map(read)));
}
