/** Describes an archive, a folder or a file, and its direct contents, while all of it is gathered. */
import type { Cell } from '../../../model/report.js';
import { plainPath } from '../cells/archived-path.js';
import { imageFormat, type PackageFormat } from './package-formats.js';

/** An archive, or the subject itself. */
export interface Container {
  readonly names: readonly string[];
  readonly parent: Container | null;
  /** The members by their paths; the last of several with one path. */
  readonly children: Map<string, Container>;
  format: PackageFormat | null;
  readonly texts: Map<string, string>;
  readonly links: Map<string, string>;
  /** All paths of an archive that may be a layer of an image; null for any other. */
  readonly paths: Set<string> | null;
  readonly hardLinks: { readonly path: string; readonly target: string }[];
}

/** A program that makes programs of its toolchain's sources, and says nothing without them. */
export interface ToolchainCommand {
  readonly what: 'go command' | 'compiler' | 'linker';
  readonly version: string;
}

/** The place of a file. */
export interface Place {
  readonly container: Container;
  /** The path in its container; '' for the subject itself. */
  readonly path: string;
  readonly names: readonly string[];
}

/** A file about which there is something to say. */
export interface Find extends Place {
  readonly cells: readonly Cell[];
  /** The toolchain's command that the file is, to be judged by the toolchain's sources; null for any other file. */
  readonly command: ToolchainCommand | null;
  /** True for a file that is perhaps one of many that could not be read. */
  readonly isUndecided?: true;
}

/** Lists the file, and the archives on the way to it as files of those that they lie in. */
export function stepsTo({ container, path }: Find): readonly Pick<Place, 'container' | 'path'>[] {
  const steps = [{ container, path }];
  for (let inner = container; inner.parent !== null; inner = inner.parent)
    steps.push({ container: inner.parent, path: plainPath(inner.names.at(-1) ?? '') });
  return steps;
}

/** True if pins in it say what it is built with: those in packages do not, and those in images even less. */
export function holdsSources({ format, parent }: Container): boolean {
  const own = format === null || format.holdsSources === true;
  return own && parent?.format?.holdsArchives !== true;
}

export function markAsImage(container: Container): void {
  container.format = imageFormat;
}
