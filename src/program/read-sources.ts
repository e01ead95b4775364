import { createHash } from 'node:crypto';
import path from 'node:path';
import type { SourceFile, Sources } from '../model/program.js';
import { readSmallFile, walkFiles } from '../host/files/files.js';
import { ReproError } from '../model/errors.js';

const maxSourceBytes = 1 << 20;

/**
 * Joins the files of some folders into one module, as if they lay in one. Throws `bad-file` if a file cannot be read.
 */
export async function readSources(
  folders: readonly string[],
  isWanted: (file: SourceFile) => boolean = () => true,
): Promise<Sources> {
  const found: SourceFile[] = [];
  for (const folder of folders) {
    for await (const file of walkFiles(folder)) {
      const content = await readSmallFile(file, maxSourceBytes);
      // A program without one of its files might build all the same, and be another one.
      if (content === null)
        throw new ReproError('bad-file', `cannot read ${file} as a source file of the program`, {
          hint: 'Install the tool again: its folder is not whole. In a clone: git status',
        });
      found.push({ path: path.relative(folder, file).split(path.sep).join('/'), content });
    }
  }
  const files = found.filter(isWanted).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { files, hash: hashSources(files) };
}

function hashSources(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  // The lengths come first, so that no two lists of files can give the same bytes.
  for (const { path: name, content } of files)
    hash.update(`${name.length}:${content.length}:${name}${content}`);
  return hash.digest('hex');
}
