/** Finds Go toolchains among the files of a folder, an archive or an image, by the sources of their runtime. */
import type { SourceTexts } from '../../../bugs/bug.js';
import { linkedPath } from '../cells/archived-path.js';

/** The sources of the runtime that tell a toolchain: `src/runtime/cgocall.go`. */
type SourceFiles = readonly string[];

/** Files by their paths, with `/`, relative to the root of the folder, archive or image. */
export interface FileView {
  readonly texts: ReadonlyMap<string, string>;
  /** The targets of symbolic links, as they are written. */
  readonly links: ReadonlyMap<string, string>;
}

export interface GorootInside {
  /** The path of the root; '' for the root itself. */
  readonly root: string;
  readonly texts: SourceTexts;
  /** The content of its VERSION file; empty without one. */
  readonly version: string;
}

const versionFile = /^(?:.*\/)?VERSION$/;

/** True if the text of a file is needed to find toolchains. */
export const bearsOnToolchains = (path: string, files: SourceFiles): boolean =>
  rootIn(path, files) !== null || versionFile.test(path);

export function gorootsIn({ texts }: FileView, files: SourceFiles): readonly GorootInside[] {
  const roots = new Set([...texts.keys()].flatMap((path) => rootIn(path, files) ?? []));
  return [...roots].map((root) => {
    const read = (name: string): string | null => texts.get(join(root, name)) ?? null;
    return {
      root,
      texts: Object.fromEntries(files.map((file) => [file, read(file)])),
      version: read('VERSION') ?? '',
    };
  });
}

/** The folder for which `path` is one of the source files; null for another file. */
function rootIn(path: string, files: SourceFiles): string | null {
  for (const file of files) {
    if (path === file) return '';
    if (path.endsWith(`/${file}`)) return path.slice(0, -file.length - 1);
  }
  return null;
}

/** The parts of a toolchain below its root: its commands, their tools, its test data, the modules of its library. */
const ownParts = [
  /^bin\/(?:go|gofmt)(?:\.exe)?$/,
  /^pkg\/(?:tool|include|obj|bootstrap|[a-z0-9]+_[a-z0-9_]+)\//,
  /^(?:src|test|misc)\/(?:.*\/)?testdata\//,
  /^(?:src|test|misc)\/(?:.*\/)?[^/]+\.(?:mod|syso)$/,
  /^lib\/(?:time|fips140|wasm)\//,
];

/** True if a file is a part of the toolchain at `root`, which says all that there is to say of it. */
export function isPartOfGoroot(path: string, root: string): boolean {
  const below = belowRoot(path, root);
  return below !== null && ownParts.some((part) => part.test(below));
}

/** True if a file is among the sources of the toolchain at `root`, whose pins are those of its own makers. */
export function isInGoTree(path: string, root: string): boolean {
  const below = belowRoot(path, root);
  return below !== null && /^(?:src|test|misc|pkg|lib|api|doc)\//.test(below);
}

function belowRoot(path: string, root: string): string | null {
  if (root === '') return path;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
}

/** The root of the toolchain that a go command, a compiler or a linker belongs to, by its path. */
export const rootOfCommand = (command: string): string =>
  command.replace(/(?:^|\/)(?:bin\/|pkg\/tool\/[^/]+\/)?[^/]+$/, '');

/** The place of the sources of a go command: beside it, or at the target of the link in their place. */
export function gorootOfCommandIn(command: string, { links }: FileView): string {
  const root = rootOfCommand(command);
  const target = links.get(join(root, 'src'));
  if (target === undefined) return root;
  const sources = linkedPath(root, target);
  return sources.endsWith('/src') ? sources.slice(0, -'/src'.length) : root;
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
