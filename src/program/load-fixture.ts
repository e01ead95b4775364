import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Fixture, SourceFile } from '../model/program.js';
import { readSmallFile, walkFiles } from '../host/files/files.js';
import { packageRoot } from '../host/package-root.js';
import { ReproError } from '../model/errors.js';

/** Lets editors find the C headers inside this repository; see the file itself. */
const editorOnly = 'editor.go';
const maxSourceBytes = 1 << 20;

/**
 * Joins go-fixtures/NAME and c-fixtures/NAME into one self-contained module: cgo compiles the C files that lie beside
 * the Go files.
 */
export async function loadFixture(name: string, root: string = packageRoot): Promise<Fixture> {
  const files = [
    ...(await readSources(path.join(root, 'go-fixtures', name))),
    ...(await readSources(path.join(root, 'c-fixtures', name))),
  ]
    .filter((file) => file.path !== editorOnly)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (!files.some((file) => file.path === 'go.mod')) {
    throw new ReproError('bad-file', `there is no fixture "${name}" in ${root}`);
  }
  return { name, files, hash: hashSources(files) };
}

async function readSources(folder: string): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for await (const file of walkFiles(folder)) {
    const content = await readSmallFile(file, maxSourceBytes);
    // A program without one of its files might build all the same, and be another one.
    if (content === null)
      throw new ReproError('bad-file', `cannot read ${file} as a source file of the fixture`);
    sources.push({ path: path.relative(folder, file).split(path.sep).join('/'), content });
  }
  return sources;
}

function hashSources(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  // Lengths first, so that no two lists of files can give the same bytes.
  for (const { path: name, content } of files)
    hash.update(`${name.length}:${content.length}:${name}${content}`);
  return hash.digest('hex');
}
