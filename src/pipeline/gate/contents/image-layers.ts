/**
 * Reads images as `docker save`, podman and skopeo write them. Tells which files of their layers are in the resulting
 * file system.
 * https://github.com/moby/docker-image-spec, https://github.com/opencontainers/image-spec/blob/main/layer.md
 */
import { plainPath } from '../cells/archived-path.js';
import { parseJson } from '../../../text/parse-json.js';
import { groupBy } from '../../../model/group-by.js';

/** The files of one layer by their paths, with `/`; whiteouts are among them. */
export interface Layer {
  readonly paths: ReadonlySet<string>;
  /** Other names of the same files, and the names that they stand for. */
  readonly hardLinks: readonly { readonly path: string; readonly target: string }[];
}

/** Names of layers, the lowest first, of each image that the texts describe. Paths are relative to `folder`. */
export function imagesIn(texts: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const images: string[][] = [];
  for (const [path, text] of texts) {
    const [, folder = '', name] = /^(.*\/)?(manifest|index)\.json$/.exec(path) ?? [];
    const layers =
      name === 'manifest' ? layersOfDocker(text) : name === 'index' ? layersOfIndex(text, folder, texts) : [];
    images.push(...layers.map((names) => names.map((layer) => folder + layer)));
  }
  return images;
}

/** True if the text of a file is needed to know the images. */
export const bearsOnImages = (path: string): boolean =>
  /^(?:.*\/)?(?:(?:manifest|index)\.json|blobs\/\w{1,20}\/[0-9a-f]{32,128})$/.test(path);

/** True if an archive of this name can be a layer. */
export const mayBeLayer = (path: string): boolean =>
  /(?:^|\/)(?:layer\.tar|blobs\/\w{1,20}\/[0-9a-f]{32,128}|[0-9a-f]{64}(?:\.tar)?(?:\.gz|\.zst)?)$/.test(
    path,
  );

function layersOfDocker(text: string): string[][] {
  return listOf(parseJson(text)).flatMap((image) => {
    const layers = listOf(fieldOf(image, 'Layers')).filter((layer) => typeof layer === 'string');
    return layers.length === 0 ? [] : [layers.map(plainPath)];
  });
}

/** The limit of nested indexes. An index names manifests, of platforms as a rule, or further indexes. */
const deepestIndex = 4;

function layersOfIndex(
  text: string,
  folder: string,
  texts: ReadonlyMap<string, string>,
  depth = 0,
): string[][] {
  const content = parseJson(text);
  const layers = listOf(fieldOf(content, 'layers')).flatMap((layer) => blobOf(layer) ?? []);
  if (layers.length > 0) return [layers];
  if (depth === deepestIndex) return [];
  return listOf(fieldOf(content, 'manifests')).flatMap((manifest) => {
    const blob = blobOf(manifest);
    const inner = blob === null ? undefined : texts.get(folder + blob);
    return inner === undefined ? [] : layersOfIndex(inner, folder, texts, depth + 1);
  });
}

function blobOf(descriptor: unknown): string | null {
  const digest = fieldOf(descriptor, 'digest');
  const [, algorithm, hash] =
    (typeof digest === 'string' && /^(\w{1,20}):([0-9a-f]{32,128})$/.exec(digest)) || [];
  return algorithm === undefined || hash === undefined ? null : `blobs/${algorithm}/${hash}`;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Says of a file in one of the layers if it is visible, or if an upper layer has removed or replaced it. */
export type IsVisible = (layer: number, path: string) => boolean;

/** @param layers the lowest first */
export function visibilityIn(layers: readonly Layer[]): IsVisible {
  const changes = layers.map(changesOf);
  // An upper layer has copied up every file to which it links.
  const linkedFromAbove = new Set(
    layers.flatMap(({ paths, hardLinks }) =>
      hardLinks.flatMap(({ target }) => (paths.has(target) ? [] : [target])),
    ),
  );
  const otherNames = layers.map(({ hardLinks }) => groupBy(hardLinks, ({ target }) => target));
  const isNamed = (layer: number, path: string): boolean =>
    linkedFromAbove.has(path) || !changes.slice(layer + 1).some((upper) => hides(upper, path));
  return (layer, path) => {
    const others = otherNames[layer]?.get(path) ?? [];
    const names = [path, ...others.map((link) => link.path)];
    return names.some((name) => isNamed(layer, name));
  };
}

interface Changes {
  readonly files: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** Folders below which nothing is left. */
  readonly emptied: ReadonlySet<string>;
}

function changesOf({ paths }: Layer): Changes {
  const [files, removed, emptied] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const path of paths) {
    const at = path.lastIndexOf('/') + 1;
    const [folder, name] = [path.slice(0, Math.max(0, at - 1)), path.slice(at)];
    if (name === '.wh..wh..opq') emptied.add(folder);
    else if (name.startsWith('.wh.')) removed.add(path.slice(0, at) + name.slice('.wh.'.length));
    else files.add(path);
  }
  return { files, removed, emptied };
}

function hides({ files, removed, emptied }: Changes, path: string): boolean {
  if (files.has(path) || removed.has(path) || emptied.has('')) return true;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    const above = path.slice(0, at);
    if (files.has(above) || removed.has(above) || emptied.has(above)) return true;
  }
  return false;
}
