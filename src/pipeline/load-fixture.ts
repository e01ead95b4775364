import path from 'node:path';
import { packageRoot } from '../host/package-root.js';
import { ReproError } from '../model/errors.js';
import type { Fixture, SourceFile } from '../model/program.js';
import { readSources } from '../program/read-sources.js';

/** Lets editors find the C headers inside this repository; see the file itself. */
const editorOnly = 'editor.go';

/**
 * Joins go-fixtures/NAME and c-fixtures/NAME into one self-contained module: cgo compiles the C files that lie beside
 * the Go files.
 */
export async function loadFixture(name: string, root: string = packageRoot): Promise<Fixture> {
  const folders = ['go-fixtures', 'c-fixtures'].map((part) => path.join(root, part, name));
  const sources = await readSources(folders, (file) => file.path !== editorOnly);
  if (!sources.files.some((file) => file.path === 'go.mod')) {
    throw new ReproError('bad-file', `there is no fixture "${name}" in ${root}`, {
      hint: 'Install the tool again: its folder is not whole. In a clone: git status',
    });
  }
  return { name, ...sources };
}

/** Loads a program that is the one file of go-fixtures/NAME. */
export async function loadSingleFile(name: string, root: string = packageRoot): Promise<SourceFile> {
  const { files } = await readSources([path.join(root, 'go-fixtures', name)]);
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new ReproError('bad-file', `go-fixtures/${name} in ${root} is not one file`);
  }
  return file;
}
