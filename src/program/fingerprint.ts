import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeTree } from '../host/files/describe-tree.js';

/** The folders of a GOROOT that decide the bytes of a program and are likely to be edited by hand. */
const sourceFolders = ['src/runtime', 'src/internal/runtime', 'src/syscall'];
const binaries = ['VERSION', 'bin/go', 'bin/go.exe', 'pkg/tool'];

/**
 * Identifies a toolchain by its files rather than by its name, so that an edited copy, or one edited in place, never
 * gets a program that was built before. It takes the name, size and time of every file, in some milliseconds, and the
 * content of the decisive files.
 * @param decisive relative to GOROOT, with `/`
 */
export async function toolchainFingerprint(goroot: string, decisive: readonly string[]): Promise<string> {
  const entries = [...sourceFolders, ...binaries].flatMap((name) => describeTree(goroot, name));
  const hash = createHash('sha256').update(goroot).update(entries.toSorted().join(''));
  for (const file of decisive) hash.update(await readFile(path.join(goroot, file)).catch(() => 'none'));
  return hash.digest('hex');
}
