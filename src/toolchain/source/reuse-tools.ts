/**
 * A GOROOT made of a checkout's sources and a release's tools, so that a commit is tried in the time of one small build
 * instead of one of all of Go. This is right as long as the tools would be the same: the standard library is compiled
 * from the sources at hand, and a release's compiler refuses to read objects of another.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isFolder, makeDirectory, walkFiles } from '../../host/files/files.js';
import { linkTo } from '../../host/files/link.js';
import type { Toolchain } from '../../model/toolchain.js';

/** Sources of the tools that a build starts, and of the things on which these and the runtime agree. */
const toolSources = [
  'src/cmd/asm',
  'src/cmd/cgo',
  'src/cmd/compile',
  'src/cmd/internal',
  'src/cmd/link',
  'src/internal/abi',
  'src/internal/goarch',
  'src/internal/goexperiment',
  'src/internal/goos',
  'src/internal/pkgbits',
];
const sourceFile = /\.(?:go|s|h|y|rules)$/;
const notCompiled = /_test\.go$|[/\\]testdata[/\\]/;
/** The largest, a table of the compiler, has 1 MB. */
const maxSourceBytes = 32 << 20;
/** Written by the build, with the release's own version in it. */
const generated = /[/\\]z[a-z]+\.go$/;

/** The first file by which the tools of the two differ, relative to the root; null when they agree. */
export async function firstToolDifference(root: string, base: Toolchain): Promise<string | null> {
  for (const folder of toolSources) {
    const [ours, theirs] = [path.join(root, folder), path.join(base.goroot, folder)];
    if (!(await isFolder(ours)) && !(await isFolder(theirs))) continue;
    const names = new Set([...(await namesBelow(ours)), ...(await namesBelow(theirs))]);
    for (const name of [...names].toSorted()) {
      if (!(await haveSameContent(path.join(ours, name), path.join(theirs, name))))
        return path.join(folder, name);
    }
  }
  return null;
}

async function namesBelow(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const file of walkFiles(folder)) {
    if (sourceFile.test(file) && !notCompiled.test(file) && !generated.test(file))
      names.push(path.relative(folder, file));
  }
  return names;
}

/** False for anything but two regular files of a source's size: a checkout may hold links to anywhere. */
async function haveSameContent(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([a, b].map((file) => stat(file).catch(() => null)));
  if (left?.isFile() !== true || right?.isFile() !== true) return false;
  if (left.size !== right.size || left.size > maxSourceBytes) return false;
  const [ours, theirs] = [await readFile(a), await readFile(b)];
  return ours.equals(theirs);
}

/** Lays the GOROOT out in `folder`, an empty one. It makes links: the checkout and the release stay unchanged. */
export async function layGoroot(root: string, base: Toolchain, folder: string): Promise<Toolchain> {
  await makeDirectory(folder);
  for (const name of ['bin', 'lib', 'pkg', 'VERSION', 'go.env']) {
    await linkTo(path.join(base.goroot, name), path.join(folder, name));
  }
  await linkTo(path.join(root, 'src'), path.join(folder, 'src'));
  return { ...base, goroot: folder, origin: 'given', verified: false };
}
