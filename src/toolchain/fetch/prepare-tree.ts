/**
 * Does what the go command does to a downloaded toolchain before it uses it (cmd/go/internal/toolchain, Exec). Module
 * zips carry no run bits, and no file called go.mod below the top: they hold `_go.mod` instead.
 */
import { chmod, copyFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { walkFiles } from '../../host/files/files.js';

export async function prepareTree(goroot: string): Promise<void> {
  const inLib = path.join(goroot, 'lib') + path.sep;
  const folders = [path.join(goroot, 'bin') + path.sep, path.join(goroot, 'pkg', 'tool') + path.sep];
  for await (const file of walkFiles(goroot)) {
    const runs =
      folders.some((folder) => file.startsWith(folder)) ||
      (file.startsWith(inLib) && /^go_.*_.*_exec$/.test(path.basename(file)));
    if (runs) await makeExecutable(file);
    if (path.basename(file) === '_go.mod') await copyFile(file, path.join(path.dirname(file), 'go.mod'));
  }
}

/** For everybody who may read it. */
async function makeExecutable(file: string): Promise<void> {
  const mode = (await stat(file)).mode & 0o777;
  await chmod(file, mode | ((mode & 0o444) >> 2));
}
